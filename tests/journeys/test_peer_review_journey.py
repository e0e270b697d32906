"""A tool through its peer review, in a browser.

A conflict is declared and a replacement asked, a disagreement brings a third external reviewer, the result comes to
the moderator, who publishes, and the public sees it. One reviewer works in Arabic, without JavaScript, on a phone.
"""

import re

import pytest
from playwright.sync_api import expect

from peer_review.models import Assignment, PeerReview
from peer_review.states import Criterion, Recommendation, ReviewState, Side
from tests.factories import accounts, peer_review, tools
from tests.journeys.devices import device_of
from workflow.states import Status

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE, SUMMARY = "Sample: a register of recruiters", "Recruiters are registered, for a test and for nothing else."


class Site:
    """The portal, seen by one person after another."""

    def __init__(self, chromium, live_server):
        self.chromium, self.live_server = chromium, live_server

    def at(self, person, path, *, language="en", **options):
        """A page of that person's browser, opened at the path."""
        page = device_of(person, self.chromium, self.live_server, **options)
        page.goto(f"{self.live_server.url}/{language}/{path}")
        return page


def ask(page, *names):
    """Tick these reviewers and ask them."""
    for name in names:
        page.locator(".candidate", has_text=name).locator("input").check()
    page.locator("form[action$='/invite/'] button[type=submit]").click()
    expect(page.locator(".message[data-level='success']")).to_be_visible()
    for name in names:
        expect(page.locator("#asked")).to_contain_text(name)


def open_own(site, person, **options):
    """From the desk to what was asked; the tool is not to be read yet."""
    page = site.at(person, "desk/", **options)
    page.locator("main a[href$='/reviewing/']").first.click()
    page.locator(".record a").first.click()
    if not options.get("javascript", True):
        page.set_viewport_size({"width": 360, "height": 740})
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("main h1")).to_have_text(TITLE)
    expect(page.locator("main")).not_to_contain_text(SUMMARY)
    return page


def accept_and_read(page):
    """Declare that there is no conflict, and read the tool."""
    page.locator("[name=declaration][value=none]").check()
    page.locator("form[action$='/declare/'] button[type=submit]").click()
    page.locator("main .task a[href$='/tool/']").click()
    expect(page.locator("main")).to_contain_text(SUMMARY)
    page.locator("main a[href$='/assess/']").first.click()


def assess(page, points, advice, comment):
    """Leave a draft, come back to it, forget a reason, hand in."""
    for criterion in Criterion:
        page.locator(f"[name={criterion}][value='{points}']").check()
    page.locator("[name=to_owner]").fill(comment)
    with page.expect_navigation():
        page.locator("button[name=go][value=save]").click()
    expect(page.locator("[name=to_owner]")).to_have_value(comment)
    page.locator("button[name=go][value=hand_in]").click()
    expect(page.locator(".error-summary")).to_be_visible()
    page.locator(f"[name=recommendation][value={advice}]").check()
    for criterion in Criterion:
        page.locator(f"[name={criterion}_because]").fill("A sample reason.")
    page.locator("button[name=go][value=hand_in]").click()
    expect(page).to_have_url(re.compile(r"/reviewing/\d+/$"))
    expect(page.locator("#assessment")).to_be_visible()
    page.context.close()


def declare_conflict(site, person):
    """A reviewer with a conflict: the tool never opens, by no address."""
    page = open_own(site, person)
    page.locator("[name=declaration][value=some]").check()
    page.locator("[name=text]").fill("I advised the ministry on it.")
    page.locator("form[action$='/declare/'] button[type=submit]").click()
    expect(page.locator("main")).to_contain_text("You declared a conflict of interest")
    own = Assignment.objects.get(reviewer__person=person)
    for path in ("tool/", "assess/"):
        page.goto(f"{site.live_server.url}/en/reviewing/{own.pk}/{path}")
        expect(page.locator("body")).not_to_contain_text(SUMMARY)
    page.context.close()


