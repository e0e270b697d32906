"""What is offered: a tool whose provider offers support with it, or a pledge of money or people.

Pledges do not name kinds of support, so their nature stands for it (financial; human resources, which the pledging
initiative explains as technical assistance and work pro bono).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects

from accounts.models import Organisation, State
from matching.selectors.places import Places
from objectives.models import Objective
from objectives.states import SupportKind
from pledges.models import Pledge, PledgeObjective
from pledges.querysets import PledgeQuerySet
from pledges.states import Nature, Weight
from progress.selectors import public_pledges
from tools.models import Tool
from tools.querysets import ToolQuerySet
from tools.selectors import public_tools
from tools.states import Scope
from workflow.models import Record
from workflow.selectors import Moment

NATURES_OF = {  # kind of support: the natures of pledges that stand for it; the rest cannot be told from a nature
    SupportKind.FINANCIAL: [Nature.FINANCIAL],
    SupportKind.TECHNICAL: [Nature.HUMAN],
    SupportKind.TRAINING: [Nature.HUMAN],
    SupportKind.PEERS: [Nature.HUMAN],
    SupportKind.ADVICE: [Nature.HUMAN],
}
OFFERING_NATURES = [Nature.FINANCIAL, Nature.HUMAN]


@dataclass(frozen=True)
class Offer:
    """A tool or a pledge, read as one thing: what it offers, for what, in which languages, where."""

    item: Tool | Pledge

    @property
    def is_tool(self) -> bool:
        """True for a tool; a pledge names no kinds of support and no languages."""
        return isinstance(self.item, Tool)

    @property
    def owner(self) -> State | Organisation | None:
        """Whose it is."""
        return self.item.owner

    @property
    def kinds(self) -> list[str]:
        """The kinds of support it can give, in the order of their list."""
        if isinstance(self.item, Tool):
            return [kind for kind in SupportKind.values if kind in self.item.support_kinds]
        natures = set(self.item.natures)
        return [kind for kind in SupportKind.values if natures & set(NATURES_OF.get(SupportKind(kind), []))]

    @property
    def main_objectives(self) -> list[int]:
        """The objectives it is for: all of a tool's, the main ones of a pledge."""
        if isinstance(self.item, Tool):
            return sorted(each.pk for each in self.item.objectives.all())
        return sorted(each.objective_id for each in self.item.placements.all() if each.weight == Weight.MAIN)

    @property
    def objectives(self) -> list[int]:
        """Every objective it names."""
        if isinstance(self.item, Tool):
            return self.main_objectives
        return sorted(each.objective_id for each in self.item.placements.all())

    @property
    def named_objectives(self) -> list[Objective]:
        """The same as rows, to be shown."""
        if isinstance(self.item, Tool):
            return list(self.item.objectives.all())
        return [each.objective for each in self.item.placements.all()]

    @property
    def serves_all(self) -> bool:
        """True where it is for the Compact as a whole."""
        return (
            self.item.scope == Scope.CROSS_CUTTING if isinstance(self.item, Tool) else self.item.covers_whole_compact
        )

    @property
    def languages(self) -> list[str]:
        """The languages support is given in; a pledge does not say."""
        return list(self.item.support_languages) if isinstance(self.item, Tool) else []

    @property
    def where(self) -> str:
        """Where it is used or carried out, in its owner's own words."""
        return self.item.where_used if isinstance(self.item, Tool) else self.item.region

    def regions(self, places: Places) -> frozenset[str]:
        """The regions it is at home in: those it names; of a State's tool that names no place, the State's own."""
        if isinstance(self.item, Tool):
            own = {self.item.state.review_region} if self.item.state and not self.item.where_used else set()
            return places.regions_in(self.item.where_used) | own - {""}
        of_countries = {state.review_region for state in self.item.countries.all()} - {""}
        return places.regions_in(self.item.region) | of_countries


def offering_tools(moment: Moment, *, kind: str = "", objectives: Iterable[int] = ()) -> ToolQuerySet:
    """Public tools that come with an offer of support: of that kind, for any of these objectives, where given."""
    tools = public_tools(moment).offering_support().prefetch_related("objectives")
    if kind:
        tools = tools.filter(support_kinds__contains=[kind])
    wanted = list(objectives)
    if wanted:
        through = Tool.objectives.through.objects.filter(objective__in=wanted)  # type: ignore[attr-defined]
        tools = tools.filter(pk__in=through.values("tool"))
    return tools


def offering_pledges(moment: Moment, *, kind: str = "", objectives: Iterable[int] = ()) -> PledgeQuerySet:
    """Public pledges of money or people; none for a kind of support that a pledge's nature does not tell."""
    natures = NATURES_OF.get(SupportKind(kind), []) if kind else OFFERING_NATURES
    pledges: PledgeQuerySet = public_pledges(moment).filter(natures__overlap=natures)
    wanted = list(objectives)
    if wanted:
        main = PledgeObjective.objects.filter(weight=Weight.MAIN, objective__in=wanted)
        pledges = pledges.filter(pk__in=main.values("pledge"))
    return pledges


def live_offers(records: Iterable[int]) -> dict[int, Offer]:
    """The public offers among these records, by the record's id, in five queries at most for any number."""
    wanted = list(records)
    tools = Tool.objects.published().offering_support().filter(record__in=wanted).with_parties()
    pledges = Pledge.objects.published().filter(record__in=wanted, natures__overlap=OFFERING_NATURES).with_parties()
    return {item.record_id: Offer(item) for item in with_content(list(tools), list(pledges))}


def live_offer(record: Record | int) -> Offer | None:
    """The offer as the public reads it now; None where it was withdrawn or no longer is one."""
    pk = record if isinstance(record, int) else record.pk
    return live_offers([pk]).get(pk)


def version_of_offer(record: int) -> Tool | Pledge:
    """The version of the offer that was public last, whatever became of it."""
    tools = Tool.objects.filter(record=record, published_in__isnull=False).select_related("record")
    if (tool := tools.order_by("-published_in_id").first()) is not None:
        return tool
    return (
        Pledge.objects.filter(record=record, published_in__isnull=False)
        .select_related("record")
        .latest("published_in_id")
    )


def with_content(tools: list[Tool], pledges: list[Pledge]) -> list[Tool | Pledge]:
    """All of them, with the objectives and places that an `Offer` reads: one query for tools, two for pledges."""
    if tools:
        prefetch_related_objects(tools, Prefetch("objectives", Objective.objects.order_by("number")))
    if pledges:
        placed = Prefetch("placements", PledgeObjective.objects.select_related("objective"))
        prefetch_related_objects(pledges, placed, "countries")
    return [*tools, *pledges]
