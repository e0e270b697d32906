"""Keeping the schedules: paused, resumed, changed, run by hand; administrators only, each act with its row."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from reports.exceptions import FrequencyTaken, NotPaused, PausedAlready, ScheduleOvertaken
from reports.models import Report, ReportSchedule, ScheduleEvent
from reports.selectors import schedule_mark
from reports.selectors.schedules import next_run
from reports.services.requests import request_reports
from reports.states import Frequency, ReportKind, ScheduleAct


@transaction.atomic
def pause_schedule(schedule: ReportSchedule, *, by: User) -> ReportSchedule:
    """Let it ask for nothing until it is resumed; raises PermissionDenied or PausedAlready."""
    _lock(schedule, by=by)
    if schedule.is_paused:
        raise PausedAlready
    schedule.is_paused = True
    schedule.save(update_fields=["is_paused"])
    ScheduleEvent.objects.create(schedule=schedule, by=by, act=ScheduleAct.PAUSED)
    return schedule


@transaction.atomic
def resume_schedule(schedule: ReportSchedule, *, by: User) -> ReportSchedule:
    """Let it ask again, from its next time on: what was missed is not caught up (there is `run_schedule` for that).

    Raises PermissionDenied or NotPaused.
    """
    _lock(schedule, by=by)
    if not schedule.is_paused:
        raise NotPaused
    schedule.is_paused = False
    schedule.next_run_at = next_run(schedule.next_run_at, Frequency(schedule.frequency), now=timezone.now())
    schedule.save(update_fields=["is_paused", "next_run_at"])
    ScheduleEvent.objects.create(schedule=schedule, by=by, act=ScheduleAct.RESUMED)
    return schedule


@transaction.atomic
def change_schedule(
    schedule: ReportSchedule, *, by: User, frequency: Frequency, languages: Sequence[str], seen: str
) -> ReportSchedule:
    """Change how often it asks, and in which languages; the hour stays.

    `seen` is the mark the form was opened on. Raises PermissionDenied, ScheduleOvertaken or FrequencyTaken. A change
    that changes nothing leaves no trace.
    """
    _lock(schedule, by=by)
    if schedule_mark(schedule) != seen:
        raise ScheduleOvertaken
    others = ReportSchedule.objects.filter(kind=schedule.kind, edition=schedule.edition_id, frequency=frequency)
    if others.exclude(pk=schedule.pk).exists():
        raise FrequencyTaken
    wanted = {"frequency": str(frequency), "languages": sorted(languages)}
    stood = {"frequency": schedule.frequency, "languages": sorted(schedule.languages)}
    changes = {name: [stood[name], wanted[name]] for name in wanted if stood[name] != wanted[name]}
    if not changes:
        return schedule
    schedule.frequency, schedule.languages = frequency, list(languages)
    if "frequency" in changes:
        schedule.next_run_at = next_run(schedule.last_run_at or schedule.next_run_at, frequency, now=timezone.now())
    schedule.save(update_fields=["frequency", "languages", "next_run_at"])
    ScheduleEvent.objects.create(schedule=schedule, by=by, act=ScheduleAct.CHANGED, changes=changes)
    return schedule


@transaction.atomic
def run_schedule(schedule: ReportSchedule, *, by: User) -> int:
    """Ask at once for what it says, paused or not; how many reports are new. Its next time stays.

    Asked again while nothing was published since, nothing is new and no row is written. Raises PermissionDenied or
    NothingPublished.
    """
    _lock(schedule, by=by)
    there = Report.objects.filter(kind=schedule.kind, edition=schedule.edition_id)
    known = set(there.values_list("pk", flat=True))
    asked = request_reports(
        kinds=[ReportKind(schedule.kind)],
        edition=schedule.edition,
        languages=schedule.languages,
        by=by,
        schedule=schedule,
        releases=schedule.releases,
    )
    new = [report for report in asked if report.pk not in known]
    if new:
        schedule.last_run_at = timezone.now()
        schedule.save(update_fields=["last_run_at"])
        ScheduleEvent.objects.create(
            schedule=schedule, by=by, act=ScheduleAct.RUN, asked=len(new), publication_id=new[0].publication_id
        )
    return len(new)


def _lock(schedule: ReportSchedule, *, by: User) -> None:
    if not by.has_perm("reports.keep_schedules"):
        raise PermissionDenied
    schedule.refresh_from_db(from_queryset=ReportSchedule.objects.select_for_update(of=("self",)))
