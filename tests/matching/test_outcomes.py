"""What came of a match: said by a side, confirmed by the secretariat, counted in public from a number on."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from drafting.services import draft_amendment
from matching import services
from matching.exceptions import NotBeforeTheMatch, NothingSaid, NotNow
from matching.selectors.offers import version_of_offer
from matching.selectors.wanted import version_of_need
from matching.states import Outcome, Side, Standing
from needs.forms import NEED
from notices.models import Notice
from tests.factories import pledges
from tests.factories.matches import Cast, acts, fresh, side
from tools.forms import TOOL
from workflow import services as workflow
from workflow.models import AuditEvent, Publication
from workflow.selectors import current_publication
from workflow.states import Verb

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db):
    """Portugal, Kenya, a moderator."""
    return Cast()


def told(topic):
    """Who is owed a message of that topic."""
    rows = Notice.objects.filter(topic=f"matching.{topic}").order_by("pk")
    return list(rows.values_list("recipient__email", flat=True))


def test_what_a_side_says_is_not_the_outcome_yet(cast):
    match, before = cast.matched(), current_publication()
    cast.state_outcome(match, Side.OFFER, outcome=Outcome.IN_PART, sentence=" Twenty of forty. ")
    said = side(match, Side.OFFER)
    assert (said.outcome, said.sentence, said.stated_by) == ("in_part", "Twenty of forty.", cast.kenya)
    assert (fresh(match).standing, fresh(match).outcome, current_publication()) == (Standing.MATCHED, "", before)
    assert told("outcome_stated") == [cast.moderator.email]


def test_a_side_may_say_it_anew_until_it_is_confirmed_and_the_broker_hears_of_each(cast):
    match = cast.matched()
    with time_machine.travel(timezone.now() + timedelta(seconds=1), tick=False):
        cast.state_outcome(match)
    old = side(match, Side.NEED).stamp
    with time_machine.travel(timezone.now() + timedelta(seconds=2), tick=False):
        cast.state_outcome(match, outcome=Outcome.FELL_THROUGH)
    assert len(told("outcome_stated")) == 2
    with pytest.raises(NothingSaid):
        services.confirm_outcome(side(match, Side.NEED), by=cast.moderator, seen=old)
    said = side(match, Side.NEED)
    services.confirm_outcome(said, by=cast.moderator, seen=said.stamp)
    assert fresh(match).outcome == Outcome.FELL_THROUGH


def test_nothing_is_confirmed_that_nobody_said(cast):
    match = cast.matched()
    for seen in ("", "x"):
        with pytest.raises(NothingSaid):
            services.confirm_outcome(side(match, Side.NEED), by=cast.moderator, seen=seen)


@pytest.mark.parametrize("days", [-1, 1])
def test_a_day_before_the_match_or_after_today_is_refused(cast, days):
    match = cast.matched()
    with pytest.raises(NotBeforeTheMatch):
        cast.state_outcome(match, on=timezone.localdate() + timedelta(days=days))
    assert side(match, Side.NEED).outcome == ""


def test_a_confirmed_outcome_of_a_named_match_takes_a_number(cast):
    match = cast.matched()
    before = current_publication()
    cast.state_outcome(match)
    said = side(match, Side.NEED)
    services.confirm_outcome(said, by=cast.moderator, seen=said.stamp)
    match = fresh(match)
    assert (match.standing, match.outcome, match.outcome_on, match.outcome_published_in_id) == (
        Standing.CONCLUDED, "as_agreed", timezone.localdate(), before + 1,
    )  # fmt: skip
    assert Publication.objects.get(number=before + 1).verb == Verb.CONCLUDE
    assert AuditEvent.objects.filter(verb=Verb.CONCLUDE).count() == 2
    assert (acts(match)[-1], told("concluded")) == (
        ("confirm_outcome", "need"),
        [cast.portugal.email, cast.kenya.email],
    )


def test_a_confirmed_outcome_of_an_unnamed_match_counts_from_the_next_number(cast):
    match = cast.matched(named=False)
    before = current_publication()
    cast.state_outcome(match)
    said = side(match, Side.NEED)
    services.confirm_outcome(said, by=cast.moderator, seen=said.stamp)
    match = fresh(match)
    assert (match.outcome_counted_from, match.outcome_published_in, current_publication()) == (
        before + 1, None, before,
    )  # fmt: skip


def test_an_outcome_is_said_of_a_need_that_was_withdrawn_since_because_it_was_met(cast):
    need = cast.need()
    match = cast.matched(need)
    cast.retract(need)
    cast.state_outcome(match)
    said = side(match, Side.NEED)
    assert services.confirm_outcome(said, by=cast.moderator, seen=said.stamp).outcome == "as_agreed"


def test_the_versions_an_outcome_is_entered_with_are_the_latest(cast):
    need, tool = cast.need(), cast.tool()
    for item, content, person in ((need, NEED.content, cast.portugal), (tool, TOOL.content, cast.kenya)):
        draft = draft_amendment(item, by=person, content=content, reason="A slip.")
        workflow.publish(workflow.submit(draft, by=person), by=cast.moderator)
    assert version_of_need(need.record_id).pk > need.pk
    assert version_of_offer(tool.record_id).pk > tool.pk
    promise = pledges.published(cast.kenya, cast.moderator, state="KEN")
    assert version_of_offer(promise.record_id) == promise


def test_of_two_who_confirm_the_second_is_told(cast):
    match = cast.concluded()
    said = side(match, Side.NEED)
    with pytest.raises(NotNow):
        services.confirm_outcome(said, by=cast.moderator, seen=said.stamp)
