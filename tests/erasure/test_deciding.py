"""Deciding: exactly what was listed is erased, once; the trail keeps numbers and nothing of what they counted."""

import threading

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, connection
from django.utils import translation

from accounts.models import User
from accounts.states import Holding
from erasure.exceptions import ChangedMeanwhile, DecidedAlready, FarewellNotTaken, OwnRequest, ReasonMissing
from erasure.models import ErasureRequest
from erasure.selectors import leavings_of, plan_of
from erasure.services import ask, carry_out, refuse, send_farewell
from erasure.states import Standing
from notices.models import Notice
from notices.services import topic_of
from pledges.models import Pledge, PledgeContact
from tests.factories import accounts, pledges
from tests.factories.erasure import asked_about_contacts, asked_about_oneself, carried_out
from workflow.models import AuditEvent
from workflow.states import Verb

pytestmark = pytest.mark.django_db


@pytest.fixture
def focal():
    return accounts.focal_point("PRT")


@pytest.fixture
def administrator():
    return accounts.administrator()


def told(topic):
    """Who is owed a message of that topic, and what it says."""
    return [(each.recipient, topic_of(each).compose(each)) for each in Notice.objects.filter(topic=topic)]


def test_carrying_out_erases_what_was_listed_and_keeps_numbers_only(focal, administrator):
    request = asked_about_contacts(focal, reason="Ana left.")
    carry_out(request, by=administrator, seen=plan_of(request).stamp)
    assert not PledgeContact.objects.exists()
    request.refresh_from_db()
    assert (request.standing, request.decided_by, request.erased, request.reason) == (
        Standing.CARRIED_OUT, administrator, {"pledges.PledgeContact": 1}, "",
    )  # fmt: skip
    event = AuditEvent.objects.get(verb=Verb.ERASE)
    assert (event.actor, event.record, event.note) == (administrator, request.record, "")
    assert event.snapshot == {
        "what": "contacts", "person": None, "letter": None, "erased": {"pledges.PledgeContact": 1},
    }  # fmt: skip
    assert [(each.table, each.count) for each in plan_of(request).portions] == [("pledges.PledgeContact", 1)]


def test_what_is_published_stays_as_it_is(focal, administrator):
    pledge = pledges.published(focal, accounts.moderator(), contact_email="ana@example.org")
    before = Pledge.objects.filter(pk=pledge.pk).values().get()
    carried_out(ask(pledge.record, what=Holding.CONTACTS, by=focal))
    assert Pledge.objects.filter(pk=pledge.pk).values().get() == before
    assert Pledge.objects.published().get() == pledge


def test_nothing_of_an_erased_person_is_in_the_trail_though_all_of_it_is_there(focal, administrator):
    pledges.published(focal, accounts.moderator(), contact_email=focal.email)
    focal.name = "Rui Sample"
    focal.save()
    before = list(AuditEvent.objects.order_by("pk").values())
    carried_out(asked_about_oneself(focal, reason="I, Rui Sample, leave."), by=administrator)
    assert list(AuditEvent.objects.order_by("pk").values())[: len(before)] == before
    trail = str(list(AuditEvent.objects.values()))
    assert focal.email not in trail
    assert "Rui Sample" not in trail
    assert "Rui Sample" not in str(list(ErasureRequest.objects.values()))
    assert str(AuditEvent.objects.filter(verb=Verb.SUBMIT).get().actor) == f"Former user {focal.pk}"


def test_carrying_out_twice_erases_nothing_more_and_says_so(focal, administrator):
    request = carried_out(asked_about_contacts(focal), by=administrator)
    PledgeContact.objects.create(record=request.record, name="New", email="new@example.org")
    with pytest.raises(DecidedAlready) as refusal:
        carry_out(request, by=administrator, seen=plan_of(request).stamp)
    assert "Nothing more was erased" in refusal.value.message
    assert PledgeContact.objects.count() == 1
    assert AuditEvent.objects.filter(verb=Verb.ERASE).count() == 1


def test_what_came_since_the_page_was_opened_is_not_erased_unseen(focal, administrator):
    request = asked_about_contacts(focal)
    seen = plan_of(request).stamp
    PledgeContact.objects.create(record=request.record, name="New", email="new@example.org", is_primary=False)
    with pytest.raises(ChangedMeanwhile):
        carry_out(request, by=administrator, seen=seen)
    assert PledgeContact.objects.count() == 2
    carry_out(request, by=administrator, seen=plan_of(request).stamp)
    assert request.erased == {"pledges.PledgeContact": 2}


@pytest.mark.parametrize("who", [accounts.moderator, accounts.focal_point, accounts.person])
def test_only_administrators_decide(who, focal):
    request, somebody = asked_about_contacts(focal), who(email="other@example.org")
    with pytest.raises(PermissionDenied):
        carry_out(request, by=somebody, seen=plan_of(request).stamp)
    with pytest.raises(PermissionDenied):
        refuse(request, by=somebody, reason="No.")
    assert ErasureRequest.objects.get().is_open


