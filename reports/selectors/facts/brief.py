"""What the brief for a Forum's policy debate stands on: what was submitted on each of its themes, with its source.

The themes are those A/RES/73/326 gives the debate: challenges in implementation, links with the 2030 Agenda, the
capacity-building mechanism, contemporary and emerging issues. Nothing is said here that nobody said.
"""

from django.utils import translation

from dashboard.selectors.agenda import agenda
from dashboard.selectors.compact import placed_objectives, table_of
from dashboard.selectors.gaps import GapPicture, gap_picture
from dashboard.selectors.reviews import count_for
from dashboard.selectors.said import answers_said, barriers_said, reasons_said, reviews_towards
from matching.selectors.figures import MatchFigures, match_figures
from needs.models import Need
from needs.querysets import NeedQuerySet
from needs.selectors import need_count, need_counts_by_objective, public_needs
from objectives.states import SupportKind
from plans.selectors import measure_count, measure_counts_by_objective, public_plans
from pledges.states import SDG_TARGETS
from progress.selectors import compact_figures, figures_by_objective
from reports.selectors.facts.parts import Facts, figure_facts, frame_facts, objective_facts
from reports.selectors.facts.quoting import by_objective, link, quoted
from reports.selectors.scope import Scope
from roundtables.models import Edition, Paper
from roundtables.selectors import edition_of, public_papers, topics
from tools.selectors import tool_count
from workflow.selectors import Moment

ON_OBJECTIVE, ON_THEME = 3, 6  # texts quoted under one heading


def brief_facts(scope: Scope, moment: Moment, language: str) -> Facts:
    """The facts of the brief, in plain JSON types: the same arguments give the same facts, whenever it is asked."""
    edition = edition_of(scope.edition.year, moment.publication) or scope.edition
    with translation.override(language):
        return frame_facts(scope, moment, language) | {
            "quoted_at_most": {"objective": ON_OBJECTIVE, "theme": ON_THEME},
            "topics": [_topic(paper) for paper in topics(public_papers(edition, moment.publication))],
            "figures": {
                "compact": figure_facts(compact_figures(moment)),
                "needs": need_count(moment),
                "tools": tool_count(moment),
                "plans": public_plans(moment).count(),
                "measures": measure_count(moment),
                "reviews": review_facts(edition, moment),
                "matches": match_facts(match_figures(moment)),
            },
            "objectives": objectives_in_figures(edition, moment),
            "challenges": {
                "reviews": quoted(answers_said("challenges", edition, moment), at_most=ON_THEME),
                "barriers": by_objective(barriers_said(moment), at_most=ON_OBJECTIVE),
                "discontinued": quoted(reasons_said(moment), at_most=ON_THEME),
            },
            "agenda_2030": agenda_facts(moment)
            | {"reviews": quoted(answers_said("agenda_2030", edition, moment), at_most=ON_THEME)},
            "capacity": {
                "reviews": quoted(answers_said("capacity_building", edition, moment), at_most=ON_THEME),
                "gaps": gap_facts(gap_picture(public_needs(moment), placed_objectives(edition), moment=moment)),
                "needs": [need_facts(need) for need in listed_needs(moment)],
            },
            "emerging": {"reviews": quoted(answers_said("emerging_issues", edition, moment), at_most=ON_THEME)},
        }


def review_facts(edition: Edition, moment: Moment) -> Facts:
    """How many Members have a public review for the Forum; how many reviews lead to it, regional ones included."""
    found = count_for(edition, moment)
    return {
        "members": found.members,
        "without": found.without,
        "others": found.others,
        "of": found.of,
        "towards": reviews_towards(edition, moment).count(),
    }


def match_facts(found: MatchFigures) -> Facts:
    """Needs, offers and matches of the whole Compact."""
    return {name: getattr(found, name) for name in ("needs", "needs_matched", "offers", "matches", "named")} | {
        "outcomes_known": found.outcomes_known
    }


def objectives_in_figures(edition: Edition, moment: Moment) -> list[Facts]:
    """The 23 objectives with their round table, and how many pledges, measures and needs name each."""
    placed = placed_objectives(edition)
    pledges, measures = figures_by_objective(moment), measure_counts_by_objective(moment)
    needs = need_counts_by_objective(public_needs(moment))
    return [
        objective_facts(objective)
        | {
            "round_table": table_of(objective),
            "sdg_targets": list(objective.sdg_targets),
            "pledges": pledges[number].pledges,
            "measures": measures[number],
            "needs": needs[number],
        }
        for number, objective in placed.items()
    ]


def agenda_facts(moment: Moment) -> Facts:
    """The targets that pledges name, with how many do, and each such pledge with its targets."""
    found = agenda(moment)
    return {
        "naming": found.naming,
        "of": found.of,
        "is_verified": found.is_verified,
        "targets": [
            {
                "target": line.target,
                "count": line.count,
                "objectives": list(line.objectives),
            }
            for line in found.named
        ],
        "pledges": [
            {
                "source": link(pledge.reference, pledge.get_absolute_url()),
                "title": pledge.title,
                "language": pledge.language,
                "by": str(pledge.owner or ""),
                "targets": [target for target in SDG_TARGETS if target in pledge.sdg_targets],
            }
            for pledge in found.pledges
        ],
    }


def gap_facts(picture: GapPicture) -> Facts:
    """The gap picture: at how many places need is stated, offered, both, and every place where one of them is."""
    return {
        "kinds": [kind.value for kind in picture.kinds],
        "stated": picture.stated,
        "offered": picture.offered,
        "gaps": picture.gaps,
        "rows": [
            {
                "objective": row.objective.number,
                "cells": [
                    {"needs": cell.needs, "tools": cell.tools, "pledges": cell.pledges, "standing": cell.standing}
                    for cell in row.cells
                ],
            }
            for row in picture.rows
        ],
    }


def _topic(paper: Paper) -> Facts:
    return {
        "number": paper.number,
        "title": paper.title,
        "text": paper.text,
        "language": paper.shown_language,
        "documents": [[each["title"], each["url"]] for each in paper.documents],
    }


def listed_needs(moment: Moment) -> NeedQuerySet:
    """The public needs by reference, as `need_facts` reads them."""
    return public_needs(moment).prefetch_related("related_objectives").order_by("record__reference")


def need_facts(need: Need) -> Facts:
    """A need as it is listed by reference; read with its related objectives."""
    related = [each.pk for each in need.related_objectives.all()]
    return {
        "source": link(need.reference, need.get_absolute_url()),
        "title": need.title,
        "language": need.language,
        "by": str(need.owner or ""),
        "objectives": sorted({*([need.main_objective_id] if need.main_objective_id else []), *related}),
        "kinds": [kind for kind in SupportKind.values if kind in need.support_kinds],
        "horizon": need.horizon,
        "missing": need.what_is_missing.strip(),
    }
