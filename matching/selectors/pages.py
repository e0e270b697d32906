"""What the broker and the two sides read: needs that wait, matches by standing, one match with both its sides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When

from accounts.selectors import Mandates
from matching.models import Match, MatchContact, MatchEvent, MatchSide
from matching.selectors.fits import Fit
from matching.selectors.offers import Offer, live_offers
from matching.selectors.people import contacts_exchanged, sides_open_to
from matching.selectors.suggestions import fit_between
from matching.selectors.wanted import live_needs, with_objectives
from matching.states import MADE, Act, Side, Standing
from needs.models import Need
from workflow.models import Record

TRIED_SHOWN = 20
UNMET, UNDER_WAY, MET = "unmet", "under_way", "met"
MET_BY = {UNMET: 0, UNDER_WAY: 1, MET: 2}
FIRST = (Standing.SUGGESTED, Standing.PUT, Standing.MATCHED, Standing.CONCLUDED, Standing.CLOSED)


@dataclass(frozen=True)
class NeedLine:
    """A public need on the broker's list, with everything that was tried for it."""

    need: Need
    days: int
    tried: list[Match]


@dataclass(frozen=True)
class Pair:
    """A match with its two records as they are public now, None where they are not, and its sides by name."""

    match: Match
    need: Need | None
    offer: Offer | None
    sides: Mapping[str, MatchSide]

    @property
    def columns(self) -> list[tuple[MatchSide, Need | Any | None, Record]]:
        """Both sides, the need first: the side, its record's public version, its record."""
        return [
            (self.sides[Side.NEED], self.need, self.match.need),
            (self.sides[Side.OFFER], self.offer.item if self.offer else None, self.match.offer),
        ]

    @property
    def silent(self) -> list[MatchSide]:
        """The sides that are asked and have not answered."""
        return [side for side in self.sides.values() if self.match.standing == Standing.PUT and not side.reply]

    @property
    def stated(self) -> list[MatchSide]:
        """The sides that said what came of it, while it waits to be confirmed."""
        return [side for side in self.sides.values() if self.match.standing == Standing.MATCHED and side.outcome]


@dataclass(frozen=True)
class MatchPage:
    """One match in full, for whoever may read it; `contacts` is empty for everybody who may not read those."""

    pair: Pair
    fit: Fit | None
    contacts: Mapping[str, MatchContact]


def needs_waiting(asked: Mapping[str, Any]) -> QuerySet[Need]:
    """The public needs that meet the filters: those nothing was made of first, the oldest on top.

    Each has `met`: 0 where nothing is under way, 1 where something is, 2 where it was matched.
    """
    of_need = Match.objects.filter(need=OuterRef("record"))
    versions = Need.objects.filter(record=OuterRef("record"), published_in__isnull=False).order_by("published_in_id")
    rank = Case(
        When(Exists(of_need.filter(standing__in=sorted(MADE))), then=Value(MET_BY[MET])),
        When(Exists(of_need.open()), then=Value(MET_BY[UNDER_WAY])),
        default=Value(MET_BY[UNMET]),
        output_field=IntegerField(),
    )
    needs = Need.objects.published().annotate(
        met=rank, first_published_at=Subquery(versions.values("published_at")[:1])
    )
    if asked.get("objective"):
        needs = needs.for_objective(asked["objective"])
    if asked.get("region"):
        needs = needs.in_region(asked["region"])
    if asked.get("kind"):
        needs = needs.filter(support_kinds__contains=[asked["kind"]])
    if asked.get("standing"):
        needs = needs.filter(met=MET_BY[asked["standing"]])
    return needs.order_by("met", "first_published_at", "pk")


def need_lines(needs: QuerySet[Need] | Iterable[Need], *, day) -> list[NeedLine]:
    """Lines to show of a page of needs: with their objectives and what was tried, in three queries."""
    pks = [need.pk for need in needs]
    found = {need.pk: need for need in with_objectives(needs_waiting({}).filter(pk__in=pks))}
    tried: dict[int, list[Match]] = {}
    for match in Match.objects.filter(need__in=[need.record_id for need in found.values()]).order_by("-pk"):
        tried.setdefault(match.need_id, []).append(match)
    return [
        NeedLine(need, (day - need.first_published_at.date()).days, tried.get(need.record_id, []))  # type: ignore[attr-defined]
        for need in (found[pk] for pk in pks if pk in found)
    ]


