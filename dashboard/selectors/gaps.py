"""The gap picture: for each objective and kind of support, the needs stated beside what is offered.

Needs are stated as capacity needs; offers are tools that come with support and pledges of money or people, as
`matching` reads them. What serves the Compact as a whole stands at no objective, neither as need nor as offer.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, F, Func, Q, QuerySet
from django.urls import reverse

from matching.selectors.offers import NATURES_OF, OFFERING_NATURES, offering_pledges, offering_tools
from needs.models import Need
from needs.querysets import NeedQuerySet
from objectives.models import Objective
from objectives.states import SupportKind
from pledges.models import PledgeObjective
from pledges.states import Weight
from tools.models import Tool
from workflow.selectors import Moment, read_once

At = tuple[int, str]  # an objective's number and a kind of support


@dataclass(frozen=True)
class GapCell:
    """One objective and one kind of support: needs, offers of either kind, and where the records behind them stand."""

    kind: SupportKind
    needs: int
    tools: int
    pledges: int
    needs_url: str
    tools_url: str
    pledges_url: str

    @property
    def offers(self) -> int:
        """Tools and pledges together."""
        return self.tools + self.pledges

    @property
    def standing(self) -> str:
        """How the two stand: "gap" where need is stated and nobody offers, else "both", "offer" or "none"."""
        if self.needs:
            return "both" if self.offers else "gap"
        return "offer" if self.offers else "none"


@dataclass(frozen=True)
class GapRow:
    """One objective."""

    objective: Objective
    cells: Sequence[GapCell]


@dataclass(frozen=True)
class GapPicture:
    """Objectives in rows, kinds of support in columns."""

    kinds: Sequence[SupportKind]
    rows: Sequence[GapRow]

    @property
    def stated(self) -> int:
        """At how many places of the picture a need is stated."""
        return sum(cell.needs > 0 for row in self.rows for cell in row.cells)

    @property
    def offered(self) -> int:
        """At how many places support is offered."""
        return sum(cell.offers > 0 for row in self.rows for cell in row.cells)

    @property
    def gaps(self) -> int:
        """At how many of them nobody offers."""
        return sum(cell.standing == "gap" for row in self.rows for cell in row.cells)


def gap_picture(
    needs: NeedQuerySet,
    placed: Mapping[int, Objective],
    *,
    moment: Moment,
    kind: str = "",
    only: Collection[int] = (),
    kept: Iterable[tuple[str, str]] = (),
) -> GapPicture:
    """These needs beside all offers, in four queries; one kind and some objectives where given.

    `kept` are the further filters of the needs, which a link to them keeps.
    """
    wanted = [number for number in placed if not only or number in only]
    stated, tools, pledges = _needs(needs, wanted), _tools(moment, wanted), _pledges(moment, tuple(wanted))
    kinds = [SupportKind(kind)] if kind else list(SupportKind)
    further = [(name, value) for name, value in kept if name not in {"objective", "kind"}]
    rows = [
        GapRow(placed[number], [_cell((number, each), stated, tools, pledges, further) for each in kinds])
        for number in wanted
    ]
    return GapPicture(kinds, rows)


def _cell(
    at: tuple[int, SupportKind],
    stated: Mapping[At, int],
    tools: Mapping[At, int],
    pledges: Mapping[At, int],
    further: list[tuple[str, str]],
) -> GapCell:
    number, kind = at
    natures = NATURES_OF.get(kind, [])
    return GapCell(
        kind=kind,
        needs=stated.get((number, kind.value), 0),
        tools=tools.get((number, kind.value), 0),
        pledges=sum(pledges.get((number, nature.value), 0) for nature in natures),
        needs_url=_list("needs:list", [*further, ("objective", number), ("kind", kind.value)]) + "#needs",
        tools_url=_list("tools:list", [("objective", number), ("support", kind.value)]),
        pledges_url=_list("pledges:list", [("objective", number), *(("nature", each.value) for each in natures)]),
    )


def _list(name: str, query: Sequence[tuple[str, object]]) -> str:
    return f"{reverse(name)}?{urlencode(query)}"


def _needs(needs: NeedQuerySet, wanted: Collection[int]) -> dict[At, int]:
    """Each need once at every objective it names and for every kind it asks for, in two queries."""
    asked = needs.order_by()
    main = _by_kind(asked.filter(main_objective__in=wanted), "main_objective", "support_kinds")
    through = Need.related_objectives.through.objects.filter(need__in=asked.values("pk"))  # type: ignore[attr-defined]
    further = through.filter(objective__in=wanted).exclude(objective=F("need__main_objective"))
    related = _by_kind(further, "objective", "need__support_kinds")
    return {at: main.get(at, 0) + related.get(at, 0) for at in {*main, *related}}


def _tools(moment: Moment, wanted: Collection[int]) -> dict[At, int]:
    offering = offering_tools(moment).order_by().values("pk")
    through = Tool.objectives.through.objects.filter(tool__in=offering)  # type: ignore[attr-defined]
    return _by_kind(through.filter(objective__in=wanted), "objective", "tool__support_kinds")


@read_once
def _pledges(moment: Moment, wanted: tuple[int, ...]) -> dict[At, int]:
    """Pledges of money or people at their main objectives, by nature: a pledge names no kind of support."""
    offering = offering_pledges(moment).order_by().values("pk")
    main = PledgeObjective.objects.filter(weight=Weight.MAIN, objective__in=wanted, pledge__in=offering)
    counts = {nature.value: Count("pk", filter=Q(pledge__natures__contains=[nature])) for nature in OFFERING_NATURES}
    rows: Iterable[dict[str, int]] = main.order_by().values("objective").annotate(**counts)  # type: ignore[assignment]
    return {(row["objective"], nature): row[nature] for row in rows for nature in counts if row[nature]}


def _by_kind(rows: QuerySet, objective: str, kinds: str) -> dict[At, int]:
    each = rows.annotate(one_kind=Func(F(kinds), function="unnest")).values_list(objective, "one_kind")
    return {(number, kind): count for number, kind, count in each.annotate(count=Count("pk")).order_by()}
