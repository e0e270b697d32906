"""A decision in a real browser: claimed, compared, returned with two remarks, corrected, read again, published."""

import re

import pytest
from django.test import Client
from playwright.sync_api import expect

from drafting.services import save, stamp
from moderation.models import Claim
from pledges.forms import PLEDGE
from pledges.models import Pledge
from tests.factories import accounts, pledges
from tests.factories.correspondence import answered
from workflow import services as workflow
from workflow.states import Status

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE, AMENDED = "Sample: fair recruitment of workers", "Sample: fair recruitment of seasonal workers"
REASON, ON_TITLE, ON_LEVELS = "Two answers have to be clearer.", "Which seasons?", "At which level?"
BY_LANGUAGE = pytest.mark.parametrize(
    ("language", "javascript"), [("en", True), ("ar", False)], ids=["English", "Arabic, no script"]
)


def as_person(chromium, site, person, *, javascript):
    """A page in which the person is signed in."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    context = chromium.new_context(java_script_enabled=javascript)
    context.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": site}])
    return context.new_page()


def submitted_amendment(focal, moderator):
    """An amendment of a public pledge that waits: another title, and one level more than nothing."""
    live = pledges.published(focal, moderator, title=TITLE)
    item = pledges.amendment(live, focal)
    values = {"title": AMENDED, "levels": ["national"]}
    seen = stamp(PLEDGE.content.read(item, values))
    save(item, by=focal, content=PLEDGE.content, values=values, seen=seen)
    return workflow.submit(item, by=focal)


@BY_LANGUAGE
def test_a_submission_is_claimed_compared_returned_corrected_and_published(
    live_server, chromium, settings, language, javascript
):
    settings.SITE_URL = site = live_server.url
    focal, moderator = accounts.focal_point("PRT"), accounts.moderator()
    item = submitted_amendment(focal, moderator)
    at_desk = as_person(chromium, site, moderator, javascript=javascript)

    at_desk.goto(f"{site}/{language}/moderation/")
    at_desk.get_by_role("link", name=AMENDED).first.click()
    at_desk.locator("form[action$='/claim/'] button[type=submit]").click()
    expect(at_desk.locator("form[action$='/release/']")).to_be_visible()
    assert Claim.objects.get(ended_at=None).holder == moderator
    expect(at_desk.locator("#changes")).to_be_visible()
    expect(at_desk.locator(".change ins").first).to_contain_text("seasonal")
    return_with_remarks(at_desk, language, javascript=javascript)
    assert Pledge.objects.get(pk=item.pk).status == Status.RETURNED
    assert not Claim.objects.filter(ended_at=None).exists()

    at_home = as_person(chromium, site, focal, javascript=javascript)
    correct(at_home, site, language, item)
    assert Pledge.objects.get(pk=item.pk).status == Status.SUBMITTED

    at_desk.goto(f"{site}/{language}/moderation/pledge/{item.pk}/")
    corrections = at_desk.locator(".corrections > li")
    expect(corrections).to_have_count(2)
    expect(at_desk.locator(".corrections > li[data-changed=yes]")).to_have_count(2)
    expect(corrections.first).to_contain_text(ON_TITLE)
    expect(corrections.first.locator("ins")).to_contain_text("summer")
    at_desk.locator("form[action$='/publish/'] button[type=submit]").click()
    expect(at_desk).to_have_url(re.compile(rf"/{language}/moderation/$"))
    live = Pledge.objects.published().get(record=item.record)
    assert (live.title, live.levels) == (
        "Sample: fair recruitment of summer and seasonal workers",
        ["local", "national"],
    )
    for page in (at_desk, at_home):
        page.context.close()


def return_with_remarks(page, language, *, javascript):
    """Two remarks beside their answers, a text kept ready, the reason; without a reason the form comes back filled."""
    for name, text in (("title", ON_TITLE), ("levels", ON_LEVELS)):
        box = page.locator(f"[name=remark_{name}]")
        page.locator("details.remark-box", has=box).locator("summary").click()
        box.fill(text)
    page.locator("#return > summary").click()
    page.locator("#return-form button[type=submit]:not([name])").click()
    expect(page.locator(".error-summary a")).to_have_attribute("href", "#return_note")
    expect(page.locator("[name=remark_title]")).to_have_value(ON_TITLE)
    page.locator("#return_note").fill(REASON)
    page.locator("#return_canned").select_option(index=1)
    page.locator("#return-form button[name=insert]").click()
    expect(page.locator("#return_note")).to_have_value(re.compile(rf"^{re.escape(REASON)}\r?\n\r?\n"))
    counted = expect(page.locator("[data-remark-count]"))
    (counted.to_have_text if javascript else counted.not_to_have_text)(re.compile(r"2$"))
    page.locator("#return_note").fill(REASON)
    page.locator("#return-form button[type=submit]:not([name])").click()
    expect(page).to_have_url(re.compile(rf"/{language}/moderation/$"))


def correct(page, site, language, item):
    """Both remarks on the task list, each at its question; the answers are changed and handed in again."""
    page.goto(f"{site}/{language}/desk/pledges/{item.pk}/")
    expect(page.locator(".remarks > li")).to_have_count(2)
    for name, text, step in (("title", ON_TITLE, "what"), ("levels", ON_LEVELS, "where")):
        page.goto(f"{site}/{language}/desk/pledges/{item.pk}/")
        page.locator(f".remarks a[href$='/steps/{step}/#id_{name}_remark']").click()
        expect(page.locator(f"#id_{name}_remark")).to_contain_text(text)
        if name == "title":
            page.locator("[name=title]").fill("Sample: fair recruitment of summer and seasonal workers")
        else:
            page.locator("[name=levels][value=local]").check()
        page.locator("button[name=go][value=list]").click()
        expect(page.locator(f".remarks a[href$='#id_{name}_remark'] + [data-dealt-with=yes]")).to_be_visible()
    page.goto(f"{site}/{language}/desk/pledges/{item.pk}/review/")
    page.locator("form[action$='/submit/'] button[type=submit]").click()
    expect(page).to_have_url(re.compile(r"/submitted/$"))


@BY_LANGUAGE
def test_a_question_is_asked_and_answered_while_the_submission_waits(
    live_server, chromium, settings, language, javascript
):
    settings.SITE_URL = site = live_server.url
    focal, moderator = accounts.focal_point("PRT"), accounts.moderator()
    item = pledges.submitted(focal, title=TITLE)
    at_desk = as_person(chromium, site, moderator, javascript=javascript)
    at_desk.goto(f"{site}/{language}/moderation/pledge/{item.pk}/")
    at_desk.locator("details:has(#ask) > summary").click()
    at_desk.locator("#ask_text").fill("Which ministry leads it?")
    at_desk.locator("#ask button[type=submit]:not([name])").click()
    expect(at_desk.locator(".thread-message")).to_have_count(1)

    at_home = as_person(chromium, site, focal, javascript=javascript)
    at_home.goto(f"{site}/{language}/desk/")
    at_home.locator(".duties a[href*='/desk/questions/']").click()
    expect(at_home.locator("main")).to_contain_text("Which ministry leads it?")
    expect(at_home.locator(".thread")).not_to_contain_text("moderator")
    at_home.locator("[name=text]").fill("The sample ministry.")
    at_home.locator("main form button[type=submit]").click()
    expect(at_home.locator(".thread-message")).to_have_count(2)
    at_home.goto(f"{site}/{language}/desk/")
    expect(at_home.locator(".duties a[href*='/desk/questions/']")).to_have_count(0)

    at_desk.reload()
    expect(at_desk.locator(".thread-message").last).to_contain_text("The sample ministry.")
    answered(item, by=focal, text="And its regional offices.")
    at_desk.reload()
    expect(at_desk.locator(".thread-message")).to_have_count(3)
    assert Pledge.objects.get(pk=item.pk).status == Status.SUBMITTED
    for page in (at_desk, at_home):
        page.context.close()
