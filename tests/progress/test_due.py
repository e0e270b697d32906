"""When a report falls due: the rule of docs/reporting-dates.md at each of its edges."""

from datetime import UTC, date, datetime

import pytest

from accounts.selectors import mandates_of
from pledges.models import Pledge
from progress.models import ProgressUpdate
from progress.selectors import Due, Subject, due_dates, due_reports
from progress.selectors.due import next_due, next_forum
from progress.states import Stage, Why
from roundtables.models import Edition
from tests.factories import accounts, pledges, progress
from workflow import services
from workflow.models import Record
from workflow.selectors import Moment, current_publication

PUBLIC_ON = date(2026, 6, 15)
FORUM = Edition(year=2030, number=3, starts_on=date(2030, 5, 6), ends_on=date(2030, 5, 9))
FORUM_REPORT = date(2030, 1, 14)  # 16 weeks before 6 May 2030


def subject(*, starts_on=None, ends_on=None, public_on=PUBLIC_ON):
    """A pledge with these dates, in memory only."""
    return Subject(
        version=Pledge(starts_on=starts_on, ends_on=ends_on),
        record=Record(pk=1, reference="GCM-PL-2026-00001"),
        title="A sample pledge",
        language="en",
        owner=None,
        public_on=public_on,
        began_on=public_on,
        is_public=True,
    )


def due(*, last=None, forum=None, **dates):
    return next_due(subject(**dates), spoken_for_on=last, forum=forum)


@pytest.mark.parametrize(
    ("dates", "last", "expected"),
    [
        ({}, None, date(2027, 6, 15)),  # no start: from its publication
        ({"starts_on": date(2026, 1, 1)}, None, date(2027, 1, 1)),
        ({"starts_on": date(2027, 9, 1)}, None, date(2028, 9, 1)),  # starts later: a year after that
        ({"starts_on": date(2022, 5, 1)}, None, date(2027, 5, 1)),  # nothing for the time before it was here
        ({"starts_on": date(2022, 8, 14)}, None, date(2027, 8, 14)),  # 60 days after publication: answered by it
        ({"starts_on": date(2022, 8, 15)}, None, date(2026, 8, 15)),  # 61 days after: not
        ({"starts_on": date(2022, 5, 1)}, date(2027, 3, 2), date(2028, 5, 1)),  # 60 days early: it answers
        ({"starts_on": date(2022, 5, 1)}, date(2027, 3, 1), date(2027, 5, 1)),  # 61 days early: it does not
        ({"starts_on": date(2022, 5, 1)}, date(2027, 5, 1), date(2028, 5, 1)),  # on the day
        ({"starts_on": date(2022, 5, 1)}, date(2029, 12, 1), date(2030, 5, 1)),  # late: the next one is the next
        ({"starts_on": date(2024, 2, 29)}, None, date(2027, 2, 28)),
        ({"starts_on": date(2024, 2, 29)}, date(2027, 6, 1), date(2028, 2, 29)),
    ],
)
def test_a_report_is_due_each_year(dates, last, expected):
    assert due(last=last, **dates) == (expected, Why.YEARLY)


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (date(2026, 8, 1), (date(2026, 12, 31), Why.END)),
        (date(2026, 10, 31), (date(2026, 12, 31), Why.END)),  # 61 days before
        (date(2026, 11, 1), (date(2027, 1, 1), Why.YEARLY)),  # 60 days before: the end is answered, the year is not
        (date(2027, 1, 15), (date(2028, 1, 1), Why.YEARLY)),  # the end is reported on, the work goes on
    ],
)
def test_the_end_of_the_work_is_reported_on_once(last, expected):
    assert due(starts_on=date(2022, 1, 1), ends_on=date(2026, 12, 31), last=last) == expected


def test_where_the_end_is_an_anniversary_the_end_is_the_reason():
    found = due(starts_on=date(2022, 12, 31), ends_on=date(2026, 12, 31), last=date(2026, 7, 1))
    assert found == (date(2026, 12, 31), Why.END)


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (date(2029, 11, 14), (FORUM_REPORT, Why.FORUM)),  # 61 days before
        (date(2029, 11, 15), (date(2030, 6, 15), Why.YEARLY)),  # 60 days before
        (date(2029, 4, 1), (date(2029, 6, 15), Why.YEARLY)),  # the year's comes first
    ],
)
def test_a_report_is_due_16_weeks_before_the_next_forum(last, expected):
    assert due(forum=FORUM, last=last) == expected


def test_a_forum_whose_dates_are_not_set_asks_for_nothing():
    assert due(forum=Edition(year=2030, number=3), last=date(2029, 11, 14)) == (date(2030, 6, 15), Why.YEARLY)
    assert due(forum=None, last=date(2029, 11, 14)) == (date(2030, 6, 15), Why.YEARLY)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 5, 4), 2026),
        (date(2026, 5, 5), 2026),  # the day it begins
        (date(2026, 5, 6), None),  # it is on: too late to report for it; 2030 has no dates yet
    ],
)
def test_the_next_forum_is_the_first_that_has_not_begun(day, expected):
    found = next_forum(day)
    assert (found.year if found else None) == expected


