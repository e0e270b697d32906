"""The schedules that ask for reports: when they run next, and what was done to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from reports.models import ReportSchedule, ScheduleEvent
from reports.states import ROUND_TABLES, Frequency

RUNS_SHOWN = 3


@dataclass(frozen=True)
class ScheduleLine:
    """A schedule with its next runs; none while it is paused."""

    schedule: ReportSchedule
    runs: Sequence[datetime]

    @property
    def languages(self) -> list[str]:
        """The languages it asks in, each by its own name."""
        return [name for code, name in settings.LANGUAGES if code in self.schedule.languages]

    @property
    def reports(self) -> int:
        """How many reports one run asks for."""
        return len(ROUND_TABLES) * len(self.schedule.languages)


def schedules() -> list[ScheduleLine]:
    """Every schedule, the newest Forum first, then by frequency; one query."""
    rows = ReportSchedule.objects.select_related("edition").order_by("-edition_id", "frequency", "pk")
    return [line_of(row) for row in rows]


def line_of(schedule: ReportSchedule) -> ScheduleLine:
    """The schedule with its next three runs."""
    return ScheduleLine(schedule, [] if schedule.is_paused else upcoming(schedule, RUNS_SHOWN))


def upcoming(schedule: ReportSchedule, count: int) -> list[datetime]:
    """The schedule's next runs in order; the first may be due already."""
    runs = [schedule.next_run_at]
    while len(runs) < count:
        runs.append(next_run(schedule.next_run_at, Frequency(schedule.frequency), now=runs[-1]))
    return runs


def schedules_paused() -> int:
    """How many schedules ask for nothing."""
    return ReportSchedule.objects.filter(is_paused=True).count()


def schedule_story(schedule: ReportSchedule) -> QuerySet[ScheduleEvent]:
    """What was done to a schedule, the latest first, with who did it."""
    return schedule.events.select_related("by")


def schedule_mark(schedule: ReportSchedule) -> str:
    """What a form is opened on: the number of the latest event, and nothing before the first."""
    return str(schedule.events.values_list("pk", flat=True).first() or "")


def next_run(first: datetime, frequency: Frequency, *, now: datetime) -> datetime:
    """The schedule's next time after `now`, at the same hour (and day of the week or month) as ever."""
    if frequency == Frequency.MONTHLY:
        months = 0
        while _months_after(first, months) <= now:
            months += 1
        return _months_after(first, months)
    step = timedelta(days=1 if frequency == Frequency.DAILY else 7)
    return first + step * max(0, (now - first) // step + 1)


def _months_after(first: datetime, months: int) -> datetime:
    years, month = divmod(first.month - 1 + months, 12)
    return first.replace(year=first.year + years, month=month + 1, day=min(first.day, 28))
