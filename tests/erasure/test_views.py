"""Requests over HTTP: asking, one's own list, the administrators' list and both answers."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.services.letters import keep_letter
from accounts.states import Holding
from erasure.models import ErasureRequest
from erasure.selectors import plan_of
from erasure.services import ask
from erasure.states import Channel, Standing
from pledges.models import PledgeContact
from tests.factories import accounts, pledges
from tests.factories.erasure import asked_about_contacts, asked_about_oneself, carried_out, record_with_contacts

pytestmark = pytest.mark.django_db
OWN, STAFF = "/en/desk/erasure/", "/en/moderation/erasure/"


@pytest.fixture
def focal():
    return accounts.focal_point("PRT")


@pytest.fixture
def administrator():
    return accounts.administrator()


@pytest.fixture
def desk(client, focal):
    """A browser in which the focal point is signed in."""
    client.force_login(focal)
    return client


@pytest.fixture
def staff(client, administrator):
    """A browser in which the administrator is signed in."""
    client.force_login(administrator)
    return client


# Asking -----------------------------------------------------------------------------------------------------------


def test_a_focal_point_asks_about_a_record_and_finds_the_request_at_the_desk(desk, focal):
    record = record_with_contacts(focal)
    answer = desk.post(f"{OWN}new/", {"what": "contacts", "reference": record.reference.lower(), "reason": "Left."})
    request = ErasureRequest.objects.get()
    assert answer["Location"] == f"{OWN}{request.pk}/"
    assert (request.record, request.reason, request.asked_by) == (record, "Left.", focal)
    page = desk.get(answer["Location"]).content.decode()
    assert "pledges.PledgeContact" in page
    assert "Contact persons of a record" in desk.get(OWN).content.decode()


def test_a_person_asks_about_themselves_and_reads_what_follows(desk, focal):
    answer = desk.post(f"{OWN}new/", {"what": "account"}, follow=True)
    assert ErasureRequest.objects.get().person == focal
    page = answer.content.decode()
    assert "cannot sign in again" in page
    assert "Portugal: nobody is left who can submit." in page


def test_who_speaks_for_nobody_is_asked_about_the_own_account_only(client):
    client.force_login(accounts.person())
    page = client.get(f"{OWN}new/").content.decode()
    assert 'value="account"' in page
    assert 'value="contacts"' not in page
    assert client.post(f"{OWN}new/", {"what": "contacts", "reference": "x"}).status_code == 200
    assert not ErasureRequest.objects.exists()


def test_nobody_elses_record_can_be_told_from_one_that_is_not_there(desk):
    theirs = record_with_contacts(accounts.focal_point("KEN"), state="KEN")
    words = []
    for reference in (theirs.reference, "GCM-PL-2020-99999"):
        answer = desk.post(f"{OWN}new/", {"what": "contacts", "reference": reference, "reason": "Because."})
        assert answer.status_code == 200
        assert "Because." in answer.content.decode()
        words.append(answer.context["form"].errors)
    assert words[0] == words[1] == {"reference": ["None of those you speak for has a record of this reference."]}


def test_a_letter_is_chosen_from_those_of_the_own_party(desk, focal, administrator):
    own = keep_letter(file=accounts.upload(), party=accounts.portugal(), by=administrator)
    city = keep_letter(file=accounts.upload(), party=accounts.organisation(), by=administrator)
    assert list(desk.get(f"{OWN}new/").context["form"].fields["letter"].queryset) == [own]
    assert desk.post(f"{OWN}new/", {"what": "letter", "letter": city.pk}).context["form"].has_error("letter")
    desk.post(f"{OWN}new/", {"what": "letter", "letter": own.pk})
    assert ErasureRequest.objects.get().letter == own


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "what"), ({"what": "everything"}, "what"), ({"what": "contacts"}, "reference"),
        ({"what": "contacts", "reference": "a\0b"}, "reference"), ({"what": "letter"}, "letter"),
        ({"what": "letter", "letter": "9" * 30}, "letter"), ({"what": "account", "reason": "x" * 1001}, "reason"),
    ],
    ids=str,
)  # fmt: skip
def test_bad_answers_come_back_with_a_message_at_their_question(desk, given, field):
    answer = desk.post(f"{OWN}new/", given)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert not ErasureRequest.objects.exists()


def test_what_is_asked_for_already_or_not_held_is_said(desk, focal):
    empty = pledges.submitted(focal).record
    said = desk.post(f"{OWN}new/", {"what": "contacts", "reference": empty.reference}).content.decode()
    assert "there is nothing to erase" in said
    request = asked_about_contacts(focal)
    said = desk.post(f"{OWN}new/", {"what": "contacts", "reference": request.record.reference}).content.decode()
    assert "This was asked for already" in said


def test_one_takes_back_ones_own_and_sees_nobody_elses(desk, focal):
    request = asked_about_contacts(focal)
    other = asked_about_oneself()
    assert desk.get(f"{OWN}{other.pk}/").status_code == 404
    assert desk.post(f"{OWN}{other.pk}/take-back/").status_code == 404
    for said in ("is taken back", "already"):
        assert said in desk.post(f"{OWN}{request.pk}/take-back/", follow=True).content.decode()
    assert ErasureRequest.objects.get(pk=request.pk).standing == Standing.TAKEN_BACK


@pytest.mark.parametrize("rows", [1, 3])
def test_the_own_list_asks_the_same_questions_whatever_its_length(desk, focal, rows, django_assert_num_queries):
    for _ in range(rows):
        asked_about_contacts(focal)
    with django_assert_num_queries(6):
        assert len(desk.get(OWN).context["page_obj"].object_list) == rows


# For administrators -----------------------------------------------------------------------------------------------


def test_the_list_begins_with_what_is_due_first_and_says_what_is_late(staff, focal):
    done = carried_out(asked_about_contacts(focal))
    with time_machine.travel(timezone.now() - timedelta(days=40)):
        late = asked_about_contacts(focal)
    soon = asked_about_oneself()
    answer = staff.get(STAFF)
    assert list(answer.context["page_obj"]) == [late, soon, done]
    assert "Late: it was due on" in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_questions_whatever_its_length(staff, focal, rows, django_assert_num_queries):
    for _ in range(rows):
        asked_about_contacts(focal)
    with django_assert_num_queries(6):
        assert len(staff.get(STAFF).context["page_obj"].object_list) == rows


@pytest.mark.parametrize("page", ["0", "2", "x", "\0", "9" * 40])
def test_a_page_that_is_none_is_not_found(staff, page):
    assert staff.get(STAFF, {"page": page}).status_code == 404


def test_the_page_lists_exactly_what_is_erased_and_carrying_out_erases_it(staff, focal, administrator):
    request = asked_about_contacts(focal)
    page = staff.get(f"{STAFF}{request.pk}/")
    assert [(each.table, each.count) for each in page.context["plan"].portions] == [("pledges.PledgeContact", 1)]
    seen = page.context["carry_out_form"]["seen"].value()
    answer = staff.post(f"{STAFF}{request.pk}/carry-out/", {"seen": seen}, follow=True)
    assert "The personal data is erased." in answer.content.decode()
    assert "What was erased" in answer.content.decode()
    assert not PledgeContact.objects.exists()


def test_carrying_out_twice_is_a_conflict_that_says_so(staff, focal):
    request = asked_about_contacts(focal)
    seen = plan_of(request).stamp
    staff.post(f"{STAFF}{request.pk}/carry-out/", {"seen": seen})
    answer = staff.post(f"{STAFF}{request.pk}/carry-out/", {"seen": seen})
    assert answer.status_code == 409
    assert "Nothing more was erased." in answer.content.decode()


@pytest.mark.parametrize(("seen", "status"), [("", 409), ("an earlier page", 409), ("x" * 41, 400), ("a\0b", 400)])
def test_a_stamp_of_another_page_erases_nothing(staff, focal, seen, status):
    request = asked_about_contacts(focal)
    assert staff.post(f"{STAFF}{request.pk}/carry-out/", {"seen": seen}).status_code == status
    assert PledgeContact.objects.count() == 1


def test_an_account_is_erased_its_party_named_and_its_person_told(staff, focal):
    request = asked_about_oneself(focal)
    page = staff.get(f"{STAFF}{request.pk}/")
    assert "Portugal: nobody is left who can submit." in page.content.decode()
    answer = staff.post(f"{STAFF}{request.pk}/carry-out/", {"seen": page.context["plan"].stamp}, follow=True)
    assert [each.to for each in mail.outbox] == [["focal.prt@example.org"]]
    assert "A mail server took the last message" in answer.content.decode()
    assert User.objects.get(pk=focal.pk).name == f"Former user {focal.pk}"


def test_a_last_message_that_was_not_taken_is_the_administrators_to_bring(staff, focal, monkeypatch):
    request = asked_about_oneself(focal)
    monkeypatch.setattr(EmailBackend, "send_messages", lambda *args: (_ for _ in ()).throw(OSError("away")))
    answer = staff.post(f"{STAFF}{request.pk}/carry-out/", {"seen": plan_of(request).stamp}, follow=True)
    assert answer.content.decode().count("Tell them in another way that it is done.") == 2
    assert User.objects.get(pk=focal.pk).erased_at is not None


def test_a_refusal_needs_a_reason_which_the_asker_then_reads(client, administrator, focal):
    request = asked_about_contacts(focal)
    client.force_login(administrator)
    refused = client.post(f"{STAFF}{request.pk}/refuse/", {"reason": " "})
    assert refused.status_code == 400
    assert client.post(f"{STAFF}{request.pk}/refuse/", {"reason": "A dispute."}).status_code == 302
    assert client.post(f"{STAFF}{request.pk}/refuse/", {"reason": "Again."}).status_code == 409
    client.force_login(focal)
    assert "A dispute." in client.get(f"{OWN}{request.pk}/").content.decode()


def test_whoever_asked_is_told_that_another_has_to_decide(staff, administrator):
    request = ask(accounts.person("leaver@example.org"), what=Holding.ACCOUNT, by=administrator)
    page = staff.get(f"{STAFF}{request.pk}/").content.decode()
    assert "another administrator has to decide" in page
    assert f"{STAFF}{request.pk}/carry-out/" not in page
    answer = staff.post(f"{STAFF}{request.pk}/carry-out/", {"seen": plan_of(request).stamp})
    assert answer.status_code == 409


def test_what_came_by_letter_is_entered_with_the_day_it_came(staff):
    leaver = accounts.person("leaver@example.org")
    day = timezone.localdate() - timedelta(days=3)
    given = {"what": "account", "email": "Leaver@example.org", "how": "letter", "on": day.isoformat()}
    answer = staff.post(f"{STAFF}new/", given)
    request = ErasureRequest.objects.get()
    assert answer["Location"] == f"{STAFF}{request.pk}/"
    assert (request.person, request.received_as, request.due_on) == (leaver, Channel.LETTER, day + timedelta(days=30))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"email": "nobody@example.org"}, "email"), ({"email": ""}, "email"), ({"email": "x"}, "email"),
        ({"email": "system@localhost"}, "email"), ({"how": ""}, "how"), ({"on": ""}, "on"),
        ({"on": "1999-01-01"}, "on"), ({"on": "9999-12-31"}, "on"),
        ({"what": "contacts", "reference": "GCM-PL-2020-99999"}, "reference"),
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_entered_comes_back_with_a_message(staff, changes, field):
    accounts.person("leaver@example.org")
    given = {"what": "account", "email": "leaver@example.org", "how": "letter", "on": timezone.localdate().isoformat()}
    answer = staff.post(f"{STAFF}new/", given | changes)
    assert list(answer.context["form"].errors) == [field]
    assert not ErasureRequest.objects.exists()


def test_ways_lead_here_from_the_account_the_record_and_administration(client, focal, administrator):
    pledge = pledges.published(focal, accounts.moderator())
    client.force_login(focal)
    assert OWN in client.get("/en/accounts/profile/").content.decode()
    record = client.get(reverse("desk_pledges:detail", args=[pledge.pk])).content.decode()
    assert f"{OWN}new/?what=contacts&amp;reference={pledge.reference}" in record
    asked = client.get(f"{OWN}new/", {"what": "contacts", "reference": pledge.reference}).content.decode()
    assert pledge.reference in asked
    client.force_login(administrator)
    assert STAFF in client.get("/en/moderation/administration/").content.decode()
