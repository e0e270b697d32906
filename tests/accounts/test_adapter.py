"""Signing in, as a person does it: password, code, lost password, too many tries."""

import re
import smtplib
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse

from tests.factories import accounts

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.addresses")]

PASSWORD = "correct horse battery"


def code(secret=accounts.SECRET, step=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))


def sign_in(client, email, password=PASSWORD, **extra):
    return client.post("/en/accounts/login/", {"login": email, "password": password}, **extra)


def signed_in_as(client):
    return int(client.session.get("_auth_user_id", 0))


def errors(answer):
    return answer.context["form"].non_field_errors() + answer.context["form"].errors.get("code", [])


class DeadMailServer(EmailBackend):
    """Takes nothing."""

    def send_messages(self, messages):
        raise smtplib.SMTPServerDisconnected("gone")


def test_a_focal_point_signs_in_with_password_and_code(client):
    somebody = accounts.focal_point("PRT")

    asked = sign_in(client, somebody.email)
    assert asked["Location"] == "/en/accounts/2fa/authenticate/"
    assert signed_in_as(client) == 0

    done = client.post(asked["Location"], {"code": code()})
    assert done["Location"] == "/en/desk/"
    assert signed_in_as(client) == somebody.pk
    assert client.get("/en/desk/").content == b"private"


def test_the_password_alone_opens_nothing(client):
    sign_in(client, accounts.moderator().email)

    assert client.get("/en/desk/")["Location"] == "/en/accounts/login/?next=/en/desk/"


def test_a_wrong_code_is_refused_and_the_page_asks_again(client):
    sign_in(client, accounts.moderator().email)

    answer = client.post("/en/accounts/2fa/authenticate/", {"code": "000000" if code() != "000000" else "111111"})

    assert (answer.status_code, errors(answer), signed_in_as(client)) == (200, ["Incorrect code."], 0)


def test_a_code_works_once(client):
    somebody, used = accounts.moderator(), code()
    sign_in(client, somebody.email)
    client.post("/en/accounts/2fa/authenticate/", {"code": used})
    client.post("/en/accounts/logout/")
    sign_in(client, somebody.email)

    answer = client.post("/en/accounts/2fa/authenticate/", {"code": used})

    assert (errors(answer), signed_in_as(client)) == (["Incorrect code."], 0)


def test_a_clock_that_is_half_a_minute_off_is_forgiven(client):
    somebody = accounts.moderator()
    sign_in(client, somebody.email)

    client.post("/en/accounts/2fa/authenticate/", {"code": code(step=1)})

    assert signed_in_as(client) == somebody.pk


def test_the_address_is_the_same_in_capitals(client):
    somebody = accounts.drafter("PRT")

    sign_in(client, "DRAFTER.PRT@Example.ORG")

    assert signed_in_as(client) == somebody.pk


def test_a_closed_account_does_not_sign_in(client):
    accounts.person(is_active=False)

    answer = sign_in(client, "somebody@example.org")

    assert (errors(answer), signed_in_as(client)) == (["The e-mail address or the password is not correct."], 0)


def test_the_second_factor_is_set_up_in_the_sitting_of_the_first_sign_in(client):
    somebody = accounts.focal_point("PRT", second_factor=False)

    assert sign_in(client, somebody.email)["Location"] == "/en/desk/"
    set_up = client.get("/en/desk/")["Location"]
    page = client.get(set_up)
    answer = client.post(set_up, {"code": code(page.context["form"].secret)})

    assert answer["Location"] == "/en/accounts/2fa/recovery-codes/"
    shown = re.findall(r"<code dir=\"ltr\">(\d{8})</code>", client.get(answer["Location"]).content.decode())
    assert len(set(shown)) == 10
    assert client.get("/en/desk/").content == b"private"

    client.post("/en/accounts/logout/")
    sign_in(client, somebody.email)
    client.post("/en/accounts/2fa/authenticate/", {"code": shown[0]})
    assert signed_in_as(client) == somebody.pk


