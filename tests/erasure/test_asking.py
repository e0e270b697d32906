"""Asking that personal data be erased: who may ask about what, what is refused, and who is told."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.services.letters import keep_letter
from accounts.states import Holding
from erasure.exceptions import AskedAlready, DecidedAlready, NothingHeld
from erasure.models import ErasureRequest
from erasure.services import Received, ask, take_back
from erasure.states import Channel, Standing
from notices.models import Notice
from pledges.models import PledgeContact
from tests.factories import accounts, pledges
from tests.factories.erasure import asked_about_contacts, asked_about_oneself, carried_out, record_with_contacts
from workflow.models import AuditEvent
from workflow.states import Verb

pytestmark = pytest.mark.django_db


@pytest.fixture
def focal():
    return accounts.focal_point("PRT")


@pytest.fixture
def administrator():
    return accounts.administrator()


def notices():
    """What is owed about requests; the workflow owes messages about the record itself."""
    return Notice.objects.filter(topic__startswith="erasure.")


def test_a_request_erases_nothing_is_written_down_and_is_due_after_a_month(focal, administrator):
    request = asked_about_contacts(focal, reason="  They left. ")
    today = timezone.localdate()
    assert (request.standing, request.reason, request.received_on, request.due_on) == (
        Standing.ASKED, "They left.", today, today + timedelta(days=30),
    )  # fmt: skip
    assert PledgeContact.objects.count() == 1
    event = AuditEvent.objects.get(verb=Verb.ASK_ERASURE)
    assert (event.actor, event.record, event.target_id, event.note) == (focal, request.record, request.pk, "")
    assert event.snapshot == {"what": "contacts", "person": None, "letter": None, "erased": {}}
    assert [(each.topic, each.recipient) for each in notices()] == [("erasure.asked", administrator)]


def test_the_time_to_answer_is_a_setting_and_counts_from_the_day_it_was_received(focal, administrator, settings):
    settings.ERASURE_DAYS = 10
    received = Received(how=Channel.LETTER, on=date(2026, 3, 1))
    request = ask(record_with_contacts(focal), what=Holding.CONTACTS, by=administrator, received=received)
    assert (request.received_as, request.due_on) == (Channel.LETTER, date(2026, 3, 11))


@pytest.mark.parametrize("who", [accounts.drafter, accounts.moderator, accounts.person])
def test_about_a_record_only_its_partys_focal_points_and_administrators_ask(who, focal):
    record = record_with_contacts(focal)
    for person in (who(email="other@example.org"), accounts.focal_point("KEN")):
        with pytest.raises(PermissionDenied):
            ask(record, what=Holding.CONTACTS, by=person)
    assert not ErasureRequest.objects.exists()
    assert not AuditEvent.objects.filter(verb=Verb.ASK_ERASURE).exists()


def test_a_focal_point_whose_delegation_ended_yesterday_asks_no_more(focal):
    former = accounts.focal_point("PRT", email="former@example.org", ends_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(PermissionDenied):
        ask(record_with_contacts(focal), what=Holding.CONTACTS, by=former)


def test_about_an_account_the_person_and_administrators_ask_and_nobody_else(focal, administrator):
    person = accounts.person("leaver@example.org")
    for somebody in (focal, accounts.moderator()):
        with pytest.raises(PermissionDenied):
            ask(person, what=Holding.ACCOUNT, by=somebody)
    request = asked_about_oneself(person)
    take_back(request, by=person)
    assert ask(person, what=Holding.ACCOUNT, by=administrator).person == person


def test_about_a_letter_its_partys_focal_points_ask(focal, administrator):
    letter = keep_letter(file=accounts.upload(), party=accounts.portugal(), by=administrator)
    with pytest.raises(PermissionDenied):
        ask(letter, what=Holding.LETTER, by=accounts.focal_point("KEN"))
    assert ask(letter, what=Holding.LETTER, by=focal).letter == letter


def test_only_administrators_ask_for_others(focal):
    received = Received(how=Channel.LETTER, on=date(2026, 3, 1))
    with pytest.raises(PermissionDenied):
        ask(record_with_contacts(focal), what=Holding.CONTACTS, by=focal, received=received)


def test_nothing_is_asked_for_where_nothing_is_held(focal):
    record = pledges.submitted(focal).record
    with pytest.raises(NothingHeld):
        ask(record, what=Holding.CONTACTS, by=focal)
    assert not ErasureRequest.objects.exists()


def test_the_same_is_asked_for_once_until_it_is_decided_on(focal):
    request = asked_about_contacts(focal)
    colleague = accounts.focal_point("PRT", email="colleague@example.org")
    with pytest.raises(AskedAlready):
        ask(request.record, what=Holding.CONTACTS, by=colleague)
    take_back(request, by=focal)
    assert ask(request.record, what=Holding.CONTACTS, by=colleague).is_open


def test_whoever_asked_takes_it_back_and_nobody_else(focal, administrator):
    request = asked_about_contacts(focal)
    for somebody in (administrator, accounts.focal_point("PRT", email="colleague@example.org")):
        with pytest.raises(PermissionDenied):
            take_back(request, by=somebody)
    take_back(request, by=focal)
    assert (request.standing, request.decided_by) == (Standing.TAKEN_BACK, focal)
    assert AuditEvent.objects.filter(verb=Verb.TAKE_BACK_ERASURE, actor=focal, record=request.record).count() == 1
    with pytest.raises(DecidedAlready):
        take_back(request, by=focal)


def test_what_was_carried_out_is_not_taken_back(focal):
    request = carried_out(asked_about_contacts(focal))
    with pytest.raises(DecidedAlready):
        take_back(request, by=focal)


def test_a_request_whose_audit_row_fails_is_none(focal, monkeypatch):
    record = record_with_contacts(focal)

    def refuse(*args, **kwargs):
        raise IntegrityError("no audit row")

    monkeypatch.setattr(AuditEvent.objects, "create", refuse)
    with pytest.raises(IntegrityError):
        ask(record, what=Holding.CONTACTS, by=focal)
    assert (ErasureRequest.objects.count(), notices().count()) == (0, 0)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"what": Holding.ACCOUNT}, "erasure_of_one_thing"),
        ({"record_id": None}, "erasure_of_one_thing"),
        ({"standing": Standing.CARRIED_OUT}, "erasure_decided_by_somebody"),
        ({"answer": "No."}, "erasure_refused_for_a_reason"),
        ({"due_on": date(2020, 1, 1)}, "erasure_due_after_it_was_received"),
    ],
    ids=["another thing", "nothing", "by nobody", "answered", "due before"],
)
def test_the_database_refuses_a_request_that_makes_no_sense(focal, changes, constraint):
    request = asked_about_contacts(focal)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ErasureRequest.objects.filter(pk=request.pk).update(**changes)
