"""The desk: what a person sees who speaks for somebody, for nobody, or for the secretariat."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Delegation
from tests.factories import accounts, pledges, progress
from workflow import services as workflow

pytestmark = pytest.mark.django_db
HOME = "/en/desk/"


def seen(client, person):
    client.force_login(person)
    return client.get(HOME).content.decode()


def test_the_desk_asks_to_sign_in_and_leads_back(client):
    assert client.get(HOME).headers["Location"] == f"{reverse('account_login')}?next={HOME}"


def test_an_empty_desk_says_the_next_step(client):
    html = seen(client, accounts.drafter())
    assert "Nothing here yet" in html
    assert reverse("desk_pledges:new") in html


def test_the_desk_says_for_whom_one_speaks_and_until_when(client):
    html = seen(client, accounts.focal_point(ends_on=date(2031, 12, 31)))
    assert ("Portugal" in html, "Focal point" in html, "until 31 December 2031" in html) == (True, True, True)


def test_who_speaks_for_nobody_is_told_whom_to_ask(client):
    html = seen(client, accounts.person())
    assert "You speak for nobody today" in html
    assert reverse("desk_pledges:new") not in html


def test_a_delegation_that_ended_yesterday_shows_nothing(client):
    by = accounts.focal_point()
    pledges.draft(by, title="Somebody else’s now")
    Delegation.objects.update(ends_on=timezone.localdate() - timedelta(days=1))
    html = seen(client, by)
    assert ("Somebody else’s now" in html, "You speak for nobody today" in html) == (False, True)


def test_its_successor_finds_every_open_draft(client):
    by = accounts.focal_point()
    pledges.draft(by, title="Left behind")
    Delegation.objects.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert "Left behind" in seen(client, accounts.focal_point(email="successor@example.org"))


def test_staff_are_led_to_the_queue(client):
    html = seen(client, accounts.moderator())
    assert reverse("moderation:queue") in html
    assert "You speak for nobody today" not in html


def test_what_came_back_stands_first_with_its_reason(client):
    by, moderator = accounts.focal_point(), accounts.moderator()
    pledges.draft(by, title="A draft")
    returned = pledges.submitted(by, title="Came back")
    workflow.return_for_changes(returned, by=moderator, note="Say by when.")
    html = seen(client, by)
    assert html.index("Came back") < html.index("Say by when.") < html.index("A draft")


def test_a_published_pledge_offers_what_comes_next(client):
    by, moderator = accounts.focal_point(), accounts.moderator()
    pledge = pledges.published(by, moderator)
    progress.published(by, about=pledge.record, moderator=moderator)
    html = seen(client, by)
    for url in (
        reverse("desk_progress:new", args=[pledge.reference]),
        reverse("desk_pledges:amend", args=[pledge.reference]),
        reverse("pledges:detail", args=[pledge.reference]),
    ):
        assert f'"{url}"' in html
    assert 'data-stage="in_progress"' in html


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_the_same_queries_whatever_lies_on_it(client, rows, django_assert_num_queries):
    by, moderator = accounts.focal_point(), accounts.moderator()
    for _ in range(rows):
        pledges.draft(by)
        pledge = pledges.published(by, moderator)
        progress.published(by, about=pledge.record, moderator=moderator)
        returned = pledges.submitted(by)
        workflow.return_for_changes(returned, by=moderator, note="Say by when.")
    client.force_login(by)
    client.get(HOME)
    with django_assert_num_queries(29):
        assert client.get(HOME).status_code == 200


@pytest.mark.parametrize("pile", ["returned", "drafts", "submitted", "published", "closed"])
def test_each_pile_has_a_page_of_its_own(client, pile):
    by = accounts.focal_point()
    pledges.draft(by, title="A draft")
    client.force_login(by)
    html = client.get(f"{HOME}records/{pile}/").content.decode()
    assert ("A draft" in html) == (pile == "drafts")


def test_a_pile_can_be_narrowed_to_a_kind(client):
    by = accounts.focal_point()
    pledges.draft(by, title="A draft")
    client.force_login(by)
    assert "A draft" in client.get(f"{HOME}records/drafts/?kind=pledge").content.decode()
    assert "A draft" not in client.get(f"{HOME}records/drafts/?kind=tool").content.decode()


@pytest.mark.parametrize(
    "odd",
    ["nothing/", "drafts/?kind=nothing", "drafts/?page=0", "drafts/?page=x", "drafts/?kind=%00", "drafts/?page=9"],
)
def test_an_odd_pile_kind_or_page_is_not_found(client, odd):
    client.force_login(accounts.focal_point())
    assert client.get(f"{HOME}records/{odd}").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_a_pile_takes_the_same_queries_whatever_lies_in_it(client, rows, django_assert_num_queries):
    by = accounts.focal_point()
    for _ in range(rows):
        pledges.draft(by)
    client.force_login(by)
    client.get(HOME)
    with django_assert_num_queries(10):
        assert len(client.get(f"{HOME}records/drafts/").context["lines"]) == rows
