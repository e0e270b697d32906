"""In a real browser: a draft saves itself, and what could not be sent survives a dropped connection."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from pledges.models import Pledge
from tests.drafting.sample import begun
from tests.factories import accounts

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.drafting.urls"),
]


def at(name, *args):
    return reverse(f"desk_sample:{name}", args=args)


@pytest.fixture
def drafter():
    return accounts.drafter("PRT")


@pytest.fixture
def browser(live_server, chromium, drafter):
    """A page of a browser in which the drafter is signed in."""
    client = Client()
    client.force_login(drafter, backend="django.contrib.auth.backends.ModelBackend")
    context = chromium.new_context()
    context.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": live_server.url}])
    page = context.new_page()
    page.base = live_server.url
    yield page
    context.close()


def text_of(pledge):
    return Pledge.objects.get(pk=pledge.pk).description


def test_a_draft_saves_itself_when_the_writer_pauses(browser, drafter):
    pledge = begun(drafter, language="en")
    browser.clock.install()
    browser.goto(browser.base + at("step", pledge.pk, "what"))
    browser.fill("textarea[name=description]", "Typed, and left alone")
    with browser.expect_response(lambda answer: "autosave" in answer.url) as answer:
        browser.clock.fast_forward(11_000)
    assert answer.value.status == 200
    expect(browser.locator("[data-save-line]")).to_contain_text("Saved ")
    assert text_of(pledge) == "Typed, and left alone"
    assert browser.evaluate("localStorage.length") == 0


def test_what_was_typed_survives_a_dropped_connection(browser, drafter):
    pledge = begun(drafter, language="en", description="Before")
    address = browser.base + at("step", pledge.pk, "what")
    browser.goto(address)
    browser.fill("textarea[name=description]", "Typed in a tunnel")
    browser.check("input[name=natures][value=process]")
    browser.context.set_offline(True)
    browser.click("button[value=next]")
    expect(browser).to_have_url(re.compile("^chrome-error:"))  # the page is left, and nothing came in its place
    browser.context.set_offline(False)
    browser.goto(address)
    expect(browser.locator("textarea[name=description]")).to_have_value("Typed in a tunnel")
    expect(browser.locator("input[name=natures][value=process]")).to_be_checked()
    expect(browser.locator("[data-save-line]")).to_contain_text("not saved yet")
    browser.click("button[value=list]")
    browser.wait_for_url(browser.base + at("detail", pledge.pk))
    assert text_of(pledge) == "Typed in a tunnel"
    browser.goto(address)
    expect(browser.locator("[data-save-line]")).not_to_contain_text("not saved yet")


def test_what_came_back_never_overwrites_what_somebody_saved_meanwhile(browser, drafter):
    pledge = begun(drafter, language="en", description="Before")
    address = browser.base + at("step", pledge.pk, "what")
    browser.add_init_script("window.fetch = () => Promise.reject(new Error('no connection'))")
    browser.goto(address)
    browser.fill("textarea[name=description]", "Typed yesterday")
    Pledge.objects.filter(pk=pledge.pk).update(description="The colleague wrote today")
    browser.goto(address)
    expect(browser.locator("textarea[name=description]")).to_have_value("Typed yesterday")
    browser.click("button[value=list]")
    expect(browser.locator("#differences")).to_contain_text("The colleague wrote today")
    assert text_of(pledge) == "The colleague wrote today"


def test_what_came_back_can_be_thrown_away(browser, drafter):
    pledge = begun(drafter, language="en", description="Before")
    address = browser.base + at("step", pledge.pk, "what")
    browser.add_init_script("window.fetch = () => Promise.reject(new Error('no connection'))")
    browser.goto(address)
    browser.fill("textarea[name=description]", "Not this")
    browser.goto(address)
    browser.get_by_role("button", name="Discard it").click()
    expect(browser.locator("textarea[name=description]")).to_have_value("Before")
    browser.goto(address)
    expect(browser.locator("textarea[name=description]")).to_have_value("Before")


def test_a_writer_who_was_signed_out_is_told_and_loses_nothing(browser, drafter):
    pledge = begun(drafter, language="en", description="Before")
    browser.clock.install()
    browser.goto(browser.base + at("step", pledge.pk, "what"))
    browser.context.clear_cookies(name="session")
    browser.fill("textarea[name=description]", "Typed too late")
    browser.clock.fast_forward(11_000)
    expect(browser.locator("[data-save-line]")).to_contain_text("signed out")
    expect(browser.locator("textarea[name=description]")).to_have_value("Typed too late")
    assert text_of(pledge) == "Before"


def test_of_two_tabs_the_second_is_told_that_the_first_saved(browser, drafter):
    pledge = begun(drafter, language="en", description="Before")
    browser.clock.install()
    browser.goto(browser.base + at("step", pledge.pk, "what"))
    Pledge.objects.filter(pk=pledge.pk).update(description="The colleague was faster")
    browser.fill("textarea[name=description]", "Mine")
    browser.clock.fast_forward(11_000)
    expect(browser.locator("[data-save-line]")).to_contain_text("Somebody else")
    browser.click("button[value=list]")
    expect(browser.locator("#differences")).to_contain_text("The colleague was faster")
    expect(browser.locator("textarea[name=description]")).to_have_value("Mine")
    browser.click("button[value=list]")
    browser.wait_for_url(browser.base + at("detail", pledge.pk))
    assert text_of(pledge) == "Mine"
