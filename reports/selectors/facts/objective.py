"""What an objective sheet stands on: all that is on record under one objective, true at a publication and a day."""

from django.utils import translation

from dashboard.selectors.compact import placed_objectives, table_of
from dashboard.selectors.gaps import gap_picture
from dashboard.selectors.plans import measures_for_objective
from dashboard.selectors.reviews import statements_on
from dashboard.selectors.said import barriers_said
from matching.selectors.figures import matches_by_objective
from needs.selectors import need_counts_by_objective, public_needs
from objectives.models import Objective
from plans.selectors import measure_counts_by_objective
from progress.selectors import (
    compact_figures,
    figures_by_objective,
    figures_by_objective_and_region,
    public_pledges,
)
from reports.selectors.facts.brief import gap_facts, listed_needs, need_facts
from reports.selectors.facts.parts import Facts, figure_facts, frame_facts, objective_facts, pledge_records, tool_facts
from reports.selectors.facts.quoting import quoted
from reports.selectors.facts.submitted import as_said, measure_facts, year_facts
from reports.selectors.scope import Scope
from roundtables.selectors import edition_of, round_tables
from tools.selectors import public_tools, tool_counts_by_objective
from workflow.selectors import Moment

ON_OBJECTIVE = 6  # texts quoted under one heading


def objective_sheet_facts(scope: Scope, moment: Moment, language: str) -> Facts:
    """The facts of one sheet, in plain JSON types: the same arguments give the same facts, whenever it is asked."""
    number = int(scope.subject)
    edition = edition_of(scope.edition.year, moment.publication) or scope.edition
    with translation.override(language):
        objective = placed_objectives(edition)[number]
        pledges = public_pledges(moment).for_objective(number)
        tools = list(public_tools(moment).for_objective(number).order_by("record__reference"))
        barriers = [each for each in barriers_said(moment) if number in each.objectives]
        table = next(each for each in round_tables(edition, moment.publication) if each.number == table_of(objective))
        listed = pledges.order_by("record__reference").prefetch_related("placements")
        return frame_facts(scope, moment, language) | {
            "quoted_at_most": {"theme": ON_OBJECTIVE},
            "round_table": {"number": table.number, "theme": table.theme},
            "objectives": [_words(objective)],
            "figures": {"compact": figure_facts(compact_figures(moment)), "objective": _figures(number, moment)},
            "regions": {
                region: {"pledges": found.pledges, "with_update": found.with_update}
                for region, found in figures_by_objective_and_region(moment)[number].items()
            },
            "trend": year_facts(pledges, moment),
            "pledges": pledge_records(listed, moment),
            "tools": {tool.reference: tool_facts(tool) for tool in tools},
            "measures": measure_facts(measures_for_objective(number, moment).prefetch_related("objectives"), moment),
            "capacity": {
                "gaps": gap_facts(gap_picture(public_needs(moment), {number: objective}, moment=moment)),
                "needs": [need_facts(need) for need in listed_needs(moment).for_objective(number)],
            },
            "statements": quoted([as_said(each) for each in statements_on(number, moment)], at_most=ON_OBJECTIVE),
            "barriers": quoted(barriers, at_most=ON_OBJECTIVE),
        }


def _figures(number: int, moment: Moment) -> Facts:
    matches = matches_by_objective(moment)[number]
    return figure_facts(figures_by_objective(moment)[number]) | {
        "tools": tool_counts_by_objective(moment)[number],
        "measures": measure_counts_by_objective(moment)[number],
        "needs": need_counts_by_objective(public_needs(moment))[number],
        "statements": statements_on(number, moment).count(),
        "matches": matches.made,
        "outcomes_known": matches.outcomes_known,
    }


def _words(objective: Objective) -> Facts:
    return objective_facts(objective) | {
        "sdg_targets": list(objective.sdg_targets),
        "sdg_targets_are_verified": objective.sdg_targets_are_verified,
        "actions": [[each.letter, each.summary] for each in objective.actions.order_by("letter")],
    }
