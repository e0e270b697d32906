"""What the two sides say: each consents or declines for itself. With the second consent the match is made."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from matching.exceptions import SaidAlready, TooLate
from matching.models import Match, MatchSide
from matching.selectors.offers import Offer
from matching.selectors.people import broker_of
from matching.services.acting import begin, both_live, enter, move
from matching.services.brokering import end, stand_for
from matching.services.contacts import GivenContact, keep_contact
from matching.services.publishing import enter_fact
from matching.services.telling import tell_broker, tell_sides
from matching.states import Act, Closing, Reply
from needs.models import Need
from workflow.states import Verb


@transaction.atomic
def consent(side: MatchSide, *, by: User, contact: GivenContact, may_be_named: bool, remark: str = "") -> Match:
    """Say, for one's own side, that it wants to be brought together, and whom the other may write to if it does too.

    Where the other has consented already, the match is made: contacts are open to both, and it counts in public;
    named where both agreed to that. Raises NoLongerThere where a record was withdrawn meanwhile, TooLate after the
    last day, SaidAlready where this side has consented.
    """
    match = side.match
    begin(Act.CONSENT, match, by=by, perm="matching.answer", item=side)
    need, offer = both_live(match)
    if match.answer_by is not None and match.answer_by < timezone.localdate():
        raise TooLate
    if side.reply == Reply.CONSENTED:
        raise SaidAlready
    _answer(side, Reply.CONSENTED, by=by, remark=remark, may_be_named=may_be_named)
    keep_contact(side, contact)
    enter(Act.CONSENT, match, by=by, side=side, before=match.standing)
    if match.sides.filter(reply=Reply.CONSENTED).count() == 2:
        _make(match, need, offer, by=by)
    return match


@transaction.atomic
def decline(side: MatchSide, *, by: User, remark: str = "") -> Match:
    """Say, for one's own side, that it does not want to be brought together: that closes it. A consent that the other
    side has not joined yet can be taken back by declining.
    """
    match = side.match
    begin(Act.DECLINE, match, by=by, perm="matching.answer", item=side)
    _answer(side, Reply.DECLINED, by=by, remark=remark, may_be_named=False)
    enter(Act.DECLINE, match, by=by, side=side, before=match.standing)
    end(match, Closing.DECLINED, by=by)
    tell_sides("matching.closed", match, but=side)
    tell_broker("matching.closed", match, to=broker_of(match))
    return match


def _answer(side: MatchSide, reply: Reply, *, by: User, remark: str, may_be_named: bool) -> None:
    side.reply, side.remark, side.may_be_named = reply, remark.strip(), may_be_named
    side.answered_at, side.answered_by = timezone.now(), by
    side.save(update_fields=["reply", "remark", "may_be_named", "answered_at", "answered_by"])


def _make(match: Match, need: Need, offer: Offer, *, by: User) -> None:
    before = move(Act.MATCH, match)
    match.matched_at = timezone.now()
    match.follow_up_on = timezone.localdate() + timedelta(days=settings.MATCH_FOLLOW_UP_DAYS)
    match.is_named = not match.sides.filter(may_be_named=False).exists()
    stand_for(match, need, offer)
    fact = enter_fact(Verb.MATCH, need, offer.item, by=by, is_named=match.is_named)
    match.counted_from, match.published_in = fact.holds_from, fact.publication
    match.save()
    enter(Act.MATCH, match, by=by, before=before, publication=fact.publication)
    tell_sides("matching.matched", match)
    tell_broker("matching.matched", match, to=broker_of(match))
