"""Who is stopped at the door, and what the door costs."""

from datetime import timedelta

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.urls import reverse
from django.utils import timezone

from accounts.middleware import WAYS_IN_AND_OUT
from accounts.states import DelegationRole
from accounts.urls import urlpatterns
from tests.factories import accounts

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.addresses")]

DESK = "/en/desk/"
SET_UP = "/en/accounts/2fa/totp/activate/"


def day(offset):
    return timezone.localdate() + timedelta(days=offset)


def of_an_organisation(role, **fields):
    return accounts.delegate("o@example.org", role=role, organisation=accounts.organisation(), **fields)


STOPPED = {
    "administrator": lambda: accounts.administrator(second_factor=False),
    "moderator": lambda: accounts.moderator(second_factor=False),
    "superuser": lambda: accounts.person(is_superuser=True),
    "focal point of a State": lambda: accounts.focal_point(second_factor=False),
    "focal point of an organisation": lambda: of_an_organisation(DelegationRole.FOCAL_POINT, second_factor=False),
    "focal point on the last day": lambda: accounts.focal_point(ends_on=day(0), second_factor=False),
    "focal point on the first day": lambda: accounts.focal_point(starts_on=day(0), second_factor=False),
}
LET_THROUGH = {
    "administrator with an authenticator": accounts.administrator,
    "moderator with an authenticator": accounts.moderator,
    "focal point with an authenticator": accounts.focal_point,
    "drafter": accounts.drafter,
    "drafter of an organisation": lambda: of_an_organisation(DelegationRole.DRAFTER),
    "focal point until yesterday": lambda: accounts.focal_point(ends_on=day(-1), second_factor=False),
    "focal point from tomorrow": lambda: accounts.focal_point(starts_on=day(1), second_factor=False),
    "somebody without a role": accounts.person,
}


@pytest.mark.parametrize("make", STOPPED.values(), ids=STOPPED.keys())
def test_who_must_use_two_factors_is_led_to_set_them_up(client, make):
    client.force_login(make())

    answer = client.get(DESK)

    assert (answer.status_code, answer["Location"]) == (302, SET_UP)


@pytest.mark.parametrize("make", LET_THROUGH.values(), ids=LET_THROUGH.keys())
def test_everybody_else_is_let_through(client, make):
    client.force_login(make())

    assert client.get(DESK).content == b"private"


def test_recovery_codes_alone_are_not_a_second_factor(client):
    moderator = accounts.moderator(second_factor=False)
    RecoveryCodes.activate(moderator)
    client.force_login(moderator)

    assert client.get(DESK)["Location"] == SET_UP


@pytest.mark.parametrize("name", ["people:list", "invitations:list", "invitations:new", "mfa_index"])
def test_the_pages_of_accounts_that_are_work_are_behind_the_door_too(client, name):
    client.force_login(accounts.administrator(second_factor=False))

    assert client.get(reverse(name))["Location"] == SET_UP


def test_a_post_is_stopped_as_well(client):
    client.force_login(accounts.administrator(second_factor=False))

    assert client.post(reverse("invitations:new"), {"email": "x@example.org"})["Location"] == SET_UP


@pytest.mark.parametrize(
    "name", ["mfa_activate_totp", "account_reauthenticate", "account_change_password", "account_logout"]
)
def test_the_ways_in_and_out_stay_open(client, name):
    client.force_login(accounts.moderator(second_factor=False))

    answer = client.get(reverse(name))

    assert answer.get("Location", "") != SET_UP


def test_every_way_in_and_out_is_a_page_there_is():
    by_link = {"invitations:accept", "notices:stop"}
    elsewhere = {"mfa_activate_totp", "mfa_authenticate", "mfa_reauthenticate"} | by_link

    assert WAYS_IN_AND_OUT - {getattr(pattern, "name", "") for pattern in urlpatterns} == elsewhere
    assert all(reverse(name) for name in elsewhere - by_link)


def test_signing_out_works_without_a_second_factor(client):
    client.force_login(accounts.moderator(second_factor=False))

    client.post(reverse("account_logout"))

    assert client.get(DESK)["Location"] == f"/en/accounts/login/?next={DESK}"


def test_a_public_page_never_reads_the_session_not_even_of_a_moderator(client, django_assert_num_queries):
    client.force_login(accounts.moderator(second_factor=False))

    with django_assert_num_queries(0):
        answer = client.get("/en/")

    assert answer.content == b"public, session read: False"
    assert "Cookie" not in answer.get("Vary", "")


def test_a_visitor_without_a_session_is_not_asked_who_they_are(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/en/accounts/login/")


def test_the_door_costs_one_query_for_a_person_with_an_authenticator(client, django_assert_num_queries):
    client.force_login(accounts.focal_point())

    with django_assert_num_queries(3):  # session, person, authenticator
        client.get(DESK)
