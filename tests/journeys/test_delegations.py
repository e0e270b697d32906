"""Who speaks for a State, as people do it: a drafter is invited, a successor proposed, every draft passes on."""

import re
import time
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate as today
from playwright.sync_api import expect

from accounts import services
from accounts.models import Invitation, User
from accounts.services import GivenLetter
from tests.factories import accounts, pledges
from tests.factories.accounts import SECRET

PASSWORD = "correct horse battery"
DAY = timedelta(days=1)


def code_of(secret):
    """What the authenticator app shows."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def sign_in(page, site, person):
    """With password and second factor, as a person does."""
    page.goto(f"{site}/en/accounts/login/")
    page.locator("[name=login]").fill(person.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.locator("[name=code]").fill(code_of(SECRET))
    page.locator("main form button[type=submit]").first.click()
    expect(page).to_have_url(re.compile(r"/en/desk/"))


def new_page(chromium, *, javascript):
    return chromium.new_context(java_script_enabled=javascript).new_page()


def link_in(message, site):
    """The address an invitation's mail leads to."""
    [path] = re.findall(r"(/\w+/accounts/invitations/\S+/)", message.body)
    return f"{site}{path}"


def accept(page, address, name):
    """A new person says who they are and chooses a password."""
    page.goto(address)
    page.locator("[name=name]").fill(name)
    page.locator("[name=password]").fill("a long enough word")
    page.locator("[name=password_again]").fill("a long enough word")
    page.locator("main form button[type=submit]").click()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_a_focal_point_invites_a_drafter_who_finds_the_drafts(live_server, chromium, settings, javascript):
    settings.SITE_URL = site = live_server.url
    focal = accounts.focal_point("PRT", ends_on=today() + 90 * DAY)
    draft = pledges.draft(focal, title="Sample: a draft of the ministry")
    page, theirs = (new_page(chromium, javascript=javascript) for _ in range(2))

    sign_in(page, site, focal)
    page.goto(f"{site}/en/accounts/delegations/")
    page.locator("main a[href$='/invite/']").click()
    page.locator("[name=email]").fill("nobody")
    page.locator("main form button[type=submit]").click()
    expect(page.locator("[name=email]")).to_have_value("nobody")
    page.locator("[name=email]").fill("new.drafter@example.org")
    page.locator("main form button[type=submit]").click()
    expect(page.locator("main")).to_contain_text("new.drafter@example.org")
    expect(page.locator("body")).to_contain_text("The invitation is on its way.")

    accept(theirs, link_in(mail.outbox[-1], site), "New Drafter")
    expect(theirs).to_have_url(re.compile(r"/en/desk/"))
    expect(theirs.locator("main")).to_contain_text("Sample: a draft of the ministry")
    answer = theirs.goto(f"{site}{reverse('desk_pledges:detail', args=[draft.pk])}")
    assert answer.status == 200
    for each in (page, theirs):
        each.context.close()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_a_successor_is_proposed_confirmed_and_finds_every_draft(
    live_server, chromium, settings, tmp_path, javascript
):
    settings.SITE_URL = site = live_server.url
    focal, administrator = accounts.focal_point("PRT", ends_on=today()), accounts.administrator()
    pledges.draft(focal, title="Sample: left for whoever follows")
    letter = tmp_path / "note verbale.pdf"
    letter.write_bytes(accounts.PDF)
    pages = [new_page(chromium, javascript=javascript) for _ in range(3)]

    sign_in(pages[0], site, focal)
    pages[0].goto(f"{site}/en/accounts/delegations/")
    pages[0].locator("main a[href$='/propose/']").click()
    pages[0].locator("[name=email]").fill("successor@example.org")
    pages[0].locator("[name=starts_on]").fill(today().isoformat())
    pages[0].locator("[name=letter_file]").set_input_files(letter)
    pages[0].locator("main form button[type=submit]").click()
    expect(pages[0].locator("main")).to_contain_text("Waiting for the secretariat")
    assert Invitation.objects.count() == 0

    confirm(pages[1], site, administrator)
    take_over(pages[2], site)
    for page in pages:
        page.context.close()


