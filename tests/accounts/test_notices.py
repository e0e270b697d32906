"""Messages to a person: chosen when signed in, stopped by the link in a mail, and on record either way."""

import pytest
from django.core import mail, signing
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.test import Client

from accounts import services
from accounts.models import AccountEvent, User
from accounts.states import Act
from notices.models import Choice
from notices.services import frequencies_of, send_due_notices, stop_link
from notices.services.choosing import SALT
from notices.states import UNLESS_CHOSEN, Frequency, Group
from tests.factories import accounts
from tests.factories.notices import chosen, owed, sample_topic

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.addresses")]

PAGE = "/en/accounts/notices/"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def reader(monkeypatch):
    sample_topic(monkeypatch, group=Group.ASKED)
    return accounts.person("reader@example.org")


@pytest.fixture
def signed_in(client, reader):
    client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
    return client


def events():
    return list(
        AccountEvent.objects.filter(act=Act.NOTICES_CHANGED).values_list("actor__email", "person__email", "note")
    )


def link_to(person, *groups):
    """The path of the link in a mail."""
    return stop_link(person.pk, groups or [Group.ASKED]).removeprefix("http://localhost:8000")


def answers(**chosen):
    """A filled-in form of somebody who is not staff."""
    return {"decisions": "immediate", "due": "weekly", "asked": "immediate", "other": "immediate"} | chosen


# the page -----------------------------------------------------------------------------------------------------------


def test_the_page_asks_about_what_concerns_the_person_and_names_what_comes_in_any_case(signed_in):
    page = signed_in.get(PAGE).content.decode()
    for group in (Group.DECISIONS, Group.DUE, Group.ASKED, Group.OTHER):
        assert f'name="{group.value}"' in page
    assert ('name="submissions"' in page, 'name="late"' in page) == (False, False)
    assert "Delegations that end" in page
    assert "go out from 06:00 UTC, the weekly ones on Monday" in page