@pytest.mark.parametrize(
    ("day", "overdue", "is_overdue", "can_be_answered"),
    [
        (date(2027, 4, 15), 0, False, False),
        (date(2027, 4, 16), 0, False, True),  # 60 days before
        (date(2027, 6, 14), 0, False, True),
        (date(2027, 6, 15), 0, False, True),
        (date(2027, 6, 16), 1, True, True),
    ],
)
def test_a_report_is_overdue_from_the_day_after(day, overdue, is_overdue, can_be_answered):
    found = Due(subject=subject(), due_on=date(2027, 6, 15), why=Why.YEARLY, day=day)
    assert (found.overdue_days, found.is_overdue, found.can_be_answered) == (overdue, is_overdue, can_be_answered)


@pytest.fixture
def world(db):
    """Portugal, whose pledges are published on the day the tests run, and who may publish them."""
    return accounts.focal_point(), accounts.moderator()


def moment(day):
    return Moment(publication=current_publication(), day=day)


@pytest.mark.parametrize("stage", [Stage.FULFILLED, Stage.DISCONTINUED])
def test_nothing_falls_due_once_the_work_is_reported_as_ended(world, stage):
    focal, moderator = world
    pledge = pledges.published(focal, moderator)
    reason = "No money." if stage == Stage.DISCONTINUED else ""
    progress.published(focal, moderator=moderator, about=pledge.record, stage=stage, discontinued_because=reason)
    assert due_reports(mandates_of(focal), moment(date(2040, 1, 1))) == []


def test_the_latest_update_counts_not_the_last_published(world):
    focal, moderator = world
    pledge = pledges.published(focal, moderator)
    says = {"about": pledge.record, "moderator": moderator}
    progress.published(focal, speaks_for_on=date(2026, 11, 1), stage=Stage.FULFILLED, **says)
    progress.published(focal, speaks_for_on=date(2026, 3, 1), stage=Stage.IN_PROGRESS, **says)
    assert due_reports(mandates_of(focal), moment(date(2027, 6, 1))) == []


def test_a_confirmation_that_nothing_changed_answers_as_any_update_does(world):
    focal, moderator = world
    pledge = pledges.published(focal, moderator, starts_on=date(2024, 1, 1))
    about = {"about": pledge.record, "moderator": moderator}
    progress.published(focal, speaks_for_on=date(2025, 1, 1), **about)
    progress.published(focal, speaks_for_on=date(2027, 1, 1), narrative="", is_unchanged=True, **about)
    (found,) = due_reports(mandates_of(focal), moment(date(2027, 2, 1)))
    assert (found.due_on, found.why, found.last.is_unchanged) == (date(2028, 1, 1), Why.YEARLY, True)


def test_an_amendment_does_not_put_off_what_is_due(world):
    focal, moderator = world
    pledge = pledges.published(focal, moderator)
    Pledge.objects.update(starts_on=None, published_at=datetime(2025, 3, 1, tzinfo=UTC))
    amended = pledges.draft(focal, record=pledge.record, change="amendment", change_reason="Because of the sample.")
    services.publish(services.submit(amended, by=focal), by=moderator)
    Pledge.objects.update(starts_on=None)
    (found,) = due_reports(mandates_of(focal), moment(date(2026, 12, 1)))
    assert (found.subject.public_on, found.due_on) == (date(2025, 3, 1), date(2026, 3, 1))
    assert found.overdue_days == 275


def test_what_is_due_knows_the_update_that_is_under_way(world):
    focal, moderator = world
    pledge = pledges.published(focal, moderator)
    draft = progress.draft(focal, about=pledge.record)
    (found,) = due_reports(mandates_of(focal), moment(date(2026, 12, 1)))
    assert (found.under_way, found.last) == (draft, None)
    assert isinstance(found.under_way, ProgressUpdate)


def test_pledges_and_measures_fall_due_the_earliest_first_and_only_ones_own(world):
    focal, moderator = world
    late = pledges.published(focal, moderator, starts_on=date(2026, 9, 1))
    early = progress.public_measure(focal, moderator, starts_on=date(2026, 3, 1))
    pledges.published(accounts.focal_point("EGY"), moderator, state="EGY")
    pledges.draft(focal)
    found = due_reports(mandates_of(focal), moment(date(2027, 1, 1)))
    assert [(each.subject.reference, each.due_on) for each in found] == [
        (early.record.reference, date(2027, 3, 1)),
        (late.reference, date(2027, 9, 1)),
    ]


def test_the_forum_is_named_where_it_is_the_reason(world):
    focal, moderator = world
    pledge = pledges.published(focal, moderator, starts_on=date(2026, 6, 1))
    Edition.objects.filter(year=2030).update(starts_on=date(2030, 5, 6), ends_on=date(2030, 5, 9))
    progress.published(focal, moderator=moderator, about=pledge.record, speaks_for_on=date(2029, 6, 1))
    (found,) = due_reports(mandates_of(focal), moment(date(2029, 10, 1)))
    assert (found.due_on, found.why, found.forum.year) == (FORUM_REPORT, Why.FORUM, 2030)


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_the_same_queries_for_any_number(world, count, django_assert_num_queries):
    focal, moderator = world
    for _ in range(count):
        pledge = pledges.published(focal, moderator)
        progress.published(focal, moderator=moderator, about=pledge.record)
        progress.draft(focal, about=pledge.record)
    mandates, at = mandates_of(focal), moment(date(2027, 1, 1))
    with django_assert_num_queries(5):
        assert len(due_reports(mandates, at)) == count


@pytest.mark.django_db
def test_where_nothing_is_public_nothing_is_asked_of_the_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert due_dates([], Moment(publication=1, day=PUBLIC_ON)) == []
