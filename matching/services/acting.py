"""What every act on a match has in common: lock, legality, permission; then the change and its event, all or nothing.

Locks are taken in the kernel's order: the records, then the match, and a publication's number last.
"""

from django.core.exceptions import PermissionDenied

from accounts.models import User
from matching.exceptions import NoLongerThere, NotNow
from matching.models import Match, MatchEvent, MatchSide
from matching.selectors.offers import Offer, live_offer
from matching.selectors.wanted import live_need
from matching.states import TRANSITIONS, Act
from needs.models import Need
from workflow.models import Publication, Record


def lock_records(*records: int) -> list[Record]:
    """The records, locked in the order of their ids: no verb withdraws one meanwhile."""
    return list(Record.objects.select_for_update().filter(pk__in=records).order_by("pk"))


def begin(act: Act, match: Match, *, by: User, perm: str, item: MatchSide | None = None) -> None:
    """Lock the match and its records, read it afresh, and refuse what is not legal now or not this person's."""
    lock_records(match.need_id, match.offer_id)
    match.refresh_from_db(from_queryset=Match.objects.select_for_update())
    if match.standing not in TRANSITIONS[act][0]:
        raise NotNow(act, match.standing)
    if item is not None:
        item.refresh_from_db()
    if not by.has_perm(perm, item):
        raise PermissionDenied


def both_live(match: Match) -> tuple[Need, Offer]:
    """The need and the offer as they are public now; raises NoLongerThere where one is not."""
    need, offer = live_need(match.need_id), live_offer(match.offer_id)
    if need is None or offer is None:
        raise NoLongerThere
    return need, offer


def enter(
    act: Act,
    match: Match,
    *,
    by: User,
    side: MatchSide | None = None,
    before: str = "",
    detail: str = "",
    publication: Publication | None = None,
) -> None:
    """Write the event of an act that is done."""
    MatchEvent.objects.create(
        match=match,
        by=by,
        act=act,
        side=side.which if side else "",
        before=before,
        after=match.standing,
        detail=detail,
        publication=publication,
    )


def move(act: Act, match: Match) -> str:
    """Set the standing the act leads to, unsaved; answers where it stood."""
    before, match.standing = match.standing, TRANSITIONS[act][1] or match.standing
    return before
