"""A progress update in a real browser: begun, left, resumed elsewhere, previewed, submitted; and in one click."""

import re
from datetime import date

import pytest
from django.test import Client
from playwright.sync_api import expect

from progress.models import ProgressUpdate
from tests.factories import accounts, pledges, progress
from tests.journeys.test_first_light import fill_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BY_LANGUAGE = pytest.mark.parametrize(
    ("language", "javascript"),
    [("en", True), ("fr", False), ("ar", True)],
    ids=["English", "French, no script", "Arabic"],
)
DONE = "Sample: four offices opened in 2026"
STEPS = {
    "stage": [("check", "stage", "fulfilled"), ("fill", "speaks_for_on", "2026-06-30")],
    "done": [("fill", "narrative", DONE)],
    "indicator": [("fill", "indicator_value", "12 offices")],
    "evidence": [
        ("fill", "links-0-title", "Sample report"),
        ("fill", "links-0-address", "https://example.org/report"),
    ],
}


@pytest.fixture
def measured():
    """A public pledge with an indicator, one update on it, and who reports."""
    focal, moderator = accounts.focal_point("PRT"), accounts.moderator()
    pledge = pledges.published(focal, moderator, indicator="Offices open", baseline="3 offices", target="10 offices")
    progress.published(focal, moderator=moderator, about=pledge.record, next_steps="Open a fifth one.")
    return focal, pledge


def at_a_device(chromium, site, person, *, javascript):
    """A page of a browser that the person is signed in with: their session is given, codes are good once only."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    context = chromium.new_context(java_script_enabled=javascript)
    context.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": site}])
    return context.new_page()


def go_on(page):
    """The main button of a step."""
    page.locator(".button-row button[name=go][value=next]").click()


@BY_LANGUAGE
def test_an_update_is_begun_left_resumed_previewed_and_submitted(
    live_server, chromium, settings, measured, language, javascript
):
    settings.SITE_URL = site = live_server.url
    focal, pledge = measured

    at_work = at_a_device(chromium, site, focal, javascript=javascript)
    at_work.goto(f"{site}/{language}/desk/progress/{pledge.reference}/new/")
    at_work.locator("[name=language]").select_option("en")
    at_work.locator("main form:has([name=begun_with]) button[type=submit]").click()
    expect(at_work).to_have_url(re.compile(r"/steps/stage/$"))
    expect(at_work.locator("[name=stage][value=in_progress]")).to_be_checked()  # as the last update had it
    fill_in(at_work, STEPS["stage"])
    go_on(at_work)
    expect(at_work.locator("[name=next_steps]")).to_have_value("Open a fifth one.")
    at_work.context.close()  # the computer is left as it is

    draft = ProgressUpdate.objects.get(status="draft")
    at_home = at_a_device(chromium, site, focal, javascript=javascript)
    at_home.goto(f"{site}/{language}/desk/progress/{pledge.reference}/new/")
    at_home.locator(f"main a[href$='/desk/progress/{draft.pk}/']").click()
    at_home.locator("a[href$='/steps/done/']").first.click()
    for step in ("done", "indicator", "evidence"):
        expect(at_home).to_have_url(re.compile(rf"/steps/{step}/$"))
        fill_in(at_home, STEPS[step])
        go_on(at_home)

    at_home.goto(f"{site}/{language}/desk/progress/{draft.pk}/preview/")
    for words in (DONE, "3 offices", "12 offices", "10 offices", "Sample report", "example.org"):
        expect(at_home.locator("main")).to_contain_text(words)
    at_home.goto(f"{site}/{language}/desk/progress/{draft.pk}/review/")
    at_home.locator("form[action$='/submit/'] button[type=submit]").click()
    expect(at_home.locator("main")).to_contain_text(re.compile(r"GCM-PU-\d{4}-\d{5}"))
    draft.refresh_from_db()
    assert (draft.status, draft.stage, draft.speaks_for_on) == ("submitted", "fulfilled", date(2026, 6, 30))
    assert (draft.indicator_value, draft.assurance) == ("12 offices", "documented")
    at_home.context.close()


@BY_LANGUAGE
def test_nothing_has_changed_is_one_click(live_server, chromium, settings, measured, language, javascript):
    settings.SITE_URL = site = live_server.url
    focal, pledge = measured
    page = at_a_device(chromium, site, focal, javascript=javascript)
    page.goto(f"{site}/{language}/desk/progress/{pledge.reference}/new/")
    page.locator("form[action$='/unchanged/'] button[type=submit]").click()
    expect(page).to_have_url(re.compile(r"/submitted/$"))
    expect(page.locator("main")).to_contain_text(re.compile(r"GCM-PU-\d{4}-\d{5}"))
    update = ProgressUpdate.objects.get(status="submitted")
    assert (update.is_unchanged, update.stage, update.narrative) == (True, "in_progress", "")
    page.goto(f"{site}/{language}/desk/progress/{update.pk}/text/review/")
    expect(page.locator("textarea.as-text")).to_have_value(re.compile("Two sample offices opened"))
    page.context.close()
