"""The way in, in a real browser: on a phone, in Arabic, without a mouse, under the site's content security policy."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import expect

from tests.factories import accounts

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.accounts.addresses")]


@pytest.fixture
def phone(chromium):
    """A page 320 pixels wide, and what its console complained about."""
    page = chromium.new_page(viewport={"width": 320, "height": 700})
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
    yield page
    page.close()


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_first_sign_in_sets_up_the_second_factor_with_the_keyboard_alone(live_server, phone, language):
    somebody = accounts.focal_point("PRT", second_factor=False)

    phone.goto(f"{live_server.url}/{language}/desk/")
    assert fits(phone)
    phone.locator("#id_login").focus()
    phone.keyboard.type(somebody.email)
    phone.locator("#id_password").focus()
    phone.keyboard.type("correct horse battery")
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/2fa/totp/activate/")
    assert fits(phone)
    assert phone.evaluate("document.querySelector('img.qr-code').naturalWidth") > 0

    secret = phone.inner_text("code.key").strip()
    phone.locator("#id_code").focus()
    phone.keyboard.type(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/2fa/recovery-codes/")

    assert fits(phone)
    expect(phone.locator(".codes li")).to_have_count(10)
    assert phone.complaints == []
