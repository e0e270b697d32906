"""A voluntary national review in a real browser: begun, left, resumed, begun with our text, previewed, submitted."""

import re

import pytest
from django.test import Client
from playwright.sync_api import expect

from reviews.models import Review
from tests.factories import accounts, pledges, progress
from workflow.states import Status

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OWN = "Recruiters charge workers no fees, in a sample district."
PRIORITY = "Fair recruitment, for a test and for nothing else."
WAYS = [("en", True), ("fr", False), ("ar", False)]


def device_of(person, site, chromium, *, javascript):
    """A browser in which the person is signed in."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    context = chromium.new_context(java_script_enabled=javascript)
    context.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": site}])
    return context.new_page()


def begin(page, site, language):
    """A new draft, in the language of the page."""
    page.goto(f"{site}/{language}/desk/reviews/new/")
    page.locator("[name=language]").select_option(language)
    page.locator("main form:has([name=begun_with]) button[type=submit]").click()
    expect(page).to_have_url(re.compile(r"/steps/which/$"))


def go(page, where):
    """Save the step, and go where the button says."""
    page.locator(f"main button[name=go][value={where}]").click()


def begin_with_our_text(page, number):
    """Press the one button beside an objective, and answer what stands in its box now."""
    page.locator(f"button[name=begin_with][value=statement_{number}]").click()
    box = page.locator(f"[name=statement_{number}]")
    expect(box).not_to_have_value("")
    return box.input_value()


@pytest.mark.parametrize(("language", "javascript"), WAYS)
def test_a_review_is_drafted_left_resumed_and_submitted(live_server, chromium, settings, language, javascript):
    settings.SITE_URL = site = live_server.url
    focal, drafter = accounts.focal_point("PRT"), accounts.drafter("PRT")
    pledge = pledges.published(focal, objectives=(7,))
    progress.published(focal, moderator=accounts.moderator("second@example.org"), about=pledge.record)
    page = device_of(drafter, site, chromium, javascript=javascript)

    begin(page, site, language)
    page.locator("[name=occasion]").select_option("forum:2026")
    go(page, "next")
    page.locator("[name=priorities_short]").fill(PRIORITY)
    go(page, "list")
    expect(page).to_have_url(re.compile(r"/desk/reviews/\d+/$"))
    address = page.url
    page.context.close()

    page = device_of(focal, site, chromium, javascript=javascript)
    write_statements(page, address, pledge)
    look_and_submit(page, address, pledge)

    review = Review.objects.get()
    assert (review.status, review.language, review.forum_id) == (Status.SUBMITTED, language, 2026)
    assert list(review.statements.values_list("objective_id", "emphasis")) == [(7, ""), (17, "not_covered"), (23, "")]
    page.context.close()


def write_statements(page, address, pledge):
    """What was left is there; one statement begins with our text, one is one's own, one objective is left out."""
    page.goto(f"{address}steps/priorities/")
    expect(page.locator("[name=priorities_short]")).to_have_value(PRIORITY)
    page.goto(f"{address}steps/statements-4/")
    expect(page.locator(f"main a[href$='{pledge.reference}/']").first).to_be_visible()
    page.locator("[name=statement_23]").fill(OWN)
    begun = begin_with_our_text(page, 7)
    assert pledge.reference in begun
    expect(page.locator("[name=statement_23]")).to_have_value(OWN)
    page.locator("[name=not_covered_4][value='17']").check()
    with page.expect_navigation():
        go(page, "stay")
    expect(page.locator("[name=statement_7]")).to_have_value(begun)


def look_and_submit(page, address, pledge):
    """What is there and what is not, what the public will see, and over to the secretariat."""
    page.goto(f"{address}gaps/")
    expect(page.locator("main .figure-number strong bdi").first).to_have_text("2")
    page.goto(f"{address}preview/")
    for words in (PRIORITY, OWN, pledge.reference):
        expect(page.locator("main")).to_contain_text(words)
    page.goto(f"{address}review/")
    page.locator("form[action$='/submit/'] button[type=submit]").click()
    expect(page.locator("main")).to_contain_text(re.compile(r"GCM-VR-\d{4}-\d{5}"))


def test_own_words_are_kept_when_the_button_is_pressed_after_typing(live_server, chromium, settings):
    settings.SITE_URL = site = live_server.url
    focal = accounts.focal_point("PRT")
    pledges.published(focal, objectives=(7,))
    page = device_of(focal, site, chromium, javascript=True)
    begin(page, site, "en")
    page.goto(page.url.replace("which", "statements-4"))

    page.locator("[name=statement_7]").fill(OWN)
    page.locator("button[name=begin_with]").click()

    expect(page.locator("[name=statement_7]")).to_have_value(OWN)
    expect(page.locator("[name=statement_7]")).to_be_focused()
    page.context.close()
