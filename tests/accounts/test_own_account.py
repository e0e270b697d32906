"""A person's own account: name and language, and where they are signed in."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts import services
from accounts.models import AccountEvent, User
from accounts.states import Act
from tests.factories import accounts

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.addresses")]

PASSWORD = "correct horse battery"
PROFILE = "/en/accounts/profile/"
SESSIONS = "/en/accounts/sessions/"


def signed_in(person, agent="a browser"):
    """A browser of its own, signed in as a person does."""
    browser = Client(headers={"user-agent": agent})
    browser.post("/en/accounts/login/", {"login": person.email, "password": PASSWORD})
    if person.staff_role:
        code = format_hotp_value(hotp_value(accounts.SECRET, int(time.time()) // 30))
        browser.post("/en/accounts/2fa/authenticate/", {"code": code})
    assert get_user(browser) == person
    return browser


def is_in(browser):
    return get_user(browser).is_authenticated


# name and language --------------------------------------------------------------------------------------------------


def test_a_person_changes_name_and_language_and_not_the_address(client):
    somebody = accounts.drafter("PRT")
    client.force_login(somebody)

    answer = client.post(PROFILE, {"name": " New Name ", "language": "ar", "email": "other@example.org"})

    somebody.refresh_from_db()
    assert answer["Location"] == PROFILE
    assert (somebody.name, somebody.language, somebody.email) == ("New Name", "ar", "drafter.prt@example.org")
    assert list(AccountEvent.objects.values_list("act", "note")) == [(Act.PROFILE_CHANGED, "")]


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"name": ""}, "name", "Enter your name."),
        ({"name": "x" * 151}, "name", "Ensure this value has at most 150 characters"),
        ({"name": "a\0b"}, "name", "Null characters are not allowed."),
        ({"language": "tlh"}, "language", "Select a valid choice."),
    ],
    ids=str,
)
def test_what_does_not_do_comes_back_as_it_was_typed(client, change, field, words):
    client.force_login(accounts.drafter("PRT"))
    typed = {"name": "New Name", "language": "ar"} | change

    form = client.post(PROFILE, typed).context["form"]

    assert form.errors[field][0].startswith(words)
    assert {name: form[name].value() for name in typed} == typed
    assert User.objects.filter(name="drafter.prt", language="en").count() == 1


def test_nobody_says_what_somebody_else_is_called():
    with pytest.raises(PermissionDenied):
        services.change_profile(person=accounts.drafter("PRT"), name="X", language="en", by=accounts.administrator())


def test_a_visitor_is_asked_to_sign_in(client):
    for page in (PROFILE, SESSIONS):
        assert client.get(page)["Location"] == f"/en/accounts/login/?next={page}"


# sessions -----------------------------------------------------------------------------------------------------------


def test_each_sign_in_is_listed_and_the_present_one_named():
    somebody = accounts.drafter("PRT")
    here, _ = signed_in(somebody, "Browser <b>one</b>"), signed_in(somebody, "Browser two")
    signed_in(accounts.drafter("KEN"), "Browser three")

    page = here.get(SESSIONS).content.decode()

    assert [page.count(words) for words in ("Browser two", "Browser three", "This one")] == [1, 0, 1]
    assert "Browser &lt;b&gt;one&lt;/b&gt;" in page
    assert "Sign out everywhere else" in page


def test_the_others_are_ended_and_this_one_stays():
    somebody = accounts.drafter("PRT")
    here, there = signed_in(somebody), signed_in(somebody)

    answer = here.post(SESSIONS, follow=True)

    assert (is_in(here), is_in(there)) == (True, False)
    assert "You are signed in here only." in answer.content.decode()
    assert [str(message) for message in answer.context["messages"]] == ["You are signed out everywhere else."]


@pytest.mark.parametrize("verb", [services.close_account, services.reset_second_factor])
def test_who_is_closed_or_reset_is_signed_out_everywhere_and_nobody_else_is(verb):
    somebody, other = accounts.drafter("PRT"), accounts.drafter("KEN")
    browsers, theirs = [signed_in(somebody) for _ in range(2)], signed_in(other)

    verb(person=somebody, by=accounts.administrator())
    User.objects.filter(pk=somebody.pk).update(is_active=True)

    assert ([is_in(browser) for browser in browsers], is_in(theirs)) == ([False, False], True)
    assert UserSession.objects.filter(user=somebody).count() == 0


def test_a_new_password_ends_the_others():
    somebody = accounts.drafter("PRT")
    here, there = signed_in(somebody), signed_in(somebody)
    new = "another long enough word"

    here.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}, follow=True
    )

    assert (is_in(here), is_in(there)) == (True, False)
    assert here.get(SESSIONS).content.decode().count("This one") == 1


def test_the_pages_of_ones_own_account_lead_to_each_other(client):
    client.force_login(accounts.drafter("PRT"))

    page = client.get(PROFILE).content.decode()

    for name in ("delegations:home", "mfa_index", "account_change_password", "usersessions_list", "profile:edit"):
        assert f'href="{reverse(name)}"' in page
