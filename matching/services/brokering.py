"""What the secretariat does as the broker: suggest a pair, put it to both sides, let it go."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from matching.exceptions import NobodyToAsk, NoLongerThere, NotNow, OneParty, OpenAlready, TriedBefore
from matching.models import Match, MatchSide
from matching.selectors.fits import kinds_in_common, named_by
from matching.selectors.offers import Offer, live_offer
from matching.selectors.people import focal_points_of, party_key
from matching.selectors.places import region_of
from matching.selectors.wanted import live_need
from matching.services.acting import begin, both_live, enter, lock_records, move
from matching.services.contacts import discard_contacts
from matching.services.telling import tell_sides
from matching.states import OPEN, Act, Closing, Side
from needs.models import Need


@transaction.atomic
def suggest(need: int, offer: int, *, by: User, again: bool = False) -> Match:
    """Note that these two records, a need and an offer, could be brought together; nobody is told yet.

    Raises NoLongerThere where either is not public, OneParty where they have one owner, OpenAlready where the pair is
    under way, TriedBefore where it came to an end before and `again` does not say that this is known.
    """
    lock_records(need, offer)
    if not by.has_perm("matching.broker"):
        raise PermissionDenied
    wanted, given = live_need(need), live_offer(offer)
    if wanted is None or given is None:
        raise NoLongerThere
    if given.owner is None or party_key(wanted) == party_key(given.item):
        raise OneParty
    _refuse_what_was_tried(need, offer, again=again)
    match = Match(need_id=need, offer_id=offer)
    stand_for(match, wanted, given)
    match.save()
    MatchSide.objects.bulk_create(
        MatchSide(match=match, which=side, state_id=item.state_id, organisation_id=item.organisation_id)
        for side, item in ((Side.NEED, wanted), (Side.OFFER, given.item))
    )
    enter(Act.SUGGEST, match, by=by)
    return match


@transaction.atomic
def put_to_both(match: Match, *, by: User) -> Match:
    """Ask both sides whether they want to be brought together; each has the same days to answer.

    Raises NoLongerThere where either record is not public any more, NobodyToAsk where a side has no focal point.
    """
    begin(Act.PUT, match, by=by, perm="matching.broker")
    both_live(match)
    for side in match.sides.select_related("state", "organisation").order_by("which"):
        if not focal_points_of(side).exists():
            raise NobodyToAsk(side.party)
    before = move(Act.PUT, match)
    match.put_at, match.put_by = timezone.now(), by
    match.answer_by = timezone.localdate() + timedelta(days=settings.MATCH_ANSWER_DAYS)
    match.save(update_fields=["standing", "put_at", "put_by", "answer_by"])
    enter(Act.PUT, match, by=by, before=before)
    tell_sides("matching.put", match)
    return match


@transaction.atomic
def close(match: Match, *, by: User, closing: Closing) -> Match:
    """End what nothing came of, and tell the sides if they were asked; what they entered is erased at once.

    `closing` is true or NotNow is raised: EXPIRED only once the days to answer are over, GONE only where a record is
    not there any more, DROPPED whenever the secretariat decides so. A side that declines closes it by `decline`.
    """
    begin(Act.CLOSE, match, by=by, perm="matching.close")
    if not _is_true(closing, match):
        raise NotNow(Act.CLOSE, match.standing)
    end(match, closing, by=by)
    tell_sides("matching.closed", match)
    return match


def end(match: Match, closing: Closing, *, by: User) -> None:
    """Close a locked match: its standing, its event, and nothing left of what was entered for it."""
    before = move(Act.CLOSE, match)
    match.closing, match.closed_at = closing, timezone.now()
    match.save(update_fields=["standing", "closing", "closed_at"])
    discard_contacts(match)
    enter(Act.CLOSE, match, by=by, before=before, detail=closing)


def stand_for(match: Match, need: Need, offer: Offer) -> None:
    """Set what the match is counted under, as the two records say it now; unsaved."""
    match.objectives = named_by(need)
    match.support_kinds = kinds_in_common(need, offer)
    match.region = region_of(need)


def _refuse_what_was_tried(need: int, offer: int, *, again: bool) -> None:
    earlier = Match.objects.filter(need=need, offer=offer).order_by("-pk")
    for match in earlier:
        if match.standing in OPEN:
            raise OpenAlready(match)
    if earlier and not again:
        raise TriedBefore


def _is_true(closing: Closing, match: Match) -> bool:
    if closing == Closing.EXPIRED:
        return match.answer_by is not None and match.answer_by < timezone.localdate()
    if closing == Closing.GONE:
        return live_need(match.need_id) is None or live_offer(match.offer_id) is None
    return closing == Closing.DROPPED