def roster():
    """One reviewer of the United Nations and four external ones, by name."""
    sides = {"amina": Side.UN} | dict.fromkeys(["bruno", "chen", "daria", "elif"], Side.EXTERNAL)
    return {name: peer_review.reviewer(name, side=side, objectives=[6]).person for name, side in sides.items()}


def review_and_assess(site, person, points, advice, comment, **options):
    """One reviewer's whole way, from the desk to handing in."""
    page = open_own(site, person, **options)
    accept_and_read(page)
    assess(page, points, advice, comment)


def publish(desk, tool):
    """The moderator reads the result beside the submission, and decides."""
    desk.goto(re.sub(r"/peer-reviews/.*", f"/tool/{tool.pk}/", desk.url))
    for words in ("Complete", "2 of 4", "from 4 reviewers", "Say what it costs.", "Declared a conflict of interest"):
        expect(desk.locator("main")).to_contain_text(words)
    desk.locator("form[action$='/publish/'] button").click()
    expect(desk.locator(".message[data-level='success']")).to_be_visible()
    desk.context.close()
    tool.refresh_from_db()
    assert tool.status == Status.PUBLISHED


def the_public_sees(site, tool, names):
    """That it was peer reviewed, by how many, on what criteria; and nobody's name."""
    page = site.chromium.new_context().new_page()
    page.goto(f"{site.live_server.url}/en/tools/{tool.reference}/")
    expect(page.locator(".peer-reviewed")).to_contain_text("1 reviewer of the United Nations, 3 external reviewers")
    for name in names:
        expect(page.locator("body")).not_to_contain_text(name)
    page.locator(".peer-reviewed a").click()
    expect(page.locator("main h1")).to_have_text("How tools are peer reviewed")
    page.context.close()


def owner_and_reviewer_see(site, owner, reviewer):
    """The comments, without names; the page of thanks, also as a PDF."""
    page = site.at(owner, "desk/")
    page.locator("main a[href$='/peer-review/']").click()
    expect(page.locator("main")).to_contain_text("Say what it costs.")
    expect(page.locator("main")).not_to_contain_text("elif")
    page.context.close()
    page = site.at(reviewer, "reviewing/thanks/")
    expect(page.locator("main")).to_contain_text(TITLE)
    with page.expect_download() as download:
        page.locator("main a[href$='record.pdf']").click()
    assert download.value.suggested_filename == "peer-reviews.pdf"
    page.context.close()


def test_a_tool_goes_through_its_peer_review_to_the_public(live_server, chromium, settings):
    settings.SITE_URL = live_server.url
    site, focal, moderator = Site(chromium, live_server), accounts.focal_point("PRT"), peer_review.moderator()
    tool, people = tools.submitted(focal, title=TITLE, summary=SUMMARY, objectives=[6]), roster()
    desk = site.at(moderator, f"moderation/tool/{tool.pk}/")
    desk.locator("form[action*='/peer-reviews/open/'] button").click()
    ask(desk, "amina", "bruno", "chen")

    declare_conflict(site, people["bruno"])
    desk.reload()
    expect(desk.locator("#asked")).to_contain_text("I advised the ministry on it.")
    ask(desk, "daria")

    in_arabic = {"language": "ar", "javascript": False}
    review_and_assess(site, people["amina"], 4, Recommendation.PUBLISH, "وصف واضح.", **in_arabic)
    review_and_assess(site, people["chen"], 1, Recommendation.DO_NOT, "No results.")
    review_and_assess(site, people["daria"], 4, Recommendation.PUBLISH, "As it is.")
    desk.reload()
    expect(desk.locator("main")).to_contain_text("The reviewers disagree")
    assert PeerReview.objects.get().state == ReviewState.OPEN
    ask(desk, "elif")
    review_and_assess(site, people["elif"], 4, Recommendation.AFTER_CHANGES, "Say what it costs.")

    publish(desk, tool)
    the_public_sees(site, tool, people)
    owner_and_reviewer_see(site, focal, people["elif"])
