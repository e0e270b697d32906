"""A national plan in a real browser: begun, left, resumed on another device, with two measures, submitted."""

import re

import pytest
from playwright.sync_api import expect

from plans.models import Plan
from tests.factories import accounts
from tests.journeys.test_first_light import fill_in, sign_in
from tests.journeys.test_pledge_journey import BY_LANGUAGE, go_on, sign_in_again

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Sample: national plan for safe migration"
ABOUT = [
    ("fill", "title", TITLE),
    ("fill", "period_starts_on", "2026-01-01"),
    ("fill", "period_ends_on", "2030-12-31"),
    ("fill", "summary", "What the sample plan changes."),
]
CONSULTED = [
    ("fill", "consultations-0-who", "Sample council of migrants"),
    ("fill", "consultations-0-participants", "40"),
]
MEASURES = {
    "Sample: one register of contracts": [
        ("check", "horizon", "short"),
        ("fill", "lead_institution", "Ministry of Samples"),
        ("check", "objectives", "6"),
        ("fill", "starts_on", "2026-01-01"),
        ("fill", "ends_on", "2027-12-31"),
        ("fill", "milestones-0-title", "The register opens"),
        ("fill", "milestones-0-due_on", "2026-06-30"),
        ("fill", "milestones-1-title", "All agencies are in it"),
        ("fill", "milestones-1-due_on", "2027-06-30"),
    ],
    "Sample: desks for those who return": [
        ("check", "horizon", "long"),
        ("fill", "lead_institution", "Ministry of Samples"),
        ("check", "objectives", "21"),
        ("fill", "milestones-0-title", "Ten desks are open"),
        ("fill", "milestones-0-due_on", "2029-01-31"),
    ],
}


@BY_LANGUAGE
def test_a_plan_is_begun_left_resumed_previewed_and_submitted(live_server, chromium, settings, language, javascript):
    settings.SITE_URL = site = live_server.url
    focal = accounts.focal_point("PRT")
    desk = f"{site}/{language}/desk/plans/"
    register, desks = MEASURES

    at_work = chromium.new_context(java_script_enabled=javascript).new_page()
    sign_in(at_work, site, language, focal)
    at_work.goto(f"{desk}new/")
    at_work.locator("main form button[type=submit]").first.click()
    expect(at_work).to_have_url(re.compile(r"/steps/about/$"))
    fill_in(at_work, ABOUT)
    go_on(at_work)
    at_work.locator("[name=consultations-0-stakeholder]").select_option("migrants")
    fill_in(at_work, CONSULTED)
    go_on(at_work)
    add_measure(at_work, register)
    at_work.context.close()  # the computer is left as it is

    plan = Plan.objects.get()
    at_home = chromium.new_context(java_script_enabled=javascript).new_page()
    sign_in_again(at_home, site, language, focal)
    at_home.goto(f"{desk}{plan.pk}/steps/measures/")
    add_measure(at_home, desks)
    put_first(at_home, desks)
    at_home.goto(f"{desk}{plan.pk}/preview/")
    for words in (TITLE, "Sample council of migrants", register, desks, "The register opens", "Ten desks are open"):
        expect(at_home.locator("main")).to_contain_text(words)
    assert drawn(at_home) == [(0, 1), (1, 2)]
    at_home.goto(f"{desk}{plan.pk}/review/")
    at_home.locator("form[action$='/submit/'] button[type=submit]").click()
    expect(at_home.locator("main")).to_contain_text(re.compile(r"GCM-NP-\d{4}-\d{5}"))
    plan = Plan.objects.get(status="submitted")
    measures = plan.measures.select_related("record").order_by("number")
    assert [(each.title, each.record.reference) for each in measures] == [
        (desks, f"{plan.reference}-01"),
        (register, f"{plan.reference}-02"),
    ]
    assert [each.title for each in measures[1].milestones.all()] == ["The register opens", "All agencies are in it"]
    at_home.context.close()


def add_measure(page, title):
    """From the list of measures: its title, then its own page, then back to the list."""
    expect(page).to_have_url(re.compile(r"/steps/measures/$"))
    page.locator("main a[href$='/measures/new/']").click()
    page.locator("[name=title]").fill(title)
    page.locator("main form button[type=submit]").click()
    expect(page).to_have_url(re.compile(r"/measures/\d+/$"))
    expect(page.locator("[name=title]")).to_have_value(title)
    fill_in(page, MEASURES[title])
    page.locator("button[name=go][value=list]").click()
    expect(page).to_have_url(re.compile(r"/steps/measures/$"))
    expect(page.locator("main")).to_contain_text(title)


def put_first(page, title):
    """Give a measure the first place."""
    entry = page.locator(".measure-list li", has_text=title)
    entry.locator("input[name$=-place]").fill("1")
    page.locator("button[name=go][value=stay]").click()
    expect(page.locator(".measure-list li").first).to_contain_text(title)


def drawn(page):
    """Bars and milestones in the picture, measure by measure."""
    rows = page.locator("svg[data-measure]").all()
    return [(row.locator("rect").count(), row.locator("circle").count()) for row in rows]


def test_two_people_at_one_measure_and_the_page_that_saves_by_itself(live_server, chromium, settings):
    settings.SITE_URL = site = live_server.url
    focal, drafter = accounts.focal_point("PRT"), accounts.drafter("PRT")
    first = chromium.new_context().new_page()
    sign_in(first, site, "en", focal)
    first.goto(f"{site}/en/desk/plans/new/")
    first.locator("main form button[type=submit]").first.click()
    expect(first).to_have_url(re.compile(r"/steps/about/$"))
    plan = Plan.objects.get()
    first.goto(f"{site}/en/desk/plans/{plan.pk}/steps/measures/")
    add_measure(first, "Sample: one register of contracts")
    measure = f"{site}/en/desk/plans/{plan.pk}/measures/{plan.measures.get().record_id}/"

    second = chromium.new_context(java_script_enabled=False).new_page()
    second.goto(f"{site}/en/accounts/login/")
    second.locator("[name=login]").fill(drafter.email)
    second.locator("[name=password]").fill("correct horse battery")
    second.locator("main form button[type=submit]").click()
    expect(second).to_have_url(re.compile(r"/en/desk/$"))
    second.goto(measure)

    first.goto(measure)
    first.locator("[name=indicator]").fill("Contracts registered")
    with first.expect_response(re.compile("/autosave/")) as answer:
        first.evaluate("window.dispatchEvent(new Event('online'))")
    assert answer.value.status == 200

    second.locator("[name=indicator]").fill("Agencies licensed")
    second.locator("button[name=go][value=list]").click()
    expect(second.locator("#differences")).to_contain_text("Contracts registered")
    expect(second.locator("[name=indicator]")).to_have_value("Agencies licensed")
    second.locator("button[name=go][value=list]").click()
    expect(second).to_have_url(re.compile(r"/steps/measures/$"))
    assert plan.measures.get().indicator == "Agencies licensed"
    first.context.close()
    second.context.close()
