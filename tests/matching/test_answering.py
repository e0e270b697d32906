"""The two sides answer: for themselves, once, in time. With the second consent the match is made, public or not."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from drafting.services import draft_withdrawal
from matching import services
from matching.exceptions import NoLongerThere, NotNow, SaidAlready, TooLate
from matching.models import MatchContact
from matching.states import Side, Standing
from needs.forms import NEED
from notices.models import Notice
from tests.factories import accounts
from tests.factories.matches import OF_NEED, OF_OFFER, Cast, acts, fresh, side, sides
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


def test_one_consent_makes_nothing_and_tells_nobody(cast):
    match, before = cast.put(), current_publication()
    cast.consent(match, Side.NEED, remark=" We waited for this. ")
    given = side(match, Side.NEED)
    assert (given.reply, given.remark, given.answered_by, given.contact.email) == (
        "consented", "We waited for this.", cast.portugal, OF_NEED.email,
    )  # fmt: skip
    assert (fresh(match).standing, current_publication(), told("matched"), told("closed")) == (
        Standing.PUT, before, [], [],
    )  # fmt: skip


def test_with_the_second_consent_the_match_is_made(cast, settings):
    settings.MATCH_FOLLOW_UP_DAYS = 90
    match = cast.matched()
    assert (match.standing, match.follow_up_on) == (Standing.MATCHED, timezone.localdate() + timedelta(days=90))
    assert acts(match)[-3:] == [("consent", "need"), ("consent", "offer"), ("match", "")]
    assert told("matched") == [cast.portugal.email, cast.kenya.email, cast.moderator.email]


def test_a_match_both_want_named_takes_a_number_and_stands_in_both_stories(cast):
    before = current_publication()
    match = cast.matched()
    number = before + 3  # the need, the tool, the match
    assert (match.is_named, match.counted_from, match.published_in_id) == (True, number, number)
    assert Publication.objects.get(number=number).verb == Verb.MATCH
    of_need, of_offer = AuditEvent.objects.filter(verb=Verb.MATCH).order_by("pk")
    assert (of_need.record, of_need.note, of_need.publication_id) == (match.need, match.offer.reference, number)
    assert (of_offer.record, of_offer.note, of_offer.publication_id) == (match.offer, match.need.reference, None)
    assert match.events.get(act="match").publication_id == number


@pytest.mark.parametrize(("need_agrees", "offer_agrees"), [(False, False), (True, False), (False, True)])
def test_a_match_one_side_does_not_want_named_takes_no_number_and_counts_from_the_next(
    cast, need_agrees, offer_agrees
):
    match = cast.put()
    before = current_publication()
    cast.consent(match, Side.NEED, may_be_named=need_agrees)
    cast.consent(match, Side.OFFER, may_be_named=offer_agrees)
    match = fresh(match)
    assert (match.standing, match.is_named, match.published_in, match.counted_from, current_publication()) == (
        Standing.MATCHED, False, None, before + 1, before,
    )  # fmt: skip


def test_a_side_consents_once(cast):
    match = cast.put()
    cast.consent(match, Side.NEED)
    with pytest.raises(SaidAlready):
        cast.consent(match, Side.NEED)
    assert MatchContact.objects.count() == 1


def test_one_refusal_ends_it_and_the_other_side_and_the_broker_hear_of_it(cast):
    match = cast.put()
    cast.consent(match, Side.NEED)
    services.decline(side(match, Side.OFFER), by=cast.kenya, remark="We have no staff for it.")
    match = fresh(match)
    assert (match.standing, match.closing, sides(match)) == (Standing.CLOSED, "declined", ["consented", "declined"])
    assert (told("closed"), MatchContact.objects.count()) == ([cast.portugal.email, cast.moderator.email], 0)
    assert acts(match)[-2:] == [("decline", "offer"), ("close", "")]
    with pytest.raises(NotNow):
        cast.consent(match, Side.OFFER)


def test_a_consent_is_taken_back_by_declining_until_the_other_has_answered(cast):
    match = cast.put()
    cast.consent(match, Side.NEED)
    services.decline(side(match, Side.NEED), by=cast.portugal)
    assert (fresh(match).closing, sides(match), MatchContact.objects.count()) == ("declined", ["declined", ""], 0)


@pytest.mark.parametrize("how", ["the need withdrawn", "the need retracted", "the offer retracted"])
def test_nobody_consents_to_what_is_gone(cast, how):
    need, tool = cast.need(), cast.tool()
    match = cast.put(need, tool)
    if how == "the need withdrawn":
        request = draft_withdrawal(need, by=cast.portugal, content=NEED.content, reason="It was met.")
        workflow.publish(workflow.submit(request, by=cast.portugal), by=cast.moderator)
    else:
        cast.retract(need if how == "the need retracted" else tool)
    with pytest.raises(NoLongerThere):
        cast.consent(match, Side.NEED)
    assert (sides(match), MatchContact.objects.count()) == (["", ""], 0)


def test_the_last_day_counts_and_the_day_after_does_not(cast):
    with time_machine.travel("2026-05-01 12:00Z", tick=False):
        match = cast.put()
    with time_machine.travel("2026-07-01 00:00Z", tick=False), pytest.raises(TooLate):
        cast.consent(match, Side.NEED)
    with time_machine.travel("2026-06-30 23:59Z", tick=False):
        cast.consent(match, Side.NEED)
    assert sides(match) == ["consented", ""]


def test_who_speaks_for_both_sides_answers_for_each(cast):
    city = accounts.organisation()
    both = accounts.delegate("both@example.org", role="focal_point", organisation=city)
    both.delegations.create(state_id="PRT", role="focal_point", starts_on="2020-01-01")
    tool = cast.tool()
    type(tool).objects.filter(pk=tool.pk).update(state=None, organisation=city)
    match = cast.put(cast.need(), tool)
    for which, contact in ((Side.NEED, OF_NEED), (Side.OFFER, OF_OFFER)):
        services.consent(side(match, which), by=both, contact=contact, may_be_named=True)
    assert (fresh(match).standing, sides(match)) == (Standing.MATCHED, ["consented", "consented"])


def at_once(*acts_of_sides):
    """Each in a thread of its own, let go together; what came of each."""
    together, found = threading.Barrier(len(acts_of_sides)), []

    def work(act):
        together.wait(timeout=10)
        try:
            act()
            found.append("done")
        except NotNow:
            found.append("NotNow")
        finally:
            connection.close()

    workers = [threading.Thread(target=work, args=(act,)) for act in acts_of_sides]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=60)
    return sorted(found)


@pytest.mark.django_db(transaction=True)
def test_two_who_consent_at_once_make_one_match():
    cast = Cast()
    match, before = cast.put(), current_publication()
    found = at_once(lambda: cast.consent(match, Side.NEED), lambda: cast.consent(fresh(match), Side.OFFER))
    match = fresh(match)
    assert (found, match.standing, match.published_in_id, current_publication()) == (
        ["done", "done"], Standing.MATCHED, before + 1, before + 1,
    )  # fmt: skip
    assert [act for act, _side in acts(match)].count("match") == 1
    assert sorted(told("matched")) == sorted([cast.portugal.email, cast.kenya.email, cast.moderator.email])


@pytest.mark.django_db(transaction=True)
def test_of_a_consent_and_a_refusal_at_once_the_refusal_holds():
    cast = Cast()
    match = cast.put()
    found = at_once(
        lambda: cast.consent(match, Side.NEED),
        lambda: services.decline(side(match, Side.OFFER), by=cast.kenya),
    )
    assert found in (["done", "done"], ["NotNow", "done"])
    assert (fresh(match).closing, MatchContact.objects.count(), told("matched")) == ("declined", 0, [])


@pytest.mark.django_db(transaction=True)
def test_a_withdrawal_waits_for_a_consent_that_is_being_written():
    cast = Cast()
    need = cast.need()
    match = cast.put(need)
    with transaction.atomic():
        cast.consent(match, Side.NEED)
        worker = threading.Thread(target=lambda: (cast.retract(need), connection.close()))
        worker.start()
        worker.join(timeout=1)
        assert worker.is_alive()
    worker.join(timeout=60)
    with pytest.raises(NoLongerThere):
        cast.consent(fresh(match), Side.OFFER)
