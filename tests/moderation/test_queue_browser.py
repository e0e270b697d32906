"""The queue in a real browser: by single keys, with the keys off, and by the rules of WCAG on both screens."""

import pytest
from playwright.sync_api import expect

from moderation import services
from moderation.models import Claim
from tests.accessibility import broken_rules
from tests.factories import accounts, pledges, tools
from tests.journeys.devices import device_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def in_focus(page):
    """What has the focus."""
    return page.locator(":focus")


@pytest.fixture
def queue(live_server, chromium):
    """The queue with three submissions, open in a moderator's browser."""
    portugal = accounts.focal_point()
    for number in range(3):
        pledges.submitted(portugal, title=f"Sample {number}")
    page = device_of(accounts.moderator(), chromium, live_server)
    page.goto(f"{live_server.url}/en/moderation/")
    yield page
    page.context.close()


def ticked(page):
    return page.locator("[name=pick]:checked")


def test_the_queue_answers_to_single_keys(queue):
    queue.keyboard.press("x")  # nothing is in focus yet
    for key, reached in zip("jjjjk", (0, 1, 2, 2, 1), strict=True):
        queue.keyboard.press(key)
        expect(in_focus(queue)).to_have_text(f"Sample {reached}")
    queue.keyboard.press("x")
    expect(queue.locator("[data-count]")).to_have_text("1 ticked")
    queue.keyboard.press("Control+x")
    queue.locator("main [name=q]").press("x")
    expect(queue.locator("main [name=q]")).to_have_value("x")
    expect(ticked(queue)).to_have_count(1)
    second = queue.locator("[data-row]").nth(1)
    expect(second.locator("[name=pick]")).to_be_checked()
    second.locator("[data-open]").focus()
    with queue.expect_navigation():
        queue.keyboard.press("c")
    expect(queue.locator(".message[data-level=success]")).to_be_visible()
    assert Claim.objects.get().record.pledge_versions.get().title == "Sample 1"
    queue.locator("[data-select-all]").click()
    expect(ticked(queue)).to_have_count(3)
    queue.locator("[data-open]").first.focus()
    queue.keyboard.press("o")
    expect(queue.locator("h1")).to_have_text("Sample 0")


def test_switched_off_no_single_key_does_anything(queue):
    queue.get_by_text("Keyboard shortcuts").click()
    with queue.expect_navigation():
        queue.get_by_role("button", name="Switch them off").click()
    expect(queue.locator("details:has-text('They are off')")).to_have_count(1)
    queue.locator("[data-open]").first.focus()
    for key in ("j", "x", "o"):
        queue.keyboard.press(key)
    expect(in_focus(queue)).to_have_text("Sample 0")
    expect(ticked(queue)).to_have_count(0)
    queue.keyboard.press("Enter")  # a link is a link
    expect(queue.locator("h1")).to_have_text("Sample 0")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_pages_of_the_queue_fit_a_phone_and_keep_the_rules_of_wcag(live_server, chromium, language):
    portugal, moderator = accounts.focal_point(), accounts.moderator()
    held, free = pledges.submitted(portugal, title="A sample title " * 12), tools.submitted(portugal)
    services.claim(held, by=accounts.moderator("ben@example.org", name="Ben"))
    page = device_of(moderator, chromium, live_server)
    ticked = f"pick=pledge-{held.pk}&pick=tool-{free.pk}"
    addresses = ["?kind=pledge&order=newest", f"bulk/?act=return&{ticked}", f"pledge/{held.pk}/"]
    for address in addresses:
        page.goto(f"{live_server.url}/{language}/moderation/{address}")
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            assert [(each["id"], each["nodes"][0]["html"][:100]) for each in broken_rules(page)] == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()
