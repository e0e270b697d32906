"""A pledge in a real browser: begun, left, resumed on another device, previewed, submitted; a partner answers."""

import re

import pytest
from playwright.sync_api import expect

from pledges.models import PartnerAnswer, PartnerLetter, Pledge
from pledges.services.letters import token_of
from tests.factories import accounts, pledges
from tests.journeys.test_first_light import fill_in, sign_in
from workflow import services as workflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Sample: fair recruitment on both shores"
BY_LANGUAGE = pytest.mark.parametrize(
    ("language", "javascript"),
    [("en", True), ("fr", False), ("ar", True)],
    ids=["English", "French, no script", "Arabic"],
)
FIRST = [("check", "pledge_type", "matching"), ("fill", "title", TITLE), ("check", "natures", "process")]
REST = {
    "done": [("fill", "description", pledges.LONG_ENOUGH)],
    "objectives": [("check", "objectives", "6"), ("check", "related_objectives", "16")],
    "where": [
        ("check", "levels", "regional"),
        ("fill", "region", "Atlantic"),
        ("fill", "lead_institution", "Ministry"),
    ],
    "partners": [("fill", "partners-0-name", "Sample school")],
    "time": [("fill", "starts_on", "2026-01-01"), ("fill", "ends_on", "2028-12-31"), ("check", "novelty", "new")],
    "measure": [
        ("fill", "indicator", "Recruiters licensed"),
        ("fill", "target", "40 by 2028"),
        ("fill", "budget_amount", "250 000"),
        ("check", "budget_is_secured", "True"),
    ],
    "contacts": [("fill", "contacts-0-name", "Private Person"), ("fill", "contacts-0-email", "private@example.org")],
}


def go_on(page):
    """The main button of a step."""
    page.locator(".button-row button[name=go][value=next]").click()


@BY_LANGUAGE
def test_a_pledge_is_begun_left_resumed_previewed_and_submitted(live_server, chromium, settings, language, javascript):
    settings.SITE_URL = site = live_server.url
    focal, moderator = accounts.focal_point("PRT"), accounts.moderator()
    cited = pledges.published(focal, moderator, title="Sample of a pledge to answer")

    at_work = chromium.new_context(java_script_enabled=javascript).new_page()
    sign_in(at_work, site, language, focal)
    begin_and_cite(at_work, site, language, cited)
    at_work.context.close()  # the computer is left as it is

    at_home = chromium.new_context(java_script_enabled=javascript).new_page()
    sign_in_again(at_home, site, language, focal)
    draft = Pledge.objects.get(status="draft")
    at_home.goto(f"{site}/{language}/desk/pledges/{draft.pk}/")
    expect(at_home.locator("h1")).to_have_text(TITLE)
    at_home.goto(f"{site}/{language}/desk/pledges/{draft.pk}/steps/done/")
    for step, answers in REST.items():
        expect(at_home).to_have_url(re.compile(rf"/steps/{step}/$"))
        if step == "measure":
            at_home.locator("[name=budget_currency]").select_option("EUR")
        fill_in(at_home, answers)
        go_on(at_home)

    at_home.goto(f"{site}/{language}/desk/pledges/{draft.pk}/preview/")
    for words in (TITLE, cited.reference, "Sample school", "40 by 2028", "Atlantic"):
        expect(at_home.locator("main")).to_contain_text(words)
    assert "private@example.org" not in at_home.content()
    at_home.goto(f"{site}/{language}/desk/pledges/{draft.pk}/review/")
    expect(at_home.locator("main")).to_contain_text("private@example.org")
    at_home.locator("form[action$='/submit/'] button[type=submit]").click()
    expect(at_home.locator("main")).to_contain_text(re.compile(r"GCM-PL-\d{4}-\d{5}"))
    draft.refresh_from_db()
    assert (draft.status, draft.matched_record, draft.budget_currency) == ("submitted", cited.record, "EUR")
    at_home.context.close()


def begin_and_cite(page, site, language, cited):
    """The first step, with a search in the middle of it: what was typed is still there when one comes back."""
    page.goto(f"{site}/{language}/desk/pledges/new/")
    page.locator("main form button[type=submit]").first.click()
    fill_in(page, FIRST)
    page.locator("button[name=go][value=find]").click()
    page.locator("main [name=q]").fill("pledge to answer")
    page.locator("main form[role=search] button[type=submit]").click()
    page.locator("form[action$='/cite/'] button[type=submit]").click()
    expect(page.locator("[name=matched_record]")).to_have_value(cited.reference)
    expect(page.locator("[name=title]")).to_have_value(TITLE)
    go_on(page)
    expect(page).to_have_url(re.compile(r"/steps/done/$"))


def sign_in_again(page, site, language, person):
    """From another device, within the same half minute: the code of the app is good once, so the session is given."""
    from django.test import Client  # noqa: PLC0415

    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    page.context.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": site}])


@pytest.mark.parametrize(
    ("language", "javascript"), [("en", True), ("ar", False)], ids=["English", "Arabic, no script"]
)
def test_a_partner_declines_by_letter_and_its_name_is_gone(live_server, chromium, settings, language, javascript):
    settings.SITE_URL = site = live_server.url
    focal = accounts.focal_point("PRT")
    pledge = pledges.joint(
        focal,
        language=language,
        partners=[{"name": "Sample school", "kind": "academia", "state": ""}],
        addresses=[("Sample school", "head@example.org")],
    )
    workflow.publish(workflow.submit(pledge, by=focal), by=accounts.moderator())
    page = chromium.new_context(java_script_enabled=javascript).new_page()
    public = f"{site}/{language}/pledges/{pledge.reference}/"
    page.goto(public)
    expect(page.locator("main")).to_contain_text("Sample school")

    page.goto(f"{site}/{language}/desk/pledges/partners/{token_of(PartnerLetter.objects.get())}/")
    page.locator("[name=reply][value=declined]").check()
    with page.expect_navigation():
        page.locator("main form button[type=submit]").click()
    expect(page.locator("main .notice")).to_be_visible()
    page.goto(public)
    expect(page.locator("main")).not_to_contain_text("Sample school")
    assert PartnerAnswer.objects.get().reply == "declined"
    page.context.close()
