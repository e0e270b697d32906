"""What a round-table booklet stands on: one canonical set of facts, true at a publication and a day.

Every figure comes from the selectors the pages and the API use; nothing is counted here. The facts hold the Forum's
dates, split and themes as they were at the publication, so that a later edit changes nothing. No contact data is read.
"""

from dataclasses import asdict
from itertools import chain

from django.utils import translation

from dashboard.selectors.compact import placed_objectives
from dashboard.selectors.gaps import gap_picture
from dashboard.selectors.plans import measures_for_objective
from needs.selectors import public_needs
from objectives.models import Objective
from pledges.models import Pledge, PledgeObjective
from pledges.querysets import PledgeQuerySet
from pledges.states import Weight
from progress.selectors import (
    compact_figures,
    coverage,
    figures_by_objective,
    figures_by_round_table,
    public_pledges,
)
from reports.selectors.facts.brief import gap_facts, listed_needs, need_facts
from reports.selectors.facts.parts import (
    Facts,
    figure_facts,
    frame_facts,
    objective_facts,
    pledge_records,
    tool_facts,
)
from reports.selectors.facts.submitted import measure_facts, year_facts
from reports.selectors.scope import Scope
from roundtables.models import Edition, Paper, RoundTable
from roundtables.selectors import edition_of, notes_of, public_papers, round_tables, split_at
from tools.models import Tool
from tools.selectors import public_tools, tool_counts_by_objective, tool_counts_by_round_table
from workflow.selectors import Moment


def round_table_facts(scope: Scope, moment: Moment, language: str) -> Facts:
    """The facts of one booklet, in plain JSON types: the same arguments give the same facts, whenever it is asked."""
    edition, round_table = _as_they_were(scope, moment)
    numbers = _numbers(edition, round_table)
    with translation.override(language):
        pledges = _pledges_by_objective(numbers, moment)
        tools = _tools_by_objective(numbers, moment)
        measures = {number: _measures(number, moment) for number in numbers}
        by_objective, tool_counts = figures_by_objective(moment), tool_counts_by_objective(moment)
        return frame_facts(scope, moment, language) | {
            "round_table": {"number": round_table.number, "theme": round_table.theme},
            "figures": {
                "compact": figure_facts(compact_figures(moment)),
                "coverage": asdict(coverage(moment)),
                "round_table": figure_facts(figures_by_round_table(edition, moment)[round_table.number])
                | {"tools": tool_counts_by_round_table(edition, moment)[round_table.number]},
            },
            "trend": year_facts(_on_any_of(numbers, moment), moment),
            "notes": [_note(paper) for paper in notes_of(round_table, public_papers(edition, moment.publication))],
            "capacity": _capacity(numbers, edition, moment),
            "objectives": [
                objective_facts(objective)
                | {
                    "figures": figure_facts(by_objective[objective.number]) | {"tools": tool_counts[objective.number]},
                    "pledges": [pledge.reference for pledge in pledges[objective.number]],
                    "tools": [tool.reference for tool in tools[objective.number]],
                    "round_table": round_table.number,
                    "measures": measures[objective.number],
                }
                for objective in Objective.objects.filter(number__in=numbers)
            ],
            "pledges": pledge_records(chain.from_iterable(pledges.values()), moment),
            "tools": {tool.reference: tool_facts(tool) for listed in tools.values() for tool in listed},
        }


def _as_they_were(scope: Scope, moment: Moment) -> tuple[Edition, RoundTable]:
    """The Forum and its round table as the public read them at the publication."""
    then = edition_of(scope.edition.year, moment.publication) or scope.edition
    return then, round_tables(then, moment.publication)[int(scope.subject) - 1]


def _on_any_of(numbers: list[int], moment: Moment) -> PledgeQuerySet:
    placed = PledgeObjective.objects.filter(objective__in=numbers, weight=Weight.MAIN)
    return public_pledges(moment).filter(pk__in=placed.values("pledge"))


def _measures(number: int, moment: Moment) -> list[Facts]:
    return measure_facts(measures_for_objective(number, moment).prefetch_related("objectives"), moment)


def _capacity(numbers: list[int], edition: Edition, moment: Moment) -> Facts:
    placed = {number: each for number, each in placed_objectives(edition).items() if number in numbers}
    return {
        "gaps": gap_facts(gap_picture(public_needs(moment), placed, moment=moment)),
        "needs": [need_facts(need) for need in listed_needs(moment).for_objectives(numbers)],
    }


def _note(paper: Paper) -> Facts:
    return {
        "title": paper.title,
        "text": paper.text,
        "language": paper.shown_language,
        "documents": [[each["title"], each["url"]] for each in paper.documents],
    }


def _pledges_by_objective(numbers: list[int], moment: Moment) -> dict[int, list[Pledge]]:
    public = public_pledges(moment).prefetch_related("placements").order_by("record__reference")
    return {number: list(public.for_objective(number)) for number in numbers}


def _tools_by_objective(numbers: list[int], moment: Moment) -> dict[int, list[Tool]]:
    public = public_tools(moment).order_by("record__reference")
    return {number: list(public.for_objective(number)) for number in numbers}


def _numbers(edition: Edition, table: RoundTable) -> list[int]:
    split = split_at(edition, edition.read_at)
    return sorted(objective for objective, number in split.items() if number == table.number)