def test_staff_are_asked_about_new_submissions_and_what_is_late(client):
    client.force_login(accounts.moderator(), backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(PAGE).content.decode()
    assert ['name="submissions"' in page, 'name="late"' in page, 'name="due"' in page] == [True, True, False]


def test_what_is_chosen_is_kept_and_on_record_in_codes(signed_in, reader):
    answer = signed_in.post(PAGE, answers(due="daily", asked="none"))
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert frequencies_of(reader.pk) == UNLESS_CHOSEN | {Group.DUE: Frequency.DAILY, Group.ASKED: Frequency.NONE}
    assert events() == [(reader.email, reader.email, "asked:immediate>none due:weekly>daily")]
    assert '<option value="daily" selected>' in signed_in.get(PAGE).content.decode()


def test_saving_without_a_change_is_no_event(signed_in):
    signed_in.post(PAGE, answers())
    assert (events(), Choice.objects.count()) == ([], 0)


@pytest.mark.parametrize("wrong", [{"due": "hourly"}, {"due": ""}, {"due": "x" * 5000}, {"asked": "\x00"}])
def test_what_nobody_could_have_chosen_is_refused_and_nothing_is_kept(signed_in, wrong):
    answer = signed_in.post(PAGE, answers(**wrong))
    assert answer.status_code == 200
    assert b"error" in answer.content
    assert Choice.objects.count() == 0


def test_a_question_one_is_not_asked_is_not_answered(signed_in, reader):
    signed_in.post(PAGE, answers(submissions="none"))
    assert frequencies_of(reader.pk)[Group.SUBMISSIONS] == Frequency.DAILY


def test_nobody_chooses_for_another(reader):
    with pytest.raises(PermissionDenied):
        services.choose_notices(person=reader, choices={Group.DUE: Frequency.NONE}, by=accounts.administrator())


@pytest.mark.parametrize("act", ["choose", "stop"])
def test_where_the_event_cannot_be_written_nothing_is_changed(reader, monkeypatch, act):
    def refuse(**fields):
        raise IntegrityError("no event")

    monkeypatch.setattr(AccountEvent.objects, "create", refuse)
    with pytest.raises(IntegrityError):
        if act == "choose":
            services.choose_notices(person=reader, choices={Group.DUE: Frequency.NONE}, by=reader)
        else:
            services.stop_notices(token=link_to(reader).rstrip("/").rpartition("/")[2])
    assert Choice.objects.count() == 0


# the link in a mail -------------------------------------------------------------------------------------------------


def test_opening_the_link_changes_nothing_however_often_and_by_whomever(client, reader):
    for _ in range(3):
        page = client.get(link_to(reader))
        assert (page.status_code, client.head(link_to(reader)).status_code) == (200, 200)
    assert "Nothing has changed yet" in page.content.decode()
    assert "What others ask of me" in page.content.decode()
    assert (Choice.objects.count(), events()) == (0, [])


def test_one_click_from_a_mail_provider_stops_that_group_and_no_other(reader):
    provider = Client(enforce_csrf_checks=True)
    for _ in range(2):
        answer = provider.post(link_to(reader), ONE_CLICK)
        assert (answer.status_code, answer.headers.get("Location"), bool(answer.cookies)) == (200, None, False)
    assert frequencies_of(reader.pk) == UNLESS_CHOSEN | {Group.ASKED: Frequency.NONE}
    assert events() == [(reader.email, reader.email, "asked:immediate>none")]
    owed(reader)
    assert (send_due_notices(), mail.outbox) == (0, [])


def test_one_click_may_come_as_a_form_with_a_boundary(reader):
    Client(enforce_csrf_checks=True).post(link_to(reader), ONE_CLICK, headers={"content-type": None})
    assert frequencies_of(reader.pk)[Group.ASKED] == Frequency.NONE


def test_the_same_page_undoes_it_as_often_as_before(client, reader):
    chosen(reader, Group.ASKED, Frequency.DAILY)
    page = client.post(link_to(reader), {"do": "stop"}).content.decode()
    assert ("You will hear no more of this" in page, 'value="again"' in page) == (True, True)
    page = client.post(link_to(reader), {"do": "again"}).content.decode()
    assert ("You will hear of this again" in page, 'value="stop"' in page) == (True, True)
    assert frequencies_of(reader.pk)[Group.ASKED] == Frequency.DAILY
    assert [note for _actor, _person, note in events()] == ["asked:daily>none", "asked:none>daily"]


def test_the_link_of_a_digest_stops_what_was_in_it(client, reader):
    client.post(link_to(reader, Group.ASKED, Group.DUE), ONE_CLICK)
    assert frequencies_of(reader.pk) == UNLESS_CHOSEN | {Group.ASKED: Frequency.NONE, Group.DUE: Frequency.NONE}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("forged", ["another person", "another group", "another purpose", "nobody", "words"])
def test_a_link_that_was_made_up_or_made_for_something_else_does_nothing(client, reader, method, forged):
    other = accounts.person("other@example.org")
    signed = link_to(reader).rstrip("/").rpartition("/")[2].rpartition(".")[2]
    body = {
        "another person": [other.pk, ["asked"]],
        "another group": [reader.pk, ["due"]],
        "another purpose": [reader.pk, ["asked"]],
        "nobody": [0, ["asked"]],
        "words": "words",
    }[forged]
    signer = signing.Signer(salt="pledges.partner-letter" if forged == "another purpose" else SALT, sep=".")
    whole = signer.sign_object(body)
    made_up = whole.rpartition(".")[0] + "." + signed if forged in {"another person", "another group"} else whole
    answer = getattr(client, method)(f"{PAGE}stop/{made_up}/")
    assert (answer.status_code, Choice.objects.count(), events()) == (404, 0, [])


def test_a_closed_account_has_no_link_any_more(client, reader):
    User.objects.filter(pk=reader.pk).update(is_active=False)
    assert client.post(link_to(reader), ONE_CLICK).status_code == 404


def test_who_is_signed_in_and_has_no_second_factor_yet_can_stop_as_well(client):
    focal = accounts.focal_point("PRT", second_factor=False)
    client.force_login(focal, backend="django.contrib.auth.backends.ModelBackend")
    assert (client.get(PAGE).status_code, client.post(link_to(focal), ONE_CLICK).status_code) == (302, 200)


def test_the_page_of_the_link_says_nothing_about_the_person(client, reader):
    page = client.get(link_to(reader)).content.decode()
    assert (reader.email in page, reader.name in page) == (False, False)
