"""Ninety days of the ladder with a clock that is moved: exactly these mails, to these people, on these days."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.core import mail

from accounts.models import ReturnedMail, User
from notices.models import Notice
from notices.services import send_due_digests, send_due_notices
from notices.states import Frequency, Group
from pledges.models import Pledge
from reminders import tasks
from reminders.services import remind
from reminders.services.words import compose_many
from tests.factories import accounts, pledges, progress
from tests.factories.notices import at_once, chosen
from workflow import services

pytestmark = pytest.mark.django_db

DUE = date(2026, 6, 1)  # a Monday
HOUR = time(7, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    """Begins a year before, so that everything is due when the test says."""
    with time_machine.travel("2026-03-01 12:00Z", tick=False) as travelled:
        yield travelled


@pytest.fixture
def cast():
    """Who hears of everything at once, but for the second focal point, who has chosen nothing."""

    class Cast:
        first = at_once(accounts.focal_point("PRT", email="first@example.org"))
        second = accounts.focal_point("PRT", email="second@example.org")
        drafter = at_once(accounts.drafter("PRT", email="drafter@example.org"))
        moderator = accounts.moderator()
        other = at_once(accounts.focal_point("KEN"))

    return Cast()


def on(day):
    """That many days after it was due, at the hour of the test."""
    return datetime.combine(DUE + timedelta(days=day), HOUR)


def public(cast, title="Sample", **fields):
    """A pledge that is due on the day; nothing is owed about it yet."""
    pledge = pledges.published(cast.first, cast.moderator, title=title, starts_on=date(2025, 6, 1), **fields)
    Notice.objects.all().delete()
    return pledge


def sweeps():
    """Everything the worker does in an hour; where something went out, twice."""
    for _ in range(2):
        remind()
        if not send_due_notices() + send_due_digests():
            return


EDGES = (-31, -30, -29, -28, 0, 1, 7, 13, 14, 15, 29, 30, 31, 35, 59, 60, 61, 63, 65)  # the worker is away between


def mails(clock, days):
    """Each mail of these days: the day counted from the due day, to whom, about what."""
    found = []
    for day in days:
        clock.move_to(on(day))
        mail.outbox.clear()
        sweeps()
        found += [(day, message.to[0].partition("@")[0], message.subject) for message in mail.outbox]
    return found


def owed():
    """Who is owed what, unsent or sent."""
    rows = Notice.objects.order_by("topic", "recipient__email", "key")
    return [(row.topic.partition(".")[2], row.recipient.email.partition("@")[0], row.facts["step"]) for row in rows]


TABLE = [  # the second focal point hears once a week, on Mondays, and the moderator once a day, both by default
    (-30, "first", "Progress report due on 1 June 2026: Sample"),
    (0, "first", "Progress report due today: Sample"),
    (14, "first", "Progress report overdue since 1 June 2026: Sample"),
    (30, "drafter", "Progress report overdue since 1 June 2026: Sample"),
    (35, "second", "Your week: 1 message"),
    (61, "moderator", "Your day: 1 message"),
]


def test_ninety_days_without_an_answer_give_exactly_these_mails(cast, clock):
    public(cast)
    assert mails(clock, range(-31, 66)) == TABLE
    assert Notice.objects.filter(sent_at=None).count() == 0


def test_what_is_handed_in_ends_it_at_any_moment(cast, clock):
    pledge = public(cast)
    assert len(mails(clock, [-30, 0, 1])) == 2
    update = progress.submitted(cast.second, about=pledge.record, speaks_for_on=DUE)
    Notice.objects.filter(topic__startswith="workflow.").delete()
    assert mails(clock, [14, 30, 35, 60, 61]) == []
    services.publish(update, by=cast.moderator)
    Notice.objects.filter(topic__startswith="workflow.").delete()
    assert mails(clock, [90]) == []


def test_what_is_handed_in_between_owing_and_sending_is_not_asked_for(cast, clock):
    pledge = public(cast)
    clock.move_to(on(0))
    remind()
    progress.submitted(cast.second, about=pledge.record, speaks_for_on=DUE)
    Notice.objects.filter(topic__startswith="workflow.").delete()
    assert (send_due_notices(), Notice.objects.get().dropped_because) == (0, "untrue")


def test_what_came_back_climbs_a_ladder_of_its_own(cast, clock):
    clock.move_to(on(0))
    item = pledges.submitted(cast.first, title="Sample")
    services.return_for_changes(item, by=cast.moderator, note="Say when.")
    Notice.objects.all().delete()
    said = "Returned on 1 June 2026 and still waiting: Sample"
    assert mails(clock, EDGES[5:]) == [
        (14, "first", said),
        (30, "drafter", said),
        (35, "second", "Your week: 1 message"),
        (61, "moderator", "Your day: 1 message"),
    ]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (-5, [("report_responsible", "first", "before")]),
        (20, [("report_responsible", "first", "after_14")]),
        (45, [("report_others", "drafter", "after_30"), ("report_others", "second", "after_30")]),
        (100, [("report_secretariat", "moderator", "late")]),
    ],
)
def test_of_steps_missed_while_no_worker_ran_only_the_last_is_written(cast, clock, day, expected):
    public(cast)
    clock.move_to(on(day))
    assert (remind() > 0, remind(), owed()) == (True, 0, expected)


def test_a_step_that_waited_until_a_later_one_was_reached_is_not_sent_as_well(cast, clock):
    chosen(cast.first, Group.DUE, Frequency.WEEKLY)
    public(cast)
    for day in (0, 14):
        clock.move_to(on(day))
        remind()
    clock.move_to(on(21))
    sweeps()
    assert [message.subject for message in mail.outbox] == ["Your week: 1 message"]
    assert "overdue since 1 June 2026" in mail.outbox[0].body
    assert sorted(Notice.objects.values_list("facts__step", "dropped_because")) == [
        ("after_14", ""),
        ("today", "untrue"),
    ]


def test_where_mail_comes_back_the_next_rung_is_asked_at_once_and_then_the_secretariat(cast, clock):
    public(cast)
    ReturnedMail.objects.create(email=cast.first.email, why="550")
    clock.move_to(on(0))
    remind()
    assert owed() == [("report_others", "drafter", "today"), ("report_others", "second", "today")]
    assert send_due_notices() == 1
    assert "has not answered or cannot be reached by e-mail" in mail.outbox[0].body
    for person in (cast.second, cast.drafter):
        ReturnedMail.objects.create(email=person.email, why="550")
    clock.move_to(on(1))
    remind()
    assert owed()[-1] == ("report_secretariat", "moderator", "late")
    clock.move_to(on(2))
    sweeps()
    assert mail.outbox[-1].to == [cast.moderator.email]
    assert "Mail reaches nobody about: Sample" in mail.outbox[-1].body


def test_an_address_that_is_marked_between_owing_and_sending_is_not_written_to(cast, clock):
    public(cast)
    clock.move_to(on(0))
    remind()
    ReturnedMail.objects.create(email=cast.first.email, why="550")
    assert send_due_notices() == 0
    assert remind() == 2


def test_who_no_longer_works_for_the_party_by_then_is_not_asked(cast, clock):
    public(cast)
    clock.move_to(on(0))
    remind()
    cast.first.delegations.update(ends_on=DUE - timedelta(days=1))
    assert send_due_notices() == 0


def test_the_secretariat_is_told_of_a_case_once_and_of_a_vacancy_only_when_it_is_late(cast, clock):
    public(cast)
    for person in (cast.first, cast.second, cast.drafter):
        person.delegations.update(ends_on=DUE - timedelta(days=40))
    assert mails(clock, [*EDGES, 90]) == [(61, "moderator", "Your day: 1 message")]


def test_of_very_many_reports_on_one_day_the_cap_holds_and_nothing_is_lost(cast, clock, settings):
    settings.REMINDERS_PER_DAY = 3
    for number in range(5):
        public(cast, title=f"Sample {number}")
    found = mails(clock, [0, 1, 2])
    assert [(day, to) for day, to, _subject in found] == [(0, "first")] * 3 + [(1, "first")]
    assert found[-1] == (1, "first", "2 more reminders")


def test_nobody_else_hears_of_it_and_a_closed_account_does_not(cast, clock):
    public(cast)
    User.objects.filter(pk=cast.first.pk).update(is_active=False)
    clock.move_to(on(0))
    remind()
    assert owed() == [("report_responsible", "second", "today")]


def test_a_reminder_says_what_which_why_and_how(cast, clock):
    pledge = public(cast)
    clock.move_to(on(-30))
    sweeps()
    (message,) = mail.outbox
    assert message.body.startswith(
        "Dear first,\n\nOnce a year a report says how far the work has come.\n\n"
        f"Title: Sample\nReference: {pledge.reference}\nOf: Portugal\n\n"
        "Report at your desk. Where nothing has changed since the last report, one click says so:\n\n"
        f"http://localhost:8000/en/desk/progress/{pledge.reference}/new/\n"
    )


def test_where_a_report_was_begun_it_is_to_be_finished(cast, clock):
    pledge = public(cast)
    clock.move_to(on(0))
    progress.draft(cast.second, about=pledge.record, speaks_for_on=DUE)
    sweeps()
    assert "A report has been begun. Go on with it at your desk:" in mail.outbox[0].body


def test_a_withdrawn_pledge_is_asked_about_no_more(cast, clock):
    pledge = public(cast)
    clock.move_to(on(0))
    remind()
    services.retract(Pledge.objects.get(pk=pledge.pk), by=cast.moderator, note="By mistake.")
    Notice.objects.filter(topic__startswith="workflow.").delete()
    assert (send_due_notices(), remind()) == (0, 0)


def test_the_task_says_how_many_it_wrote(cast, clock, caplog):
    public(cast)
    clock.move_to(on(0))
    with caplog.at_level("INFO"):
        tasks.climb_the_ladder()
        tasks.climb_the_ladder()
    assert [each.message for each in caplog.records if each.name == "reminders.tasks"] == ["1 reminders owed"]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_digest_of_reminders_takes_the_same_queries_however_many_it_holds(
    cast, clock, django_assert_num_queries, rows
):
    for number in range(rows):
        public(cast, title=f"Sample {number}")
    clock.move_to(on(60))
    remind()
    notices = list(Notice.objects.filter(recipient=cast.moderator))
    assert len(notices) == rows
    with django_assert_num_queries(8):
        assert all(compose_many(notices).values())
