"""What came of a match: either side says it, the secretariat confirms it."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from matching.exceptions import NotBeforeTheMatch, NothingSaid
from matching.models import Match, MatchSide
from matching.selectors.offers import version_of_offer
from matching.selectors.people import broker_of
from matching.selectors.wanted import version_of_need
from matching.services.acting import begin, enter, move
from matching.services.publishing import enter_fact
from matching.services.telling import tell_broker, tell_sides
from matching.states import Act, Outcome
from workflow.states import Verb


@transaction.atomic
def state_outcome(side: MatchSide, *, by: User, outcome: Outcome, on: date, sentence: str = "") -> Match:
    """Say, for one's own side, what came of the support, on which day, in a sentence; said again, the latest counts.

    Raises NotBeforeTheMatch for a day before the match was made, or one that is still to come.
    """
    match = side.match
    begin(Act.STATE_OUTCOME, match, by=by, perm="matching.answer", item=side)
    if match.matched_at is None or not match.matched_at.date() <= on <= timezone.localdate():
        raise NotBeforeTheMatch
    side.outcome, side.outcome_on, side.sentence = outcome, on, sentence.strip()
    side.stated_at, side.stated_by = timezone.now(), by
    side.save(update_fields=["outcome", "outcome_on", "sentence", "stated_at", "stated_by"])
    enter(Act.STATE_OUTCOME, match, by=by, side=side, before=match.standing, detail=outcome)
    tell_broker("matching.outcome_stated", match, to=broker_of(match), key=f"{side.which}:{side.stamp}")
    return match


@transaction.atomic
def confirm_outcome(side: MatchSide, *, by: User, seen: str) -> Match:
    """Confirm what that side says came of it: it is the outcome from now on, and counts in public.

    `seen` is the stamp of the statement that was read; raises NothingSaid where it is not the one that stands there.
    """
    match = side.match
    begin(Act.CONFIRM_OUTCOME, match, by=by, perm="matching.broker")
    side.refresh_from_db()
    if not side.outcome or side.stamp != seen:
        raise NothingSaid
    before = move(Act.CONFIRM_OUTCOME, match)
    match.outcome, match.outcome_on, match.concluded_at = side.outcome, side.outcome_on, timezone.now()
    need, offer = version_of_need(match.need_id), version_of_offer(match.offer_id)
    fact = enter_fact(Verb.CONCLUDE, need, offer, by=by, is_named=match.is_named)
    match.outcome_counted_from, match.outcome_published_in = fact.holds_from, fact.publication
    match.save()
    enter(
        Act.CONFIRM_OUTCOME, match, by=by, side=side, before=before, detail=side.outcome, publication=fact.publication
    )
    tell_sides("matching.concluded", match)
    return match
