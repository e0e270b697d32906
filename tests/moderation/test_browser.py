"""The desk in a real browser: without JavaScript on a phone, and by the rules of WCAG."""

import re

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from pledges.models import Pledge
from tests.accessibility import broken_rules
from tests.factories import accounts, pledges, tools
from workflow.models import AuditEvent
from workflow.states import Status

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk_of(chromium, live_server):
    """Open pages as a signed-in person, in contexts that are closed afterwards."""
    opened = []

    def desk(person, **options):
        signed_in = Client()
        signed_in.force_login(person)
        context = chromium.new_context(base_url=live_server.url, **options)
        opened.append(context)
        cookie = signed_in.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        return context.new_page()

    yield desk
    for context in opened:
        context.close()


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_submission_is_returned_from_a_phone_without_javascript(desk_of, language):
    item = pledges.submitted(accounts.focal_point(), title="Fair recruitment", contact_email="ana@example.org")
    phone = desk_of(accounts.moderator(), viewport={"width": 320, "height": 700}, java_script_enabled=False)
    phone.goto(f"/{language}/moderation/")
    phone.get_by_role("link", name="Fair recruitment").click()
    phone.locator("#return > summary").click()
    phone.locator("#return-form button[type=submit]:not([name])").click()
    expect(phone.locator(".error-summary a")).to_have_attribute("href", "#return_note")
    phone.locator("#return_note").fill("Say who pays.")
    phone.locator("#return-form button[type=submit]:not([name])").click()
    expect(phone).to_have_url(re.compile(rf"/{language}/moderation/$"))
    expect(phone.locator(".message[data-level='success']")).to_have_count(1)
    assert Pledge.objects.get(pk=item.pk).status == Status.RETURNED
    assert AuditEvent.objects.get(record=item.record, verb="return").note == "Say who pays."


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_desk_fits_a_phone_and_keeps_the_rules_of_wcag(desk_of, language):
    portugal = accounts.focal_point()
    item, tool = pledges.submitted(portugal, contact_email="ana@example.org"), tools.submitted(portugal)
    page = desk_of(accounts.moderator(), viewport={"width": 320, "height": 700})
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    for address in ("", "?kind=update", f"pledge/{item.pk}/", f"tool/{tool.pk}/"):
        page.goto(f"/{language}/moderation/{address}")
        assert fits(page)
        assert [rule["id"] for rule in broken_rules(page)] == []
    assert complaints == []
