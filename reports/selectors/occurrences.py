"""When a schedule's times are: pure reckoning from its columns and its Forum's present dates."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count, takewhile
from zoneinfo import ZoneInfo

from reports.models import ReportSchedule
from reports.states import RECURRING, SINGLE, Timing
from ui.days import in_year


@dataclass(frozen=True)
class Occurrence:
    """One time of a schedule.

    `name` says which one it is and stays the same wherever the Forum moves; `day` is the day in the schedule's zone.
    """

    name: str
    at: datetime
    day: date


def occurrences(schedule: ReportSchedule, *, after: datetime) -> Iterator[Occurrence]:
    """Its times later than a moment, in order; endless where it recurs, none where its Forum has no dates yet.

    A wall-clock time that does not exist moves on by the length of the gap; of one that exists twice it is the first.
    """
    zone = ZoneInfo(schedule.time_zone)
    for day in _days(schedule, after.astimezone(zone).date() - timedelta(days=1)):
        at = datetime.combine(day, schedule.at_time, tzinfo=zone).astimezone(UTC)
        if at > after:
            yield Occurrence(_name(schedule, day), at, day)


def due_occurrences(schedule: ReportSchedule, *, now: datetime) -> list[Occurrence]:
    """What has come and not run yet: each for itself where it is a single time or once a year, else the last only.

    Of a schedule read `with_runs()`; whether it is paused or rests is not asked.
    """
    passed = list(takewhile(lambda each: each.at <= now, _ahead(schedule)))
    return passed[-1:] if schedule.timing in RECURRING else passed


def coming(schedule: ReportSchedule, number: int) -> list[Occurrence]:
    """Its next times, at most so many; the first may be due already. Of a schedule read `with_runs()`."""
    return [each for each, _n in zip(_ahead(schedule), range(number), strict=False)]


def forum_day(schedule: ReportSchedule) -> date | None:
    """The day it counts from where it goes by the Forum's dates; None where it does not, or they are not known."""
    if schedule.timing == Timing.BEFORE:
        return schedule.edition.starts_on
    return schedule.edition.ends_on if schedule.timing == Timing.AFTER else None


def has_run(schedule: ReportSchedule) -> bool:
    """True where its one time has come and gone. Of a schedule read `with_runs()`."""
    return schedule.timing in SINGLE and _name(schedule, schedule.on_day) in schedule.have_run  # type: ignore[attr-defined]


def _ahead(schedule: ReportSchedule) -> Iterator[Occurrence]:
    """From the last time that ran on, or from when it was made; without single times that have run."""
    last, names = schedule.last_due, frozenset(schedule.have_run)  # type: ignore[attr-defined]
    start = schedule.counts_from if last is None or schedule.timing in SINGLE else max(schedule.counts_from, last)
    return (each for each in occurrences(schedule, after=start) if each.name not in names)


def _name(schedule: ReportSchedule, day: date | None) -> str:
    if schedule.timing in {Timing.BEFORE, Timing.AFTER}:
        return f"{schedule.timing}:{schedule.weeks}w"
    assert day is not None
    said = {Timing.MONTHLY: f"{day:%Y-%m}", Timing.YEARLY: str(day.year)}
    return f"{schedule.timing}:{said.get(Timing(schedule.timing), day.isoformat())}"


def _days(schedule: ReportSchedule, first: date) -> Iterator[date]:
    """The days of its times from a day on."""
    match schedule.timing:
        case Timing.DAILY:
            return (first + timedelta(days=n) for n in count())
        case Timing.WEEKLY:
            assert schedule.weekday is not None
            start = first + timedelta(days=(schedule.weekday - first.isoweekday()) % 7)
            return (start + timedelta(weeks=n) for n in count())
        case Timing.MONTHLY | Timing.YEARLY:
            return (day for day in _dated(schedule, first) if day >= first)
        case Timing.ON:
            assert schedule.on_day is not None
            return iter([schedule.on_day])
    start_or_end, weeks = forum_day(schedule), timedelta(weeks=schedule.weeks or 0)
    if start_or_end is None:
        return iter(())
    return iter([start_or_end - weeks if schedule.timing == Timing.BEFORE else start_or_end + weeks])


def _dated(schedule: ReportSchedule, first: date) -> Iterator[date]:
    """Its day in each month or year, from that of the first on."""
    if schedule.timing == Timing.YEARLY:
        return (in_year(schedule.day_of_the_year, year) for year in count(first.year))
    assert schedule.day is not None
    return _in_months(schedule.day, first)


def _in_months(day: int, first: date) -> Iterator[date]:
    """That day, which every month has, in each month from that of the first on."""
    for number in count(first.year * 12 + first.month - 1):
        year, month = divmod(number, 12)
        yield date(year, month + 1, day)
