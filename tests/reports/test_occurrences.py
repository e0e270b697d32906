"""When a schedule's times are: by the Forum's dates, in its own zone, each with a name that stays."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

import pytest

from reports.models import ReportSchedule
from reports.selectors.occurrences import coming, due_occurrences, has_run, occurrences
from reports.states import Timing
from roundtables.models import Edition

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
NEW_YORK = "America/New_York"


def schedule(timing, *, last_due=None, have_run=(), starts_on=date(2030, 5, 7), ends_on=date(2030, 5, 10), **fields):
    """A schedule that is in no database, as one is that was read with its runs."""
    fields = {"at_time": time(12), "time_zone": "UTC", "counts_from": NOON - timedelta(minutes=1)} | fields
    made = ReportSchedule(edition=Edition(year=2030, starts_on=starts_on, ends_on=ends_on), timing=timing, **fields)
    made.last_due, made.have_run = last_due, list(have_run)
    return made


def at(year, month, day, hour=12, minute=0):
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def first(number, of, *, after=NOON):
    return [each.at for each in islice(occurrences(of, after=after), number)]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"timing": Timing.DAILY}, [at(2026, 3, 3), at(2026, 3, 4), at(2026, 3, 5)]),
        ({"timing": Timing.WEEKLY, "weekday": 1}, [at(2026, 3, 9), at(2026, 3, 16), at(2026, 3, 23)]),
        ({"timing": Timing.WEEKLY, "weekday": 7}, [at(2026, 3, 8), at(2026, 3, 15), at(2026, 3, 22)]),
        ({"timing": Timing.MONTHLY, "day": 2}, [at(2026, 4, 2), at(2026, 5, 2), at(2026, 6, 2)]),
        ({"timing": Timing.MONTHLY, "day": 28}, [at(2026, 3, 28), at(2026, 4, 28), at(2026, 5, 28)]),
        ({"timing": Timing.YEARLY, "month": 12, "day": 10}, [at(2026, 12, 10), at(2027, 12, 10), at(2028, 12, 10)]),
        ({"timing": Timing.YEARLY, "month": 2, "day": 29}, [at(2027, 2, 28), at(2028, 2, 29), at(2029, 2, 28)]),
        ({"timing": Timing.BEFORE, "weeks": 16}, [at(2030, 1, 15)]),
        ({"timing": Timing.BEFORE, "weeks": 0}, [at(2030, 5, 7)]),
        ({"timing": Timing.AFTER, "weeks": 8}, [at(2030, 7, 5)]),
        ({"timing": Timing.ON, "on_day": date(2027, 3, 1)}, [at(2027, 3, 1)]),
        ({"timing": Timing.ON, "on_day": date(2026, 3, 2)}, []),
    ],
)
def test_its_times_are_later_than_now_and_in_order(fields, expected):
    assert first(3, schedule(**fields)) == expected


def test_without_dates_of_the_forum_there_is_no_time():
    for timing in (Timing.BEFORE, Timing.AFTER):
        assert first(1, schedule(timing, weeks=4, starts_on=None, ends_on=None)) == []


def test_it_moves_with_the_forum():
    moved = schedule(Timing.BEFORE, weeks=16)
    moved.edition.starts_on += timedelta(days=30)
    assert first(1, moved) == [at(2030, 2, 14)]


@pytest.mark.parametrize(
    ("zone", "day", "hour", "expected"),
    [
        (NEW_YORK, date(2026, 7, 1), time(9), at(2026, 7, 1, 13)),
        (NEW_YORK, date(2026, 12, 1), time(9), at(2026, 12, 1, 14)),
        (NEW_YORK, date(2027, 3, 14), time(2, 30), at(2027, 3, 14, 7, 30)),  # does not exist: half past three there
        (NEW_YORK, date(2026, 11, 1), time(1, 30), at(2026, 11, 1, 5, 30)),  # twice: the first, in summer time
        ("Asia/Bangkok", date(2026, 7, 1), time(3), at(2026, 6, 30, 20)),
        ("Africa/Addis_Ababa", date(2026, 7, 1), time(0), at(2026, 6, 30, 21)),
    ],
)
def test_the_time_of_day_is_that_of_its_zone(zone, day, hour, expected):
    assert first(1, schedule(Timing.ON, on_day=day, at_time=hour, time_zone=zone)) == [expected]


def test_a_daily_time_keeps_its_hour_over_the_change_of_clocks():
    daily = schedule(Timing.DAILY, at_time=time(9), time_zone=NEW_YORK)
    assert first(3, daily, after=at(2026, 3, 6, 23)) == [at(2026, 3, 7, 14), at(2026, 3, 8, 13), at(2026, 3, 9, 13)]


def test_the_first_time_of_a_zone_far_from_utc_is_not_lost():
    daily = schedule(Timing.DAILY, at_time=time(1), time_zone="Pacific/Auckland")
    assert first(1, daily, after=at(2026, 3, 2, 11)) == [at(2026, 3, 2, 12)]


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"timing": Timing.DAILY}, "daily:2026-03-02"),
        ({"timing": Timing.WEEKLY, "weekday": 1}, "weekly:2026-03-02"),
        ({"timing": Timing.MONTHLY, "day": 2}, "monthly:2026-03"),
        ({"timing": Timing.YEARLY, "month": 3, "day": 2}, "yearly:2026"),
        ({"timing": Timing.BEFORE, "weeks": 16}, "before:16w"),
        ({"timing": Timing.AFTER, "weeks": 8}, "after:8w"),
        ({"timing": Timing.ON, "on_day": date(2027, 3, 1)}, "on:2027-03-01"),
    ],
)
def test_its_name_says_which_one_it_is_wherever_the_forum_moves(fields, name):
    kept = schedule(**fields)
    found = [coming(kept, 1)[0].name]
    kept.edition.starts_on += timedelta(days=400)
    assert [*found, coming(kept, 1)[0].name] == [name, name]


def test_of_what_recurs_only_the_last_that_was_missed_is_due():
    late = NOON + timedelta(days=10)
    found = due_occurrences(schedule(Timing.DAILY), now=late)
    assert [each.name for each in found] == ["daily:2026-03-12"]
    assert due_occurrences(schedule(Timing.DAILY, last_due=late), now=late) == []


def test_every_missed_year_is_due_for_itself():
    yearly = schedule(Timing.YEARLY, month=12, day=10)
    assert [each.name for each in due_occurrences(yearly, now=at(2028, 1, 1))] == ["yearly:2026", "yearly:2027"]
    yearly.last_due = at(2026, 12, 10)
    assert [each.name for each in due_occurrences(yearly, now=at(2028, 1, 1))] == ["yearly:2027"]


def test_a_time_before_it_was_made_or_resumed_is_no_business_of_it():
    kept = schedule(Timing.BEFORE, weeks=52, counts_from=at(2029, 6, 1))
    assert due_occurrences(kept, now=at(2030, 1, 1)) == []
    kept.counts_from = at(2029, 5, 7)
    assert [each.name for each in due_occurrences(kept, now=at(2030, 1, 1))] == ["before:52w"]


def test_a_single_time_that_has_run_is_not_due_again_though_its_forum_moves():
    kept = schedule(Timing.BEFORE, weeks=16, last_due=at(2030, 1, 15), have_run=["before:16w"])
    kept.edition.starts_on += timedelta(days=60)
    assert (due_occurrences(kept, now=at(2030, 12, 1)), coming(kept, 3), has_run(kept)) == ([], [], True)


def test_another_number_of_weeks_is_another_time():
    kept = schedule(Timing.BEFORE, weeks=12, last_due=at(2030, 1, 15), have_run=["before:16w"])
    assert (has_run(kept), [each.name for each in coming(kept, 3)]) == (False, ["before:12w"])


def test_a_day_of_its_own_zone_gives_the_year():
    eve = schedule(Timing.YEARLY, month=1, day=1, at_time=time(0, 30), time_zone="Asia/Bangkok")
    assert [(each.at, each.day.year) for each in coming(eve, 1)] == [(at(2026, 12, 31, 17, 30), 2027)]
