"""Owing reminders: each step of the ladder once, and of steps that were missed only the last.

The sweep of `notices` sends them, as often as each reader wants to hear; by then compose has looked again.
"""

from collections.abc import Iterator

from notices.models import Notice
from notices.services import owe_unwritten
from reminders.selectors import Case, Team, report_cases, returned_cases, secretariat, teams
from reminders.states import Rung
from workflow.selectors import current_moment


def remind() -> int:
    """Write the reminders that are due today and not written yet; says how many rows that were."""
    moment = current_moment()
    cases = [*report_cases(moment), *(case for case in returned_cases(moment.day) if case.step is not None)]
    if not cases:
        return 0
    people, staff = teams(moment.day), secretariat()
    return owe_unwritten(row for case in cases for row in _rows(case, people.of(case.party), staff))


def _rows(case: Case, team: Team, staff: frozenset[int]) -> Iterator[Notice]:
    """To the people of the rung that is reached; the secretariat is told of a case once."""
    assert case.step is not None
    rung, readers = case.recipients(team)
    step = case.step.name
    if rung == Rung.SECRETARIAT:
        readers, step = (staff, "late") if case.is_for_the_secretariat(team) else (frozenset(), step)
    for person in sorted(readers):
        yield Notice(
            topic=f"reminders.{case.subject}_{rung}",
            key=f"{case.identity}:{step}",
            recipient_id=person,
            facts={**case.facts, "identity": case.identity, "step": step},
        )