def test_nobody_decides_on_what_they_asked_for_or_on_themselves_a_superuser_neither(administrator):
    administrator.is_superuser = True
    administrator.save()
    own = asked_about_oneself(administrator)
    for_other = ask(accounts.person("leaver@example.org"), what=Holding.ACCOUNT, by=administrator)
    about = ask(accounts.administrator("second@example.org"), what=Holding.ACCOUNT, by=administrator)
    for request, somebody in ((own, administrator), (for_other, administrator), (about, about.person)):
        with pytest.raises(OwnRequest):
            carry_out(request, by=somebody, seen=plan_of(request).stamp)
        with pytest.raises(OwnRequest):
            refuse(request, by=somebody, reason="No.")
    assert ErasureRequest.objects.waiting().count() == 3


def test_a_refusal_needs_a_reason_and_whoever_asked_reads_it(focal, administrator):
    request = asked_about_contacts(focal)
    with pytest.raises(ReasonMissing):
        refuse(request, by=administrator, reason="  ")
    refuse(request, by=administrator, reason="It is needed for a dispute.")
    assert (request.standing, request.answer, PledgeContact.objects.count()) == (
        Standing.REFUSED, "It is needed for a dispute.", 1,
    )  # fmt: skip
    [(recipient, message)] = told("erasure.answered")
    assert recipient == focal
    assert "It is needed for a dispute." in message.paragraphs
    assert AuditEvent.objects.get(verb=Verb.REFUSE_ERASURE).note == ""


def test_whoever_asked_about_a_record_is_told_when_it_is_done(focal, administrator):
    request = carried_out(asked_about_contacts(focal), by=administrator)
    [(recipient, message)] = told("erasure.answered")
    assert recipient == focal
    assert message.paragraphs[0] == f"Asked for: Contact persons of a record, {request.record.reference}."
    assert message.link == f"/en/desk/erasure/{request.pk}/"


def test_a_person_whose_account_is_erased_gets_a_last_message_in_their_language_and_no_notice(administrator):
    person = accounts.person("leaver@example.org", name="Lea Ver", language="fr")
    request = asked_about_oneself(person)
    farewell = carry_out(request, by=administrator, seen=plan_of(request).stamp)
    assert (farewell.email, farewell.name, farewell.language) == ("leaver@example.org", "Lea Ver", "fr")
    assert told("erasure.answered") == []
    send_farewell(farewell)
    assert [each.to for each in mail.outbox] == [["leaver@example.org"]]
    with translation.override("fr"):
        assert "Lea Ver" in mail.outbox[0].body
    assert ErasureRequest.objects.get().told_at is not None


def test_a_last_message_no_server_takes_is_said_to_be_unsent(administrator, monkeypatch):
    request = asked_about_oneself()
    farewell = carry_out(request, by=administrator, seen=plan_of(request).stamp)
    monkeypatch.setattr(EmailBackend, "send_messages", lambda *args: (_ for _ in ()).throw(OSError("away")))
    with pytest.raises(FarewellNotTaken):
        send_farewell(farewell)
    assert ErasureRequest.objects.get().told_at is None


def test_an_erasure_whose_audit_row_fails_erases_nothing(focal, administrator, monkeypatch):
    request = asked_about_oneself(focal)
    seen = plan_of(request).stamp

    def fail(*args, **kwargs):
        raise IntegrityError("no audit row")

    monkeypatch.setattr(AuditEvent.objects, "create", fail)
    with pytest.raises(IntegrityError):
        carry_out(request, by=administrator, seen=seen)
    assert User.objects.get(pk=focal.pk).email == focal.email
    assert ErasureRequest.objects.get().is_open


def test_what_follows_for_a_party_says_whether_anybody_is_left(focal):
    assert [(each.delegation.state_id, each.is_last) for each in leavings_of(focal)] == [("PRT", True)]
    accounts.focal_point("PRT", email="second@example.org")
    accounts.focal_point("KEN")
    assert [each.is_last for each in leavings_of(focal)] == [False]
    assert [each.is_last for each in leavings_of(accounts.drafter("PRT"))] == [False]
    assert leavings_of(accounts.person("nobody@example.org")) == []


def test_a_notice_of_a_request_that_was_decided_on_meanwhile_is_never_sent(focal, administrator):
    request = asked_about_contacts(focal)
    [(_recipient, message)] = told("erasure.asked")
    assert message.link == f"/en/moderation/erasure/{request.pk}/"
    carried_out(request)
    assert [composed for _person, composed in told("erasure.asked")] == [None]


@pytest.mark.django_db(transaction=True)
def test_two_administrators_at_once_and_exactly_one_carries_it_out(focal, administrator):
    second = accounts.administrator("second@example.org")
    request = asked_about_contacts(focal)
    seen, barrier, outcomes = plan_of(request).stamp, threading.Barrier(2), []

    def run(by):
        barrier.wait()
        try:
            carry_out(ErasureRequest.objects.get(pk=request.pk), by=by, seen=seen)
            outcomes.append(None)
        except Exception as problem:
            outcomes.append(type(problem))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[by]) for by in (administrator, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes, key=str) == [DecidedAlready, None]
    assert AuditEvent.objects.filter(verb=Verb.ERASE).count() == 1