def tried_for(need: Need) -> QuerySet[Match]:
    """What was tried for a need last, whether or not the offer still fits."""
    return Match.objects.filter(need=need.record_id).select_related("offer").order_by("-pk")[:TRIED_SHOWN]


def matches_brokered(asked: Mapping[str, Any]) -> QuerySet[Match]:
    """The matches that meet the filters: outcomes to confirm first, then by standing, the latest on top."""
    said = MatchSide.objects.filter(match=OuterRef("pk")).exclude(outcome="")
    order = [When(Q(standing=Standing.MATCHED) & Q(Exists(said)), then=Value(0))]
    order += [When(standing=standing, then=Value(rank)) for rank, standing in enumerate(FIRST, start=1)]
    matches = Match.objects.annotate(rank=Case(*order, output_field=IntegerField()))
    if asked.get("objective"):
        matches = matches.filter(objectives__contains=[asked["objective"]])
    if asked.get("region"):
        matches = matches.filter(region=asked["region"])
    if asked.get("kind"):
        matches = matches.filter(support_kinds__contains=[asked["kind"]])
    if asked.get("standing"):
        matches = matches.filter(standing=asked["standing"])
    return matches.select_related("need", "offer").order_by("rank", "-pk")


def pairs(matches: Iterable[Match]) -> list[Pair]:
    """The matches with both records and both sides, in the same few queries for any number of them."""
    listed = list(matches)
    needs = live_needs([match.need_id for match in listed]) if listed else {}
    offers = live_offers([match.offer_id for match in listed]) if listed else {}
    sides: dict[int, dict[str, MatchSide]] = {match.pk: {} for match in listed}
    for side in MatchSide.objects.filter(match__in=listed).select_related("state", "organisation").order_by("which"):
        sides[side.match_id][side.which] = side
    return [Pair(match, needs.get(match.need_id), offers.get(match.offer_id), sides[match.pk]) for match in listed]


def match_page(match: Match, *, reader: Mandates | None) -> MatchPage:
    """One match as this person may read it; without a reader, as the broker."""
    (pair,) = pairs([match])
    fit = fit_between(pair.need, pair.offer) if pair.need and pair.offer else None
    return MatchPage(pair, fit, contacts_exchanged(match, reader=reader))


def own_sides(mandates: Mandates) -> QuerySet[MatchSide]:
    """What is or was put to those this person speaks for: what waits for them first, then the latest."""
    waits = Q(match__standing=Standing.PUT, reply="") | Q(
        match__standing=Standing.MATCHED, asked__isnull=False, outcome=""
    )
    order = Case(When(waits, then=Value(0)), default=Value(1), output_field=IntegerField())
    return sides_open_to(mandates).annotate(rank=order).order_by("rank", "-match__put_at", "-pk")


def sides_waiting(mandates: Mandates) -> QuerySet[MatchSide]:
    """What asks those this person speaks for to answer, the earliest day first, with the need's title; one query."""
    title = Need.objects.published().filter(record=OuterRef("match__need"))
    return (
        own_sides(mandates)
        .filter(rank=0)  # type: ignore[misc]
        .annotate(need_title=Subquery(title.values("title")[:1]), need_language=Subquery(title.values("language")[:1]))
        .order_by("match__answer_by", "pk")
    )


def match_history(match: Match) -> QuerySet[MatchEvent]:
    """What was done to the match, the latest first, for the broker."""
    return match.events.select_related("by").order_by("-pk")


def history_for(own: MatchSide) -> QuerySet[MatchEvent]:
    """The same for one side, from when it was asked; until both have answered, without what the other side did."""
    events = match_history(own.match).exclude(act=Act.SUGGEST)
    return events.filter(side__in=["", own.which]) if own.match.standing == Standing.PUT else events
