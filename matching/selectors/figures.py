"""Every number shown to the public about matches, and the matches that are named. No person is in any of it.

A match that is not to be named counts in the total of the whole Compact and nowhere else: under one objective or in a
region, where there may be a single need, counting it would name it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, F, Func, OuterRef, Q

from matching.models import Match
from matching.selectors.offers import offering_pledges, offering_tools
from matching.states import Outcome
from needs.models import Need
from pledges.models import Pledge
from tools.models import Tool
from workflow.models import Moderated, Record
from workflow.selectors import Moment


@dataclass(frozen=True)
class MatchFigures:
    """Needs and offers, matches made, outcomes known: of the Compact, of objectives, of a region.

    `is_narrowed` where it is not the whole Compact: then `matches` are the named ones only.
    """

    is_narrowed: bool
    needs: int
    needs_matched: int
    offers: int
    matches: int
    named: int
    outcomes_known: int
    by_outcome: Mapping[Outcome, int]

    @property
    def outcomes(self) -> list[tuple[str, int]]:
        """Each outcome in words, and how many matches came to it."""
        return [(str(outcome.label), self.by_outcome[outcome]) for outcome in Outcome]


@dataclass(frozen=True)
class ObjectiveMatches:
    """Named matches under one objective, and of how many of them the outcome is known."""

    made: int
    outcomes_known: int


@dataclass(frozen=True)
class PublicMatch:
    """What a record was matched with. `item` is the other record's public version, None where it is not public now."""

    record: Record
    item: Moderated | None
    at: datetime
    outcome: str
    outcome_on: date | None


NO_MATCHES = ObjectiveMatches(0, 0)


def match_figures(moment: Moment, *, objectives: Collection[int] = (), region: str = "") -> MatchFigures:
    """The figures at that moment, in four queries. Offers are not bound to a region: a region narrows needs only."""
    is_narrowed = bool(objectives or region)
    made = _made(moment, is_narrowed=is_narrowed)
    needs = Need.objects.as_of(moment.publication)
    if objectives:
        made, needs = made.filter(objectives__overlap=list(objectives)), needs.for_objectives(objectives)
    if region:
        made, needs = made.filter(region=region), needs.in_region(region)
    was_met = Exists(_made(moment, is_narrowed=is_narrowed).filter(need=OuterRef("record")))
    met = Count("pk", filter=Q(was_met=True))
    stated = needs.order_by().annotate(was_met=was_met).aggregate(all=Count("pk"), met=met)
    known = _known(moment, is_narrowed=is_narrowed)
    counts = {outcome.value: Count("pk", filter=known & Q(outcome=outcome)) for outcome in Outcome}
    named = Count("pk", filter=Q(published_in__lte=moment.publication))
    found = made.order_by().aggregate(all=Count("pk"), named=named, known=Count("pk", filter=known), **counts)
    tools, pledges = (of(moment, objectives=objectives).count() for of in (offering_tools, offering_pledges))
    return MatchFigures(
        is_narrowed=is_narrowed,
        needs=stated["all"],
        needs_matched=stated["met"],
        offers=tools + pledges,
        matches=found["all"],
        named=found["named"],
        outcomes_known=found["known"],
        by_outcome={outcome: found[outcome.value] for outcome in Outcome},
    )


def matches_by_objective(moment: Moment) -> Mapping[int, ObjectiveMatches]:
    """For each of the 23 objectives, the named matches of needs that named it; each counts at every one of them."""
    known = Count("pk", filter=Q(outcome_published_in__lte=moment.publication))
    named = Match.objects.named_as_of(moment.publication).order_by()
    rows = named.annotate(objective=Func(F("objectives"), function="unnest")).values("objective")
    found = {
        row["objective"]: ObjectiveMatches(row["made"], row["known"])
        for row in rows.annotate(made=Count("pk"), known=known)
    }
    return {number: found.get(number, NO_MATCHES) for number in range(1, 24)}


def public_matches(record: Record, moment: Moment) -> list[PublicMatch]:
    """The named matches of a need's, tool's or pledge's record, the latest first; one query where there are none."""
    named = Match.objects.named_as_of(moment.publication).filter(Q(need=record) | Q(offer=record))
    matches = list(named.select_related("need", "offer", "published_in").order_by("-published_in_id"))
    others = {match.pk: match.offer if match.need_id == record.pk else match.need for match in matches}
    items = _as_public([other.pk for other in others.values()], moment) if matches else {}
    return [_public_match(match, others[match.pk], items, moment) for match in matches]


def _made(moment: Moment, *, is_narrowed: bool):
    of = Match.objects.named_as_of if is_narrowed else Match.objects.counted_as_of
    return of(moment.publication)


def _known(moment: Moment, *, is_narrowed: bool) -> Q:
    column = "outcome_published_in" if is_narrowed else "outcome_counted_from"
    return Q(**{f"{column}__lte": moment.publication})


def _as_public(records: list[int], moment: Moment) -> dict[int, Moderated]:
    found: dict[int, Moderated] = {}
    for model in (Need, Tool, Pledge):
        versions = model.objects.as_of(moment.publication).filter(record__in=records).with_parties()  # type: ignore[attr-defined]
        found |= {item.record_id: item for item in versions}
    return found


def _public_match(match: Match, other: Record, items: Mapping[int, Moderated], moment: Moment) -> PublicMatch:
    is_known = match.outcome_published_in_id is not None and match.outcome_published_in_id <= moment.publication
    return PublicMatch(
        record=other,
        item=items.get(other.pk),
        at=match.published_in.at,  # type: ignore[union-attr]
        outcome=str(Outcome(match.outcome).label) if is_known else "",
        outcome_on=match.outcome_on if is_known else None,
    )
