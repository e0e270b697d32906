"""The schedules as people see them: what they do, when they run next, and what was done to them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.utils.formats import date_format

from reports.models import ReportSchedule, ScheduleEvent, ScheduleRun
from reports.selectors.occurrences import Occurrence, coming, forum_day, has_run
from reports.selectors.wording import what, when
from reports.states import RECURRING, Deed, Outlook, Timing
from roundtables.models import Edition
from roundtables.selectors import current_edition

RUNS_SHOWN, SHOWN_IN_PUBLIC = 3, 5


@dataclass(frozen=True)
class ScheduleLine:
    """A schedule with its next times, and what can be expected of it."""

    schedule: ReportSchedule
    outlook: Outlook
    runs: Sequence[Occurrence]
    last: ScheduleRun | None = None

    @property
    def languages(self) -> list[str]:
        """The languages it asks in, each by its own name."""
        return [name for code, name in settings.LANGUAGES if code in self.schedule.languages]

    @property
    def what(self) -> str:
        """What it does, in words."""
        return what(self.schedule)

    @property
    def when(self) -> str:
        """When it runs, in words."""
        return when(self.schedule)

    @property
    def forum_day(self) -> str:
        """The day of the Forum it counts from, in words; nothing where there is none."""
        day = forum_day(self.schedule)
        return date_format(day, "DATE_FORMAT") if day else ""


def schedules() -> list[ScheduleLine]:
    """Every schedule nobody ended, the newest Forum first, then by its next time; three queries."""
    return _lines(ReportSchedule.objects.standing())


def ended_schedules() -> list[ScheduleLine]:
    """Those that were ended, the newest Forum first."""
    return _lines(ReportSchedule.objects.exclude(ended_at=None))


def line_of(schedule: ReportSchedule) -> ScheduleLine:
    """The schedule with its next three times."""
    return _lines(ReportSchedule.objects.filter(pk=schedule.pk))[0]


def coming_reports() -> list[ScheduleLine]:
    """What the public can expect: the schedules that ask for reports, in the order of their next times."""
    lines = _lines(ReportSchedule.objects.running().filter(deed=Deed.REPORTS))
    return sorted((line for line in lines if line.runs), key=_place)[:SHOWN_IN_PUBLIC]


def schedules_paused() -> int:
    """How many schedules do nothing for now."""
    return ReportSchedule.objects.standing().filter(is_paused=True).count()


def schedule_story(schedule: ReportSchedule) -> QuerySet[ScheduleEvent]:
    """What was done to a schedule, the latest first, with who did it."""
    return schedule.events.select_related("by")


def runs_of(schedule: ReportSchedule) -> QuerySet[ScheduleRun]:
    """What became of its times, the latest first."""
    return schedule.runs.all()


def schedule_mark(schedule: ReportSchedule) -> str:
    """What a form is opened on: the number of the latest event, and nothing before the first."""
    return str(schedule.events.values_list("pk", flat=True).first() or "")


def rests(schedule: ReportSchedule, current: Edition | None) -> bool:
    """True where it recurs and a later Forum is the current one: nobody waits for what it would ask for."""
    recurs = schedule.timing in RECURRING | {Timing.YEARLY}
    return recurs and current is not None and current.year > schedule.edition_id


def _lines(found: QuerySet[ReportSchedule]) -> list[ScheduleLine]:
    latest = ScheduleRun.objects.order_by("schedule_id", "-pk").distinct("schedule_id")
    rows = found.with_runs().prefetch_related(Prefetch("runs", latest, to_attr="latest"))  # type: ignore[attr-defined]
    current = current_edition()
    return sorted((_line(row, current) for row in rows), key=lambda line: (-line.schedule.edition_id, *_place(line)))


def _line(schedule: ReportSchedule, current: Edition | None) -> ScheduleLine:
    runs = coming(schedule, RUNS_SHOWN)
    outlook = _outlook(schedule, current, runs)
    latest = schedule.latest  # type: ignore[attr-defined]
    shown = runs if outlook == Outlook.COMES else []
    return ScheduleLine(schedule, outlook, shown, latest[0] if latest else None)


def _outlook(schedule: ReportSchedule, current: Edition | None, runs: Sequence[Occurrence]) -> Outlook:
    if schedule.ended_at:
        return Outlook.ENDED
    if schedule.is_paused:
        return Outlook.PAUSED
    if rests(schedule, current):
        return Outlook.RESTS
    if runs:
        return Outlook.COMES
    if has_run(schedule):
        return Outlook.DONE
    waits = schedule.timing != Timing.ON and forum_day(schedule) is None
    return Outlook.WAITS if waits else Outlook.PASSED


def _place(line: ScheduleLine) -> tuple:
    """Those with a time first, in its order; the others as they come around the Forum."""
    schedule = line.schedule
    if line.runs:
        return (0, line.runs[0].at.timestamp(), schedule.pk)
    weeks = schedule.weeks or 0
    return (1, -weeks if schedule.timing == Timing.BEFORE else weeks, schedule.pk)
