"""Working days: what the desk promises, counted in UTC days, and the same answer by date and by query."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from moderation.selectors.promise import (
    lapsed_before,
    late_before,
    promise_of,
    soon_before,
    working_day_after,
    working_day_before,
    working_days_between,
)

MONDAY = date(2026, 3, 2)


def noon(day):
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("submitted", "due"),
    [
        (date(2026, 3, 2), date(2026, 3, 16)),  # a Monday: ten working days are two weeks
        (date(2026, 3, 6), date(2026, 3, 20)),  # a Friday
        (date(2026, 3, 7), date(2026, 3, 20)),  # a Saturday: the first working day is Monday
        (date(2026, 3, 8), date(2026, 3, 20)),  # a Sunday
        (date(2026, 3, 9), date(2026, 3, 23)),
    ],
)
def test_a_decision_is_promised_within_ten_working_days_of_the_day_after(submitted, due):
    assert promise_of(noon(submitted), today=submitted).due_on == due


def test_the_day_is_the_utc_day():
    last_minute = datetime(2026, 3, 2, 23, 59, tzinfo=UTC)
    elsewhere = last_minute.astimezone(timezone(timedelta(hours=3)))  # already Tuesday there
    assert promise_of(elsewhere, today=MONDAY).due_on == date(2026, 3, 16)


@pytest.mark.parametrize(
    ("today", "left", "is_late", "is_today", "is_soon"),
    [
        (date(2026, 3, 2), 10, False, False, False),
        (date(2026, 3, 8), 6, False, False, False),
        (date(2026, 3, 11), 3, False, False, True),
        (date(2026, 3, 15), 1, False, False, True),
        (date(2026, 3, 16), 0, False, True, True),
        (date(2026, 3, 17), 1, True, False, False),
        (date(2026, 3, 21), 4, True, False, False),
        (date(2026, 3, 23), 5, True, False, False),
    ],
)
def test_days_are_counted_down_and_then_over(today, left, is_late, is_today, is_soon):
    promise = promise_of(noon(MONDAY), today=today)
    assert (promise.working_days, promise.is_late) == (left, is_late)
    assert (promise.is_today, promise.is_soon) == (is_today, is_soon)


def test_on_the_days_off_after_the_last_day_it_is_late_by_no_working_day():
    promise = promise_of(noon(date(2026, 3, 6)), today=date(2026, 3, 21))  # due on Friday, today is Saturday
    assert (promise.is_late, promise.working_days) == (True, 0)


@pytest.mark.parametrize("weekend", [frozenset({5, 6}), frozenset({4, 5}), frozenset({6}), frozenset()])
@pytest.mark.parametrize("promised", [1, 3, 10])
def test_the_query_and_the_line_agree_on_every_day_of_three_weeks(settings, weekend, promised):
    settings.WEEKEND_DAYS, settings.DECISION_WORKING_DAYS = weekend, promised
    for ahead in range(21):
        today = MONDAY + timedelta(days=ahead)
        for back in range(30):
            submitted_at = noon(today - timedelta(days=back))
            promise = promise_of(submitted_at, today=today)
            is_late = submitted_at < late_before(today)
            assert promise.is_late == is_late
            assert promise.is_soon == (not is_late and submitted_at < soon_before(today))


def test_another_weekend_is_another_promise(settings):
    settings.WEEKEND_DAYS = frozenset({4, 5})
    assert promise_of(noon(date(2026, 3, 5)), today=MONDAY).due_on == date(2026, 3, 19)
    assert promise_of(noon(date(2026, 3, 6)), today=MONDAY).due_on == date(2026, 3, 19)


def test_working_days_are_counted_forth_back_and_between():
    friday = date(2026, 3, 6)
    assert [working_day_after(friday, count) for count in (0, 1, 5)] == [friday, date(2026, 3, 9), date(2026, 3, 13)]
    assert [working_day_before(friday, count) for count in (0, 1, 5)] == [friday, date(2026, 3, 5), date(2026, 2, 27)]
    assert [working_days_between(friday, friday + timedelta(days=n)) for n in (0, 1, 3, 7, 70)] == [0, 0, 1, 5, 50]


def test_a_claim_lapses_when_its_working_days_are_over(settings):
    settings.CLAIM_WORKING_DAYS = 5
    assert lapsed_before(date(2026, 3, 9)) == datetime(2026, 3, 2, tzinfo=UTC)
    assert lapsed_before(date(2026, 3, 10)) == datetime(2026, 3, 3, tzinfo=UTC)
