"""Capacity needs beside what is offered for them, laid side by side. What an offer is, `matching` says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, prefetch_related_objects
from django.db.models.functions import Lower

from accounts.models import State
from dashboard.selectors.compact import placed_objectives
from dashboard.selectors.filtering import Choices
from dashboard.selectors.parties import in_language_order
from matching.selectors.figures import ObjectiveMatches, matches_by_objective
from matching.selectors.offers import offering_pledges, offering_tools
from needs.models import Need
from needs.querysets import NeedQuerySet
from needs.selectors import need_counts_by_objective, public_needs, with_content
from objectives.models import Objective
from pledges.models import PledgeObjective
from pledges.states import Weight
from progress.selectors import figures_by_objective
from roundtables.selectors import current_edition
from tools.models import Tool
from tools.querysets import ToolQuerySet
from tools.selectors import tool_counts_by_objective
from workflow.selectors import Moment, read_once

NEED_LOOKUPS = {"state": "state_id", "horizon": "horizon"}


@dataclass(frozen=True)
class NeedRow:
    """A need in a list: its objectives, the main one first, and how many tools offer such support for any of them."""

    need: Need
    objectives: list[Objective]
    offers: int


@dataclass(frozen=True)
class ObjectiveLine:
    """One objective: needs that name it, offers of support among the tools and pledges that do, and named matches."""

    objective: Objective
    needs: int
    tools_offering: int
    tools: int
    pledges_offering: int
    pledges: int
    matches: ObjectiveMatches


def need_choices(language: str, moment: Moment) -> Choices:
    """The choices of the list of needs, States in the order of the page's language."""
    return Choices(
        objectives=placed_objectives(current_edition(moment.publication)),
        states=tuple(in_language_order(State.objects.all(), language)),
    )


def filtered_needs(asked: Mapping[str, Any], *, moment: Moment, among: NeedQuerySet | None = None) -> NeedQuerySet:
    """The public needs, or those among the given, that meet every filter; several objectives mean any of them."""
    needs = public_needs(moment) if among is None else among
    for name, lookup in NEED_LOOKUPS.items():
        if asked.get(name):
            needs = needs.filter(**{lookup: asked[name]})
    if asked.get("kind"):
        needs = needs.filter(support_kinds__contains=[asked["kind"]])
    if asked.get("region"):
        needs = needs.in_region(asked["region"])
    if asked.get("objective"):
        needs = needs.for_objectives(asked["objective"])
    return needs.order_by(Lower("title"), "pk") if asked.get("sort") == "title" else needs


def need_rows(needs: Iterable[Need], placed: Mapping[int, Objective], *, moment: Moment) -> list[NeedRow]:
    """The needs with their objectives and the number of tools that offer such support, in three queries."""
    listed = list(needs)
    numbers = Objective.objects.only("number").order_by("number")
    prefetch_related_objects(listed, Prefetch("related_objectives", numbers))
    offers = [(set(tool.support_kinds), _numbers_of(tool)) for tool in offering_tools(moment)] if listed else []
    return [
        NeedRow(
            need=need,
            objectives=[placed[number] for number in _named(need) if number in placed],
            offers=sum(_fits(need, kinds, serves) for kinds, serves in offers),
        )
        for need in listed
    ]


def offers_for(need: Need, moment: Moment) -> list[Tool]:
    """Public tools that offer a kind of support the need asks for, for any of its objectives; newest first."""
    tools = offering_tools(moment, objectives=_named(need))
    return list(tools.filter(support_kinds__overlap=need.support_kinds).exclude(record=need.record_id))


def objective_lines(
    needs: NeedQuerySet, placed: Mapping[int, Objective], *, moment: Moment, kind: str = "", only: Iterable[int] = ()
) -> list[ObjectiveLine]:
    """Each objective with the needs among `needs` that name it and the offers of `kind`; only some, where given."""
    stated, wanted = need_counts_by_objective(needs), set(only)
    tools, pledges = tool_counts_by_objective(moment), figures_by_objective(moment)
    with_support = _tools_by_objective(offering_tools(moment, kind=kind))
    matches = matches_by_objective(moment)
    of_means = _pledges_by_objective(moment, kind)
    return [
        ObjectiveLine(
            objective=objective,
            needs=stated[number],
            tools_offering=with_support.get(number, 0),
            tools=tools[number],
            pledges_offering=of_means.get(number, 0),
            pledges=pledges[number].pledges,
            matches=matches[number],
        )
        for number, objective in placed.items()
        if not wanted or number in wanted
    ]


def public_need(reference: str, moment: Moment) -> Need | None:
    """The version of the need that is public, with all its page shows."""
    live = with_content(Need.objects.as_of(moment.publication), publication=moment.publication)
    return live.filter(record__reference=reference).first()


def _fits(need: Need, kinds: set[str], serves: set[int]) -> bool:
    return bool(kinds & set(need.support_kinds)) and bool(serves & set(_named(need)))


def _named(need: Need) -> list[int]:
    related = [each.pk for each in need.related_objectives.all()]
    return [*([need.main_objective_id] if need.main_objective_id else []), *related]


def _numbers_of(tool: Tool) -> set[int]:
    return {each.pk for each in tool.objectives.all()}


def _tools_by_objective(tools: ToolQuerySet) -> dict[int, int]:
    through = Tool.objectives.through.objects.filter(tool__in=tools.order_by().values("pk"))  # type: ignore[attr-defined]
    return dict(through.values_list("objective").annotate(n=Count("tool", distinct=True)))


@read_once
def _pledges_by_objective(moment: Moment, kind: str) -> dict[int, int]:
    pledges = offering_pledges(moment, kind=kind)
    main = PledgeObjective.objects.filter(weight=Weight.MAIN, pledge__in=pledges.order_by().values("pk"))
    return dict(main.order_by().values_list("objective").annotate(n=Count("pledge", distinct=True)))
