"""The facts of each kind of report: a pure function of its scope, the moment and the language."""

from collections.abc import Callable

from reports.selectors.facts.annual import annual_facts
from reports.selectors.facts.brief import brief_facts
from reports.selectors.facts.changes import changes_facts
from reports.selectors.facts.objective import objective_sheet_facts
from reports.selectors.facts.overview import overview_facts
from reports.selectors.facts.parts import Facts
from reports.selectors.facts.round_table import round_table_facts
from reports.selectors.facts.state import state_facts
from reports.selectors.scope import Scope
from reports.states import ReportKind
from workflow.selectors import Moment

FACTS: dict[ReportKind, Callable[[Scope, Moment, str], Facts]] = {
    ReportKind.ROUND_TABLE: round_table_facts,
    ReportKind.OBJECTIVE: objective_sheet_facts,
    ReportKind.STATE: state_facts,
    ReportKind.BRIEF: brief_facts,
    ReportKind.OVERVIEW: overview_facts,
    ReportKind.ANNUAL: annual_facts,
    ReportKind.CHANGES: changes_facts,
}


def facts_of(scope: Scope, moment: Moment, language: str) -> Facts:
    """What a report stands on, in plain JSON types; the same arguments give the same facts whenever it is asked."""
    return FACTS[scope.kind](scope, moment, language)


__all__ = ["FACTS", "Facts", "facts_of"]
