"""A capacity need: begun, left, gone on with, looked at, handed in; with and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from needs.models import Need
from tests.factories import accounts
from tests.journeys.devices import device_of
from workflow.states import Status

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Sample: training of labour inspectors"


def save(page, go):
    """Leave the step as the button says: next, list or stay."""
    page.locator(f"form.step button[name=go][value={go}]").click()


def begin_and_leave(page, site, language):
    """Begin, answer the first step, and save it."""
    page.goto(f"{site}/{language}/desk/needs/new/")
    page.locator("main select[name=language]").select_option(language)
    page.locator("main form button[type=submit]").click()
    expect(page).to_have_url(re.compile(r"/steps/what/$"))
    page.locator("form.step [name=title]").fill(TITLE)
    page.locator("form.step [name=support_kinds][value=training]").check()
    page.locator("form.step [name=horizon][value=short]").check()
    save(page, "list")
    expect(page).to_have_url(re.compile(r"/desk/needs/\d+/$"))
    expect(page.locator("main h1")).to_have_text(TITLE)


def go_on_and_submit(page, site, language, pk):
    """Find the draft as it was left, answer the rest, preview, submit."""
    page.goto(f"{site}/{language}/desk/needs/{pk}/")
    page.locator("main a[href$='/steps/objectives/']").click()
    page.locator("form.step [name=main_objective]").select_option("6")
    page.locator("form.step [name=related_objectives][value='16']").check()
    save(page, "next")
    expect(page).to_have_url(re.compile(r"/steps/gap/$"))
    page.locator("form.step [name=what_is_missing]").fill("Training for 40 sample inspectors.")
    save(page, "next")
    page.locator("form.step [name=support_languages][value=fr]").check()
    save(page, "next")
    expect(page).to_have_url(re.compile(r"/review/$"))
    page.locator("main a[href$='/preview/']").first.click()
    expect(page.locator("main")).to_contain_text("Training for 40 sample inspectors.")
    page.goto(f"{site}/{language}/desk/needs/{pk}/review/")
    page.locator("form[action$='/submit/'] button[type=submit]").click()
    expect(page.locator("main")).to_contain_text(re.compile(r"GCM-CN-\d{4}-\d{5}"))


@pytest.mark.parametrize(
    ("language", "javascript"),
    [("en", True), ("fr", False), ("ar", False)],
    ids=["English", "French, no script", "Arabic, no script"],
)
def test_a_need_is_written_in_two_sittings(live_server, chromium, settings, language, javascript):
    settings.SITE_URL = live_server.url
    focal = accounts.focal_point("PRT")
    site, page = live_server.url, device_of(focal, chromium, live_server, javascript=javascript)
    begin_and_leave(page, site, language)
    page.context.close()
    draft = Need.objects.get()
    assert (draft.status, draft.title, draft.language) == (Status.DRAFT, TITLE, language)
    page = device_of(focal, chromium, live_server, javascript=javascript)
    go_on_and_submit(page, site, language, draft.pk)
    need = Need.objects.get()
    assert (need.status, need.main_objective_id, need.support_kinds, need.support_languages) == (
        Status.SUBMITTED, 6, ["training"], ["fr"],
    )  # fmt: skip
    assert list(need.related_objectives.values_list("pk", flat=True)) == [16]
    page.goto(f"{site}/{language}/needs/{need.reference}/")
    expect(page.locator("body")).not_to_contain_text(TITLE)
    page.context.close()
