"""What the secretariat chases: late by sixty days, or asked of people mail does not reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from accounts.models import State
from notices.models import Notice
from reminders.selectors.cases import Case, report_cases, returned_cases
from reminders.selectors.people import teams
from reminders.states import STEPS
from workflow.selectors import Moment


@dataclass(frozen=True)
class Late:
    """One case of the list. `told_at` is when somebody of the party was last reminded of it."""

    case: Case
    reaches_nobody: bool
    is_vacant: bool
    told_at: datetime | None = None


def late_cases(moment: Moment, *, state: State | None = None) -> list[Late]:
    """The whole list, the longest late first, in a fixed number of queries; of one State where one is named."""
    people = teams(moment.day)
    found = []
    for case in [*report_cases(moment), *returned_cases(moment.day)]:
        team = people.of(case.party)
        if case.is_for_the_secretariat(team) and (state is None or case.party == (state.pk, None)):
            nobody = not team.focal_points
            found.append(Late(case=case, reaches_nobody=case.reaches_nobody(team), is_vacant=nobody))
    return sorted(found, key=lambda late: (late.case.since, late.case.identity))


def with_last_reminder(page: Sequence[Late]) -> list[Late]:
    """These lines with when a reminder of each last went out, in one query."""
    keys = {key: late.case.identity for late in page for key in keys_of(late.case)}
    sent = Notice.objects.filter(topic__startswith="reminders.", key__in=keys, sent_at__isnull=False)
    told: dict[str, datetime] = {}
    for key, at in sent.values_list("key").annotate(at=Max("sent_at")).values_list("key", "at"):
        told[keys[key]] = max(at, told.get(keys[key], at))
    return [Late(late.case, late.reaches_nobody, late.is_vacant, told.get(late.case.identity)) for late in page]


def keys_of(case: Case) -> list[str]:
    """The keys of all reminders there can be of a case to its own people."""
    return [f"{case.identity}:{step.name}" for step in STEPS[case.subject]]