def test_some_time_after_signing_in_the_password_is_asked_again(client, settings):
    accounts.drafter("PRT")
    sign_in(client, "drafter.prt@example.org")
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0

    asked = client.get(reverse("mfa_activate_totp"))
    assert asked["Location"].startswith("/en/accounts/reauthenticate/")

    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
    answer = client.post(asked["Location"], {"password": PASSWORD})
    assert answer["Location"] == "/en/accounts/2fa/totp/activate/"
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize(("make", "left"), [(accounts.moderator, 1), (accounts.focal_point, 1), (accounts.drafter, 0)])
def test_who_must_use_two_factors_cannot_turn_them_off(client, make, left):
    somebody = make()
    if not left:
        accounts.with_second_factor(somebody)
    sign_in(client, somebody.email)
    client.post("/en/accounts/2fa/authenticate/", {"code": code()})

    client.post("/en/accounts/2fa/totp/deactivate/")

    assert Authenticator.objects.filter(user=somebody, type="totp").count() == left


def test_five_wrong_passwords_lock_the_account_even_for_the_right_one_and_from_elsewhere(client):
    accounts.drafter("PRT")
    email = "drafter.prt@example.org"
    for n in range(5):
        sign_in(client, email, "wrong", REMOTE_ADDR=f"192.0.2.{n}")

    answer = sign_in(client, email, REMOTE_ADDR="192.0.2.99")

    assert [message[:25] for message in errors(answer)] == ["Too many failed attempts."]
    assert answer.context["form"]["login"].value() == email
    assert signed_in_as(client) == 0


def test_ten_wrong_passwords_from_one_place_lock_that_place_for_every_account(client):
    somebody = accounts.drafter("PRT")
    for n in range(10):
        sign_in(client, f"guess{n}@example.org", "wrong")

    assert [message[:8] for message in errors(sign_in(client, somebody.email))] == ["Too many"]
    sign_in(client, somebody.email, REMOTE_ADDR="192.0.2.99")
    assert signed_in_as(client) == somebody.pk


def test_the_locks_hold_while_the_cache_is_away(client, settings):
    settings.CACHES = {"default": settings.CACHES["default"] | away(settings)}
    accounts.drafter("PRT")
    for _ in range(5):
        sign_in(client, "drafter.prt@example.org", "wrong")

    assert [message[:8] for message in errors(sign_in(client, "drafter.prt@example.org"))] == ["Too many"]


def away(settings):
    return {"BACKEND": "gcm_portal.cache.SoftRedisCache", "LOCATION": "redis://127.0.0.1:1/0"}


def test_five_wrong_codes_lock_the_second_factor(client):
    sign_in(client, accounts.moderator().email)
    wrong = "000000" if code() != "000000" else "111111"
    for _ in range(5):
        client.post("/en/accounts/2fa/authenticate/", {"code": wrong})

    answer = client.post("/en/accounts/2fa/authenticate/", {"code": code()})

    assert ([message[:8] for message in errors(answer)], signed_in_as(client)) == (["Too many"], 0)


def test_a_forgotten_password_is_set_anew_by_a_link_that_works_once(client, settings):
    settings.SITE_URL = "https://gcm.example"
    somebody = accounts.drafter("PRT")

    client.post("/en/accounts/password/reset/", {"email": somebody.email})
    [message] = mail.outbox
    [link] = re.findall(r"https://gcm\.example(\S+)", message.body)
    assert (message.to, message.subject) == ([somebody.email], "A new password for the GCM Implementation Portal")

    form = client.get(link)["Location"]
    new = {"password1": "a quite different one", "password2": "a quite different one"}
    assert client.post(form, new)["Location"] == "/en/accounts/password/reset/key/done/"
    assert b"no longer valid" in client.get(link).content

    sign_in(client, somebody.email, "a quite different one")
    assert signed_in_as(client) == somebody.pk


