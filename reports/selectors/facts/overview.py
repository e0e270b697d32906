"""What the overview of a Forum stands on, in the shape of the Progress Declaration (A/RES/73/326).

Progress on the 23 objectives at all levels; challenges, opportunities and emerging issues as they were submitted.
What is recommended is left for people to write, and who takes part in the Forum is not known here.
"""

from dataclasses import asdict

from django.utils import translation

from dashboard.selectors.compact import placed_objectives, table_of
from dashboard.selectors.gaps import gap_picture
from dashboard.selectors.said import answers_said, barriers_said
from dashboard.selectors.world import RegionLines, World, shapes_of_the_world, world
from matching.selectors.figures import match_figures
from needs.selectors import need_count, need_counts_by_objective, public_needs
from plans.selectors import measure_count, measure_counts_by_objective, public_plans
from progress.selectors import (
    compact_figures,
    coverage,
    figures_by_level,
    figures_by_objective,
    figures_by_objective_and_region,
    figures_by_region,
    figures_by_round_table,
)
from reports.selectors.facts.brief import gap_facts, match_facts, review_facts
from reports.selectors.facts.parts import Facts, figure_facts, frame_facts, objective_facts
from reports.selectors.facts.quoting import quoted
from reports.selectors.scope import Scope
from roundtables.models import Edition
from roundtables.selectors import edition_of, round_tables
from tools.selectors import tool_count, tool_counts_by_objective, tool_counts_by_round_table
from workflow.selectors import Moment

ON_THEME = 6  # texts quoted under one heading


def overview_facts(scope: Scope, moment: Moment, language: str) -> Facts:
    """The facts of the overview, in plain JSON types: the same arguments give the same facts, whenever it is asked."""
    edition = edition_of(scope.edition.year, moment.publication) or scope.edition
    with translation.override(language):
        return frame_facts(scope, moment, language) | {
            "quoted_at_most": {"theme": ON_THEME},
            "figures": _figures(edition, moment),
            "round_tables": _round_tables(edition, moment),
            "objectives": _objectives(edition, moment),
            "world": world_facts(world(moment, language=language, asked={}, is_filtered=False)),
            "challenges": {
                "reviews": quoted(answers_said("challenges", edition, moment), at_most=ON_THEME),
                "barriers": quoted(barriers_said(moment), at_most=ON_THEME),
            },
            "opportunities": {"reviews": quoted(answers_said("partnerships", edition, moment), at_most=ON_THEME)},
            "emerging": {"reviews": quoted(answers_said("emerging_issues", edition, moment), at_most=ON_THEME)},
            "capacity": {
                "gaps": gap_facts(gap_picture(public_needs(moment), placed_objectives(edition), moment=moment))
            },
        }


def _figures(edition: Edition, moment: Moment) -> Facts:
    return {
        "compact": figure_facts(compact_figures(moment)),
        "coverage": asdict(coverage(moment)),
        "levels": {level: figure_facts(found) for level, found in figures_by_level(moment).items()},
        "regions": {region: figure_facts(found) for region, found in figures_by_region(moment).items()},
        "needs": need_count(moment),
        "tools": tool_count(moment),
        "plans": public_plans(moment).count(),
        "measures": measure_count(moment),
        "reviews": review_facts(edition, moment),
        "matches": match_facts(match_figures(moment)),
    }


def _round_tables(edition: Edition, moment: Moment) -> list[Facts]:
    figures, tools = figures_by_round_table(edition, moment), tool_counts_by_round_table(edition, moment)
    return [
        {
            "number": table.number,
            "theme": table.theme,
            "figures": figure_facts(figures[table.number]) | {"tools": tools[table.number]},
        }
        for table in round_tables(edition, moment.publication)
    ]


def _objectives(edition: Edition, moment: Moment) -> list[Facts]:
    """The 23 objectives with all that is counted under each, and their pledges by region."""
    figures, by_region = figures_by_objective(moment), figures_by_objective_and_region(moment)
    tools, measures = tool_counts_by_objective(moment), measure_counts_by_objective(moment)
    needs = need_counts_by_objective(public_needs(moment))
    return [
        objective_facts(objective)
        | {
            "round_table": table_of(objective),
            "figures": figure_facts(figures[number])
            | {"tools": tools[number], "measures": measures[number], "needs": needs[number]},
            "regions": {region: found.pledges for region, found in by_region[number].items()},
        }
        for number, objective in placed_objectives(edition).items()
    ]


def world_facts(found: World) -> Facts:
    """The map as it is coloured, without its shapes, and the table that says the same."""
    codes = shapes_of_the_world()["paths"]
    return {
        "classes": [[str(words), fill] for words, fill in found.classes],
        "fills": {code: shape.fill for code, shape in zip(codes, found.shapes, strict=True)},
        "markers": {marker.state.pk: [marker.x, marker.y, marker.fill] for marker in found.markers},
        "pledging": found.pledging,
        "without": found.without,
        "states": found.states,
        "pledges": found.pledges,
        "regions": [_region(each) for each in found.regions],
    }


def _region(each: RegionLines) -> Facts:
    return {
        "label": str(each.label),
        "of": len(each.lines),
        "pledging": each.pledging,
        "without": each.without,
        "pledges": each.pledges,
        "with_update": each.with_update,
        "states": [
            {
                "name": line.state.name,
                "pledges": line.figures.pledges,
                "with_update": line.figures.with_update,
            }
            for line in each.lines
        ],
    }
