"""A tool that answers a call: begun, left, gone on with, looked at, handed in; with and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import accounts
from tests.factories import tools as factory
from tests.journeys.devices import device_of
from tools.models import Tool
from workflow.states import Status

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Sample: a register of recruiters"
RESULTS = "Forty sample recruiters were registered within a year."


def save(page, go):
    """Leave the step as the button says: next, list or stay."""
    page.locator(f"form.step button[name=go][value={go}]").click()


def begin_and_leave(page, site, language):
    """Come from the call's public page, answer the first step, and save it."""
    page.goto(f"{site}/{language}/calls/sample-call/")
    page.locator("main a[href*='/desk/tools/new/']").click()
    page.locator("main select[name=language]").select_option(language)
    page.locator("main form button[type=submit]").click()
    page.locator("form.step [name=title]").fill(TITLE)
    page.locator("form.step [name=kind][value=practice]").check()
    page.locator("form.step [name=summary]").fill("Recruiters are registered, for a test and for nothing else.")
    save(page, "list")
    expect(page.locator("main h1")).to_have_text(TITLE)


def go_on_and_submit(page, site, language, pk):
    """Go through the remaining steps; what contradicts itself comes back with everything typed."""
    page.goto(f"{site}/{language}/desk/tools/{pk}/steps/objectives/")
    page.locator("form.step [name=scope][value=theme_specific]").check()
    page.locator("form.step [name=objectives][value='6']").check()
    save(page, "next")
    page.locator("form.step [name=standing][value=wished]").check()
    page.locator("form.step [name=results]").fill(RESULTS)
    save(page, "next")
    expect(page.locator("form.step [name=results]")).to_have_value(RESULTS)
    expect(page.locator("form.step .field--invalid [name=results]")).to_be_visible()
    page.locator("form.step [name=standing][value=in_place]").check()
    save(page, "next")
    page.locator("form.step [name=languages][value=fr]").check()
    save(page, "next")
    page.locator("form.step [name=offers_support]").check()
    page.locator("form.step [name=support_offered]").fill("A sample week of training.")
    page.locator("form.step [name=support_kinds][value=training]").check()
    save(page, "next")
    expect(page).to_have_url(re.compile(r"/steps/links/$"))
    save(page, "next")
    expect(page).to_have_url(re.compile(r"/review/$"))
    page.locator("main a[href$='/preview/']").first.click()
    expect(page.locator("main")).to_contain_text(RESULTS)
    page.goto(f"{site}/{language}/desk/tools/{pk}/review/")
    page.locator("form[action$='/submit/'] button[type=submit]").click()
    expect(page.locator("main")).to_contain_text(re.compile(r"GCM-TL-\d{4}-\d{5}"))


@pytest.mark.parametrize(
    ("language", "javascript"),
    [("en", True), ("fr", False), ("ar", True)],
    ids=["English", "French, no script", "Arabic"],
)
def test_a_tool_answers_a_call_in_two_sittings(live_server, chromium, settings, language, javascript):
    settings.SITE_URL = live_server.url
    focal, call = accounts.focal_point("PRT"), factory.public_call()
    site, page = live_server.url, device_of(focal, chromium, live_server, javascript=javascript)
    begin_and_leave(page, site, language)
    page.context.close()
    draft = Tool.objects.get()
    assert (draft.status, draft.title, draft.call_id) == (Status.DRAFT, TITLE, call.pk)
    page = device_of(focal, chromium, live_server, javascript=javascript)
    go_on_and_submit(page, site, language, draft.pk)
    tool = Tool.objects.get()
    assert (tool.status, tool.results, tool.offers_support, tool.languages, tool.call_id) == (
        Status.SUBMITTED, RESULTS, True, ["fr"], call.pk,
    )  # fmt: skip
    page.goto(f"{site}/{language}/calls/sample-call/")
    expect(page.locator("main")).not_to_contain_text(TITLE)
    page.context.close()