def test_after_a_reset_password_the_second_factor_still_stands(client):
    somebody = accounts.moderator()
    client.post("/en/accounts/password/reset/", {"email": somebody.email})
    [link] = re.findall(r"http://localhost:8000(\S+)", mail.outbox[0].body)
    client.post(
        client.get(link)["Location"], {"password1": "a quite different one", "password2": "a quite different one"}
    )

    assert sign_in(client, somebody.email, "a quite different one")["Location"] == "/en/accounts/2fa/authenticate/"


def test_somebody_who_reset_the_password_before_can_still_set_up_the_second_factor(client):
    somebody = accounts.focal_point("PRT", second_factor=False)
    client.post("/en/accounts/password/reset/", {"email": somebody.email})
    sign_in(client, somebody.email)

    assert client.get("/en/accounts/2fa/totp/activate/").status_code == 200


@pytest.mark.parametrize("email", ["drafter.prt@example.org", "nobody@example.org"])
@pytest.mark.parametrize("backend", ["django.core.mail.backends.locmem.EmailBackend", f"{__name__}.DeadMailServer"])
def test_asking_for_a_new_password_never_tells_which_addresses_have_an_account(client, settings, email, backend):
    settings.EMAIL_BACKEND = backend
    accounts.drafter("PRT")

    answer = client.post("/en/accounts/password/reset/", {"email": email})

    assert (answer.status_code, answer["Location"]) == (302, "/en/accounts/password/reset/done/")


def test_who_asks_too_often_gets_a_page_of_ours(client):
    answers = [client.post("/ar/accounts/password/reset/", {"email": f"{n}@example.org"}) for n in range(21)]

    assert {answer.status_code for answer in answers[:20]} == {302}
    assert answers[20].status_code == 429
    assert 'lang="ar" dir="rtl"' in answers[20].content.decode()


@pytest.mark.parametrize("page", ["signup/", "email/", "confirm-email/", "password/set/", "login/code/confirm/"])
def test_what_nobody_may_do_has_no_page(client, page):
    assert client.get(f"/en/accounts/{page}").status_code == 404


@pytest.mark.parametrize("field", ["login", "password"])
def test_odd_input_comes_back_as_a_form(client, field):
    answer = client.post("/en/accounts/login/", {"login": "a@example.org", "password": "x"} | {field: "a\0b"})

    assert (answer.status_code, list(answer.context["form"].errors)) == (200, [field])


def test_no_way_leads_from_sign_in_to_another_site(client):
    accounts.drafter("PRT")

    answer = client.post(
        "/en/accounts/login/",
        {"login": "drafter.prt@example.org", "password": PASSWORD, "next": "https://elsewhere.example/"},
    )

    assert answer["Location"] == "/en/desk/"


@pytest.mark.parametrize("language", ["ar", "zh-hans", "en", "fr", "ru", "es"])
@pytest.mark.parametrize(
    "page", ["login/", "password/reset/", "password/reset/done/", "password/reset/key/done/", "inactive/"]
)
def test_every_way_in_is_there_in_six_languages(client, language, page):
    answer = client.get(f"/{language}/accounts/{page}")

    assert answer.status_code == 200
    assert f'lang="{language}"' in answer.content.decode()


@pytest.mark.parametrize(
    "page",
    [
        "2fa/",
        "2fa/recovery-codes/",
        "2fa/recovery-codes/generate/",
        "2fa/totp/deactivate/",
        "password/change/",
        "logout/",
    ],
)
def test_every_page_of_ones_own_account_is_there(client, page):
    somebody = accounts.moderator()
    RecoveryCodes.activate(somebody)
    sign_in(client, somebody.email)
    client.post("/en/accounts/2fa/authenticate/", {"code": code()})

    answer = client.get(f"/en/accounts/{page}")

    assert answer.status_code == 200
    assert "<h1>" in answer.content.decode()