def confirm(page, site, administrator):
    """An administrator reads the letter and confirms."""
    sign_in(page, site, administrator)
    page.goto(f"{site}/en/accounts/people/proposals/")
    page.get_by_role("link", name="successor@example.org").click()
    with page.expect_download() as download:
        page.locator("main a[href*='/delegations/letters/']").click()
    assert download.value.path().read_bytes() == accounts.PDF
    assert re.fullmatch(r"authority-letter-\d+\.pdf", download.value.suggested_filename)
    page.locator("form[action$='/confirm/'] button").click()
    expect(page.locator("main")).to_contain_text("The invitation is on its way")


def take_over(page, site):
    """The successor accepts, cannot pass without a second factor, and finds the draft."""
    accept(page, link_in(mail.outbox[-1], site), "The Successor")
    expect(page).to_have_url(re.compile(r"/2fa/totp/activate/"))
    secret = page.locator("code.key").inner_text().strip()
    page.locator("[name=code]").fill(code_of(secret))
    page.locator("main form button[type=submit]").last.click()
    expect(page).to_have_url(re.compile(r"/2fa/recovery-codes/"))
    page.goto(f"{site}/en/desk/")
    expect(page.locator("main")).to_contain_text("Sample: left for whoever follows")
    page.goto(f"{site}/en/accounts/delegations/")
    expect(page.locator("main")).to_contain_text("The Successor")


# what passes on, without a browser ----------------------------------------------------------------------------------


def signed_in(person):
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def statuses(client, draft):
    """What the pages of a draft answer: to read, to edit, to review, to submit."""
    pages = [reverse(f"desk_pledges:{name}", args=[draft.pk]) for name in ("detail", "review")]
    pages.insert(1, reverse("desk_pledges:step", args=[draft.pk, "what"]))
    read = [client.get(page).status_code for page in pages]
    return [*read, client.post(reverse("desk_pledges:submit", args=[draft.pk])).status_code]


@pytest.mark.django_db
def test_a_delegation_that_ended_yesterday_opens_nothing_and_its_successor_finds_every_draft():
    yesterdays = accounts.focal_point("PRT", email="before@example.org")
    drafts = [pledges.draft(yesterdays, title=f"Sample draft {n}") for n in range(3)]
    yesterdays.delegations.update(ends_on=today() - DAY)
    successor = accounts.focal_point("PRT", starts_on=today())
    before, after = signed_in(yesterdays), signed_in(successor)

    desks = [client.get(reverse("desk:home")).content.decode() for client in (before, after)]

    assert [[draft.title in desk for draft in drafts] for desk in desks] == [[False] * 3, [True] * 3]
    assert [statuses(before, draft) for draft in drafts] == [[404] * 4] * 3
    assert before.get(reverse("desk_pledges:new")).status_code == 403
    assert [statuses(after, draft)[:3] for draft in drafts] == [[200] * 3] * 3
    [own] = successor.delegations.all()
    page = after.get(reverse("delegations:detail", args=[own.pk])).content.decode()
    assert "You took over from" in page


@pytest.mark.django_db
def test_a_delegation_that_begins_tomorrow_opens_nothing_yet():
    focal = accounts.focal_point("PRT")
    draft = pledges.draft(focal)
    nomination = accounts.nominated(focal, starts_on=today() + DAY, letter=GivenLetter(file=accounts.upload()))
    _, token = services.confirm_nomination(nomination=nomination, by=accounts.administrator())
    services.accept_invitation(token=token, name="The Successor", password="a long enough word")

    client = signed_in(User.objects.get(email="successor@example.org"))

    assert statuses(client, draft) == [404] * 4
    assert "begins on" in client.get(reverse("delegations:home")).content.decode()
