"""An administrator's morning: a Forum's dates, a background note, a schedule, how the portal is doing."""

import re

import pytest
from playwright.sync_api import expect

from reports.models import Report, ReportSchedule
from reports.services import ensure_default_schedules
from roundtables.models import Edition, Paper, ReferenceEdit
from roundtables.selectors import edition_of
from roundtables.states import EditKind
from tests.factories import accounts
from tests.journeys.devices import device_of
from workflow.selectors import current_publication

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WHY = "Sample reason: announced by the President of the General Assembly."
NOTE, TEXT = "Sample: what round table 1 is asked", "Sample words for nothing but this test."


def follow(page, address):
    """Click the link of the page that ends so."""
    page.locator(f"main a[href$='{address}']").first.click()


def send(page, action=""):
    """Send the form with that address, or the page's only one."""
    form = f"form[action$='{action}']" if action else "form[method=post]"
    page.locator(f"main {form} button[type=submit]").click()


def move_the_dates(page, site, language):
    """From the hub to the Forum's form; without a reason it comes back with the days still in it."""
    page.goto(f"{site}/{language}/moderation/administration/")
    follow(page, "/moderation/forums/")
    follow(page, "/moderation/forums/2030/")
    follow(page, "/2030/dates/")
    page.locator("[name=starts_on]").fill("2030-05-06")
    page.locator("[name=ends_on]").fill("2030-05-09")
    page.locator("[name=hearing_on]").fill("2030-05-03")
    send(page)
    expect(page.locator(".error-summary a[href='#id_reason']")).to_be_visible()
    expect(page.locator("[name=starts_on]")).to_have_value("2030-05-06")
    page.locator("[name=reason]").fill(WHY)
    send(page)
    expect(page).to_have_url(re.compile(r"/moderation/forums/2030/$"))
    expect(page.locator("main .timeline")).to_contain_text(WHY)
    page.goto(f"{site}/{language}/forums/2030/")
    expect(page.locator("main time[datetime^='2030-05-06']")).to_be_visible()


def write_a_note(page, site, language):
    """A draft the public does not see; published, it does."""
    public = f"{site}/{language}/forums/2030/round-tables/1/"
    page.goto(f"{site}/{language}/moderation/forums/2030/")
    follow(page, "/round-tables/1/notes/new/")
    page.locator("[name=title_en]").fill(NOTE)
    page.locator("[name=text_en]").fill(TEXT)
    page.locator("[name=documents-0-title]").fill("A sample paper")
    page.locator("[name=documents-0-url]").fill("https://example.org/sample.pdf")
    send(page)
    expect(page.locator("main h1")).to_have_text(NOTE)
    note = page.url
    page.goto(public)
    expect(page.locator("main")).not_to_contain_text(NOTE)
    page.goto(note)
    with page.expect_navigation():
        send(page, "/publish/")
    page.goto(public)
    expect(page.locator("main article h3[lang=en]")).to_have_text(NOTE)
    expect(page.locator("main article a")).to_have_attribute("href", "https://example.org/sample.pdf")


def pause_and_run(page, site, language, pk):
    """Pause a schedule, run it by hand, and run it again: each report is asked for once."""
    page.goto(f"{site}/{language}/moderation/administration/")
    follow(page, "/moderation/schedules/")
    follow(page, f"/schedules/{pk}/")
    send(page, "/pause/")
    expect(page.locator(f"main form[action$='/{pk}/resume/']")).to_be_visible()
    for _ in range(2):
        with page.expect_navigation():
            send(page, "/run/")
        expect(page.locator("main .timeline .entry")).to_have_count(2)


def look_at_health(page, site, language):
    """Every part in words, and nothing that could not be asked."""
    page.goto(f"{site}/{language}/moderation/administration/")
    follow(page, "/moderation/health/")
    expect(page.locator("#parts tbody tr")).to_have_count(10)
    expect(page.locator("#parts [data-health]:not(:empty)")).to_have_count(10)


@pytest.mark.parametrize(
    ("language", "javascript"), [("en", True), ("ar", False)], ids=["English", "Arabic, no script"]
)
def test_dates_move_a_note_is_published_a_schedule_runs(live_server, chromium, monkeypatch, language, javascript):
    monkeypatch.setattr("reports.views.schedules.nudge", lambda: None)
    ensure_default_schedules()
    daily, before = ReportSchedule.objects.get(made_as="daily"), current_publication()
    page = device_of(accounts.administrator(), chromium, live_server, javascript=javascript)
    site = live_server.url
    move_the_dates(page, site, language)
    assert ReferenceEdit.objects.get(kind=EditKind.EDITION).reason == WHY
    assert (edition_of(2030, before).starts_on, Edition.objects.get(year=2030).starts_on.day) == (None, 6)
    write_a_note(page, site, language)
    assert Paper.objects.get().published_in_id == current_publication() == before + 2
    pause_and_run(page, site, language, daily.pk)
    daily.refresh_from_db()
    assert (daily.is_paused, Report.objects.count()) == (True, 4)
    look_at_health(page, site, language)
    page.context.close()
