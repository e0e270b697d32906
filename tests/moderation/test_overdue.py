"""The list of what is late: for staff only, the longest late first, with what a moderator needs to call somebody."""

from datetime import date

import pytest
import time_machine
from django.core import mail

from accounts.models import ReturnedMail, User
from notices.models import Notice
from notices.services import send_due_notices
from pledges.models import Pledge
from reminders.services import remind
from tests.factories import accounts, pledges, progress
from tests.factories.notices import at_once
from workflow import services

pytestmark = pytest.mark.django_db
PAGE = "/en/moderation/overdue/"


@pytest.fixture(autouse=True)
def clock():
    """Begins when the samples are published; they fall due on 1 June."""
    with time_machine.travel("2026-03-01 12:00Z", tick=False) as travelled:
        yield travelled


@pytest.fixture
def focal():
    return at_once(accounts.focal_point("PRT"))


@pytest.fixture
def desk(client, db):
    """A moderator's browser."""
    accounts.moderator()
    return client


def signed_in(desk):
    """Again, for a session does not last for months."""
    moderator = User.objects.get(email="moderator@example.org")
    desk.force_login(moderator, backend="django.contrib.auth.backends.ModelBackend")
    return desk


def page_of(desk):
    """The page as text."""
    return signed_in(desk).get(PAGE).content.decode()


def public(focal, **fields):
    staff = User.objects.filter(staff_role="moderator").first() or accounts.moderator()
    return pledges.published(focal, staff, starts_on=date(2025, 6, 1), **fields)


def shown(desk, query=""):
    """What stands in each row, by its heading."""
    page = signed_in(desk).get(PAGE + query)
    assert page.status_code == 200
    return [(line.late.case.title or line.late.case.reference, line.url) for line in page.context["lines"]]


@pytest.mark.parametrize("who", [accounts.person, accounts.drafter, accounts.focal_point])
def test_for_everybody_but_staff_there_is_no_such_page(client, who):
    client.force_login(who(email="other@example.org"), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(PAGE).status_code == 404


def test_while_nothing_is_late_the_page_says_so(desk, focal):
    public(focal)
    page = page_of(desk)
    assert "Nothing is late" in page


def test_a_report_is_on_it_from_the_sixtieth_day_until_it_is_handed_in(desk, focal, clock):
    pledge = public(focal, title="Fair recruitment")
    clock.move_to("2026-07-30 07:00Z")
    assert shown(desk) == []
    clock.move_to("2026-07-31 07:00Z")
    assert shown(desk) == [("Fair recruitment", f"/en/pledges/{pledge.reference}/")]
    page = page_of(desk)
    for said in ("60 days", "since 1 June 2026", "Portugal", "None went out"):
        assert said in page
    progress.submitted(focal, about=pledge.record, speaks_for_on=date(2026, 7, 1))
    assert shown(desk) == []


def test_what_came_back_is_on_it_with_the_page_that_says_whose_it_is_and_without_what_is_being_written(
    desk, focal, clock
):
    item = pledges.submitted(focal, title="As submitted")
    services.return_for_changes(item, by=accounts.moderator("second@example.org"), note="Say when.")
    Pledge.objects.filter(pk=item.pk).update(title="A secret draft")
    clock.move_to("2026-04-30 13:00Z")
    assert shown(desk) == [("As submitted", f"/en/moderation/pledge/{item.pk}/")]
    assert "A secret draft" not in page_of(desk)


def test_it_says_when_somebody_was_last_reminded(desk, focal, clock):
    public(focal)
    for day in ("2026-06-15", "2026-06-16", "2026-07-01", "2026-07-31"):
        clock.move_to(f"{day} 07:00Z")
        remind()
        send_due_notices()
    assert len([each for each in mail.outbox if "overdue" in each.subject]) == 2
    page = signed_in(desk).get(PAGE)
    assert f"{page.context['lines'][0].late.told_at:%Y-%m-%d}" == "2026-07-01"


def test_whom_mail_does_not_reach_is_on_it_at_once_and_a_vacancy_when_it_is_late(desk, focal, clock):
    public(focal)
    ReturnedMail.objects.create(email=focal.email, why="550")
    clock.move_to("2026-05-02 07:00Z")
    assert "Mail to everybody comes back" in page_of(desk)
    assert "due on 1 June 2026" in page_of(desk)
    focal.delegations.update(ends_on=date(2026, 4, 1))
    assert shown(desk) == []
    clock.move_to("2026-07-31 07:00Z")
    assert "No focal point" in page_of(desk)


def test_of_one_state_only_the_longest_late_first(desk, focal, clock):
    public(focal, title="First")
    kenya = accounts.focal_point("KEN")
    pledges.published(
        kenya, accounts.moderator("second@example.org"), state="KEN", title="Second", starts_on=date(2025, 5, 20)
    )
    clock.move_to("2026-08-30 07:00Z")
    assert [title for title, _url in shown(desk)] == ["Second", "First"]
    assert [title for title, _url in shown(desk, "?state=PRT")] == ["First"]


@pytest.mark.parametrize(
    ("query", "status"), [("?state=XXX", 400), ("?state=%00", 400), ("?page=9", 404), ("?page=x", 404)]
)
def test_a_filter_or_page_there_is_not_is_refused(desk, query, status):
    assert signed_in(desk).get(PAGE + query).status_code == status


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_the_same_queries_however_much_is_late(desk, focal, clock, django_assert_num_queries, rows):
    for number in range(rows):
        public(focal, title=f"Sample {number}")
        services.return_for_changes(
            pledges.submitted(focal), by=User.objects.filter(staff_role="moderator").first(), note="When?"
        )
    Notice.objects.all().delete()
    clock.move_to("2026-08-30 07:00Z")
    signed_in(desk)
    with django_assert_num_queries(21):
        assert len(desk.get(PAGE).context["lines"]) == 2 * rows
