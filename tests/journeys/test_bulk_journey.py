"""Fifty submissions published with one confirmation: three fail, each for a reason of its own, and the rest stands."""

import re

import pytest
from playwright.sync_api import expect

from attachments.states import Scan
from moderation.models import Batch
from pledges.models import Pledge
from tests.factories import accounts, attachments, pledges
from tests.factories.queue import copies
from tests.journeys.devices import device_of
from workflow import services as workflow
from workflow.models import AuditEvent
from workflow.states import Status

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def desk_of_fifty():
    """Fifty pledges that wait, the three that will fail among them, and who is to decide."""
    portugal, second = accounts.focal_point("PRT"), accounts.moderator("second@example.org")
    both = accounts.focal_point("KEN", "both@example.org")
    both.staff_role = "moderator"
    both.save()
    own = pledges.submitted(both, state="KEN", title="Sample of their own work")
    changed = pledges.submitted(portugal, title="Sample that is changed meanwhile")
    unready = pledges.submitted(portugal, title="Sample with a file that is being checked")
    unready.attachments.add(attachments.stored(portugal, scan=Scan.PENDING))
    for item in copies(pledges.submitted(portugal, title="Sample to publish"), 46):
        item.placements.create(objective_id=7)
    return both, own, changed, unready, second


def test_of_fifty_published_at_once_three_fail_and_are_named(live_server, chromium):
    both, own, changed, unready, second = desk_of_fifty()
    page = device_of(both, chromium, live_server)
    tick_all_fifty(page, live_server)
    expect(page.locator(".record", has_text="Sample of their own work")).to_contain_text("it will not be done")
    workflow.return_for_changes(changed, by=second, note="Say who pays.")
    workflow.submit(changed, by=changed.author)
    sent = page.evaluate("new URLSearchParams(new FormData(document.querySelector('.confirm form'))).toString()")
    page.get_by_role("button", name="Publish them now").click()

    expect(page.locator("h1")).to_have_text("47 of 50 submissions were published")
    reasons = {
        own: "You drafted or submitted this record, so somebody else has to decide on it.",
        changed: "This was changed and submitted again since you opened it.",
        unready: "A file of this submission is still being checked for malware",
    }
    for item, words in reasons.items():
        expect(page.locator("#failed ~ .record-list .record", has_text=item.reference)).to_contain_text(words)
    left = Pledge.objects.filter(status=Status.SUBMITTED)
    assert sorted(left.values_list("pk", flat=True)) == sorted(item.pk for item in reasons)
    published = AuditEvent.objects.filter(verb="publish", actor=both)
    numbers = sorted(published.values_list("publication", flat=True))
    assert numbers == list(range(numbers[0], numbers[0] + 47))
    assert published.values("record").distinct().count() == 47

    form = {"Content-Type": "application/x-www-form-urlencoded"}
    again = page.context.request.post(f"{live_server.url}/en/moderation/bulk/", data=sent, headers=form)
    assert (again.url, published.count(), Batch.objects.count()) == (page.url, 47, 1)
    page.go_back()
    expect(page.locator("h1")).to_have_text("Publish 3 submissions?")
    expect(page.locator(".notice").first).to_contain_text("47 submissions you ticked no longer await a decision")
    page.context.close()


def tick_all_fifty(page, live_server):
    """From the queue to the page that asks for the confirmation."""
    page.goto(f"{live_server.url}/en/moderation/")
    expect(page.locator("[name=pick]")).to_have_count(50)
    page.locator("[data-select-all]").click()
    expect(page.locator("[data-count]")).to_have_text("50 ticked")
    page.locator("button[name=act][value=publish]").click()
    expect(page.locator("h1")).to_have_text("Publish 50 submissions?")
    expect(page.locator("main .record")).to_have_count(50)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_smaller_batch_is_returned_without_javascript(live_server, chromium, language):
    portugal, moderator = accounts.focal_point("PRT"), accounts.moderator()
    items = [pledges.submitted(portugal, title=f"Sample {number}") for number in range(3)]
    page = device_of(moderator, chromium, live_server, javascript=False)
    page.goto(f"{live_server.url}/{language}/moderation/?kind=pledge")
    page.locator("[data-select-all]").click()
    expect(page.locator("[name=pick]:checked")).to_have_count(3)
    page.locator(f"[name=pick][value=pledge-{items[2].pk}]").uncheck()
    page.locator("button[name=act][value=return]").click()
    page.locator("main .confirm button[type=submit]").click()
    expect(page.locator(".error-summary a")).to_have_attribute("href", "#id_note")
    page.locator("[name=note]").fill("Say who pays.")
    page.locator("main .confirm button[type=submit]").click()
    expect(page).to_have_url(re.compile(rf"/{language}/moderation/bulk/[0-9a-f-]{{36}}/$"))
    expect(page.locator("main .record")).to_have_count(2)
    statuses = [Pledge.objects.get(pk=item.pk).status for item in items]
    assert statuses == [Status.RETURNED, Status.RETURNED, Status.SUBMITTED]
    assert list(AuditEvent.objects.filter(verb="return").values_list("note", flat=True)) == ["Say who pays."] * 2

    page.goto(f"{live_server.url}/{language}/moderation/")
    page.locator("[data-claim]").click()
    expect(page.locator(".message[data-level=success]")).to_be_visible()
    page.context.close()
