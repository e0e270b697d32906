"""Lists narrowed by what a visitor chose; the choices are already validated."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Lower

from accounts.models import State
from dashboard.selectors.compact import placed_objectives
from dashboard.selectors.parties import in_language_order
from objectives.models import Objective, Principle
from pledges.models import Pledge, PledgeObjective
from pledges.states import Weight
from progress.selectors import at_stages, public_pledges
from roundtables.models import Edition, Placement
from roundtables.selectors import current_edition
from tools.querysets import ToolQuerySet
from tools.selectors import languages_of_tools, public_tools
from workflow.selectors import Moment

NOT_STATED = "none"
PLEDGE_LOOKUPS = {  # filter: what it asks of a pledge
    "state": "state_id",
    "region": "state__review_region",
    "forum": "forum_id",
    "type": "pledge_type",
    "principle": "principles",
}
TOOL_LOOKUPS = {"kind": "kind", "scope": "scope", "standing": "standing"}


@dataclass(frozen=True)
class Choices:
    """What the filters can be set to."""

    objectives: Mapping[int, Objective]
    states: tuple[State, ...] = ()
    editions: tuple[Edition, ...] = ()
    principles: tuple[Principle, ...] = ()
    languages: tuple[str, ...] = ()


def pledge_choices(language: str) -> Choices:
    """The choices of the list of pledges, States in the order of the page's language."""
    return Choices(
        objectives=placed_objectives(current_edition()),
        states=tuple(in_language_order(State.objects.all(), language)),
        editions=tuple(Edition.objects.order_by("-year")),
        principles=tuple(Principle.objects.order_by("letter")),
    )


def tool_choices(moment: Moment) -> Choices:
    """The choices of the toolbox."""
    return Choices(objectives=placed_objectives(current_edition()), languages=tuple(languages_of_tools(moment)))


def filtered_pledges(asked: Mapping[str, Any], *, moment: Moment) -> QuerySet[Pledge]:
    """The public pledges that meet every filter asked for; several objectives mean any of them.

    A round table is that of the Forum asked for, or of the current one: each Forum has its own split.
    """
    pledges: QuerySet[Pledge] = public_pledges(moment)
    for name, lookup in PLEDGE_LOOKUPS.items():
        if asked.get(name):
            pledges = pledges.filter(**{lookup: "" if asked[name] == NOT_STATED else asked[name]})
    for name, lookup in {"nature": "natures__contains", "level": "levels__contains"}.items():
        if asked.get(name):
            pledges = pledges.filter(**{lookup: [asked[name]]})
    if asked.get("objective"):
        pledges = _on_any(pledges, asked["objective"])
    if asked.get("round_table"):
        pledges = _on_any(pledges, _objectives_at(asked["round_table"], asked.get("forum")))
    if asked.get("stage"):
        pledges = at_stages(pledges, [asked["stage"]], moment=moment)
    return pledges.order_by(Lower("title"), "pk") if asked.get("sort") == "title" else pledges


def filtered_tools(asked: Mapping[str, Any], *, moment: Moment) -> ToolQuerySet:
    """The public tools that meet every filter asked for; several objectives mean any of them."""
    tools = public_tools(moment)
    for name, lookup in TOOL_LOOKUPS.items():
        if asked.get(name):
            tools = tools.filter(**{lookup: asked[name]})
    if asked.get("language"):
        tools = tools.filter(languages__contains=[asked["language"]])
    if asked.get("objective"):
        through = tools.model.objectives.through
        named = through.objects.filter(tool=OuterRef("pk"), objective__in=asked["objective"])
        tools = tools.filter(Exists(named))
    return tools.order_by(Lower("title"), "pk") if asked.get("sort") == "title" else tools


def _on_any(pledges: QuerySet[Pledge], objectives: list[int]) -> QuerySet[Pledge]:
    placed = PledgeObjective.objects.filter(pledge=OuterRef("pk"), weight=Weight.MAIN, objective__in=objectives)
    return pledges.filter(Exists(placed))


def _objectives_at(round_table: int, forum: int | None) -> list[int]:
    edition = forum or getattr(current_edition(), "year", None)
    at_table = Placement.objects.filter(edition=edition, round_table__number=round_table)
    return list(at_table.values_list("objective_id", flat=True))
