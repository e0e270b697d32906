"""Lists narrowed by what a visitor chose; the choices are already validated."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, TextChoices
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models import State
from dashboard.selectors.compact import placed_objectives
from dashboard.selectors.parties import in_language_order
from objectives.models import Objective, Principle
from pledges.models import Pledge, PledgeObjective
from pledges.states import Weight
from progress.selectors import at_stages, last_updated, public_pledges
from roundtables.models import Edition
from roundtables.selectors import current_edition, edition_of, editions, split_at
from search.selectors import records_saying, understand
from search.states import Kind
from tools.querysets import ToolQuerySet
from tools.selectors import languages_of_tools, public_tools
from workflow.selectors import Moment, read_once

NOT_STATED = "none"
OFFERED = "offered"
PLEDGE_LOOKUPS = {  # filter: what it asks of a pledge
    "state": "state_id",
    "forum": "forum_id",
    "type": "pledge_type",
    "principle": "principles",
}
NOT_NARROWING = frozenset({"page", "format", "sort", "fields", "rows"})
TOOL_LOOKUPS = {"kind": "kind", "scope": "scope", "standing": "standing"}


class Owner(TextChoices):
    """Who pledges; beside these two, any kind of organisation is a value of the same filter."""

    STATE = "state", _("States")
    ORGANISATION = "organisation", _("Organisations of all kinds")


class Freshness(TextChoices):
    """How long ago the day is that a pledge's latest update speaks for."""

    RECENT = "recent", _("Within the last 12 months")
    OLDER = "older", _("More than 12 months ago")
    NONE = "none", _("No update yet")


@dataclass(frozen=True)
class Choices:
    """What the filters can be set to."""

    objectives: Mapping[int, Objective]
    states: tuple[State, ...] = ()
    editions: tuple[Edition, ...] = ()
    principles: tuple[Principle, ...] = ()
    languages: tuple[str, ...] = ()


@read_once
def pledge_choices(language: str, moment: Moment) -> Choices:
    """The choices of the list of pledges, States in the order of the page's language."""
    return Choices(
        objectives=placed_objectives(current_edition(moment.publication)),
        states=tuple(in_language_order(State.objects.all(), language)),
        editions=tuple(editions(moment.publication)),
        principles=tuple(Principle.objects.order_by("letter")),
    )


@read_once
def dashboard_choices(language: str, moment: Moment) -> Choices:
    """The choices of the dashboard: States in the order of the page's language, and the Forums."""
    states = tuple(in_language_order(State.objects.all(), language))
    return Choices(objectives={}, states=states, editions=tuple(editions(moment.publication)))


@read_once
def map_choices(moment: Moment) -> Choices:
    """The choices of the map: the objectives and the Forums."""
    objectives = placed_objectives(current_edition(moment.publication))
    return Choices(objectives=objectives, editions=tuple(editions(moment.publication)))


def tool_choices(moment: Moment) -> Choices:
    """The choices of the toolbox."""
    return Choices(
        objectives=placed_objectives(current_edition(moment.publication)), languages=tuple(languages_of_tools(moment))
    )


def filtered_pledges(
    asked: Mapping[str, Any], *, moment: Moment, among: QuerySet[Pledge] | None = None
) -> QuerySet[Pledge]:
    """The public pledges, or those among the given, that meet every filter; several objectives mean any of them.

    A round table is that of the Forum asked for, or of the current one: each Forum has its own split.
    """
    pledges: QuerySet[Pledge] = public_pledges(moment) if among is None else among
    if asked.get("q"):
        pledges = pledges.filter(record__in=records_saying(understand(asked["q"]), Kind.PLEDGE, moment=moment))
    for name, lookup in PLEDGE_LOOKUPS.items():
        if asked.get(name):
            pledges = pledges.filter(**{lookup: "" if asked[name] == NOT_STATED else asked[name]})
    for name, lookup in {"nature": "natures__contains", "level": "levels__contains"}.items():
        if asked.get(name):
            pledges = pledges.filter(**{lookup: [asked[name]]})
    if asked.get("objective"):
        pledges = _on_any(pledges, asked["objective"])
    if asked.get("round_table"):
        pledges = _on_any(pledges, _objectives_at(asked["round_table"], asked.get("forum"), moment))
    if asked.get("region"):
        pledges = _of_region(pledges, asked["region"])
    if asked.get("owner"):
        pledges = _of_owners(pledges, asked["owner"])
    if asked.get("stage"):
        pledges = at_stages(pledges, [asked["stage"]], moment=moment)
    if asked.get("freshness"):
        pledges = last_updated(pledges, asked["freshness"], moment=moment)
    return pledges.order_by(Lower("title"), "pk") if asked.get("sort") == "title" else pledges


def filtered_tools(asked: Mapping[str, Any], *, moment: Moment, among: ToolQuerySet | None = None) -> ToolQuerySet:
    """The public tools, or those among the given, that meet every filter; several objectives mean any of them."""
    tools = public_tools(moment) if among is None else among
    if asked.get("q"):
        tools = tools.filter(record__in=records_saying(understand(asked["q"]), Kind.TOOL, moment=moment))
    for name, lookup in TOOL_LOOKUPS.items():
        if asked.get(name):
            tools = tools.filter(**{lookup: asked[name]})
    if asked.get("support"):
        tools = tools.offering_support()
        tools = tools if asked["support"] == OFFERED else tools.filter(support_kinds__contains=[asked["support"]])
    if asked.get("language"):
        tools = tools.filter(languages__contains=[asked["language"]])
    if asked.get("objective"):
        through = tools.model.objectives.through
        named = through.objects.filter(tool=OuterRef("pk"), objective__in=asked["objective"])
        tools = tools.filter(Exists(named))
    return tools.order_by(Lower("title"), "pk") if asked.get("sort") == "title" else tools


def _of_region(pledges: QuerySet[Pledge], region: str) -> QuerySet[Pledge]:
    if region != NOT_STATED:
        return pledges.filter(state__review_region=region)
    nowhere = Q(state__isnull=True) | Q(state__review_region="")
    return pledges.filter(nowhere, organisation__isnull=True)


def _of_owners(pledges: QuerySet[Pledge], owner: str) -> QuerySet[Pledge]:
    if owner == Owner.STATE:
        return pledges.filter(state__isnull=False)
    pledges = pledges.filter(organisation__isnull=False)
    return pledges if owner == Owner.ORGANISATION else pledges.filter(organisation__kind=owner)


def _on_any(pledges: QuerySet[Pledge], objectives: list[int]) -> QuerySet[Pledge]:
    placed = PledgeObjective.objects.filter(pledge=OuterRef("pk"), weight=Weight.MAIN, objective__in=objectives)
    return pledges.filter(Exists(placed))


def _objectives_at(round_table: int, forum: int | None, moment: Moment) -> list[int]:
    publication = moment.publication
    edition = edition_of(forum, publication) if forum else current_edition(publication)
    split = split_at(edition, publication) if edition else {}
    return [objective for objective, table in split.items() if table == round_table]
