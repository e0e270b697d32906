"""The main job, end to end in a real browser: a pledge travels from a focal point's form to the Forum's report."""

import re
import time
from datetime import timedelta
from io import BytesIO

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader

from pledges.models import Pledge
from reports.models import Report
from reports.services import run_due_schedules
from reports.states import Timing
from reports.tasks import build_due_reports
from tests.factories import accounts, pledges
from tests.factories.accounts import SECRET
from tests.factories.reports import schedule

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Sample: one office for newcomers in every district"
PASSWORD = "correct horse battery"


def code_now():
    """What the authenticator app shows."""
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))


def sign_in(page, site, language, person):
    """With password and second factor, as a person does."""
    page.goto(f"{site}/{language}/accounts/login/")
    page.locator("[name=login]").fill(person.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.locator("[name=code]").fill(code_now())
    page.locator("main form button[type=submit]").first.click()
    expect(page).to_have_url(re.compile(rf"/{language}/desk/"))


def figures_on(page, site, language):
    """The first figure of the dashboard, of objective 7 and of Portugal: how many pledges."""
    found = []
    for path in ("", "objectives/7/", "states/PRT/"):
        page.goto(f"{site}/{language}/{path}")
        found.append(int(page.locator("main .figure-number strong bdi").first.inner_text()))
    return found


STEPS = {  # what a focal point fills in, step by step; what is not named here stays empty
    "what": [("check", "pledge_type", "individual"), ("fill", "title", TITLE), ("check", "natures", "process")],
    "done": [("fill", "description", pledges.LONG_ENOUGH)],
    "objectives": [("check", "objectives", "7")],
    "where": [("check", "levels", "national")],
    "partners": [],
    "time": [("fill", "starts_on", "2026-01-01"), ("check", "is_open_ended", "on")],
    "measure": [],
    "contacts": [
        ("fill", "contacts-0-name", "Private Person"),
        ("fill", "contacts-0-email", "private.person@example.org"),
    ],
}


def fill_in(page, answers):
    """Answer the questions of one step, found by their names."""
    for how, name, answer in answers:
        if how == "check":
            selector = f"[name={name}]" if answer == "on" else f"[name={name}][value='{answer}']"
            page.locator(selector).check()
        else:
            page.locator(f"[name='{name}']").fill(answer)


def write_and_submit(page, site, language):
    """Begin a pledge as a focal point does, answer step by step, read it over, submit it."""
    page.goto(f"{site}/{language}/desk/")
    page.locator("main a[href$='/desk/pledges/new/']").first.click()
    page.locator("main form button[type=submit]").first.click()
    for step, answers in STEPS.items():
        expect(page).to_have_url(re.compile(rf"/steps/{step}/$"))
        fill_in(page, answers)
        page.locator(".button-row button[name=go][value=next]").click()
    page.locator("form[action$='/submit/'] button[type=submit]").click()
    expect(page.locator("main")).to_contain_text(re.compile(r"GCM-PL-\d{4}-\d{5}"))


def sign_out(page, site, language):
    page.goto(f"{site}/{language}/accounts/logout/")
    page.locator("main form button[type=submit]").click()
    expect(page).not_to_have_url(re.compile("/logout/"))


def publish_from_queue(page, site, language):
    """Open what waits longest and publish it."""
    page.goto(f"{site}/{language}/moderation/")
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.locator("main")).to_contain_text("private.person@example.org")
    page.locator("form[action$='/publish/'] button[type=submit]").click()
    expect(page).to_have_url(re.compile(rf"/{language}/moderation/$"))


@pytest.mark.parametrize(
    ("language", "javascript"), [("en", True), ("ar", False)], ids=["English", "Arabic, no script"]
)
def test_a_pledge_travels_from_the_form_to_the_report(live_server, chromium, settings, language, javascript):
    settings.SITE_URL = live_server.url
    focal, moderator = accounts.focal_point("PRT"), accounts.moderator()
    pledges.published(focal, moderator, objectives=(7, 8))
    site, page = live_server.url, chromium.new_context(java_script_enabled=javascript).new_page()
    before = figures_on(page, site, language)

    sign_in(page, site, language, focal)
    write_and_submit(page, site, language)
    assert figures_on(page, site, language) == before
    sign_out(page, site, language)

    sign_in(page, site, language, moderator)
    publish_from_queue(page, site, language)
    after = figures_on(page, site, language)  # at once: nothing here waits or tries again
    assert after == [number + 1 for number in before]

    pledge = Pledge.objects.published().get(title=TITLE)
    schedule(timing=Timing.DAILY, languages=[language], counts_from=timezone.now() - timedelta(days=1))
    run_due_schedules(now=timezone.now())
    build_due_reports()
    report = Report.objects.get(subject="4", language=language)
    page.goto(f"{site}/{language}/reports/{report.reference}/")
    with page.expect_download() as download:
        page.locator(f"main a[href$='{report.reference}/file.pdf']").first.click()
    text = "\n".join(each.extract_text() for each in PdfReader(BytesIO(download.value.path().read_bytes())).pages)
    assert pledge.reference in text
    (objective,) = [each for each in report.snapshot["facts"]["objectives"] if each["number"] == 7]
    assert objective["figures"]["pledges"] == after[1]
    page.context.close()
