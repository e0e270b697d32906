"""Keeping the schedules: added, paused, resumed, changed, run by hand, ended; administrators only, each a row."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from reports.exceptions import EndedAlready, NotPaused, PausedAlready, SameSchedule, ScheduleOvertaken
from reports.models import ReportSchedule, ScheduleEvent
from reports.selectors import schedule_mark
from reports.services.deeds import Done, do
from reports.states import KEPT, RECURRING, SAYS_WHEN, Deed, ScheduleAct
from roundtables.models import Edition


@transaction.atomic
def add_schedule(*, by: User, edition: Edition, deed: Deed, **said: Any) -> ReportSchedule:
    """A schedule for a Forum; its times count from now on. Raises PermissionDenied or SameSchedule.

    `said` are the columns of `reports.states.KEPT`.
    """
    _check(by)
    Edition.objects.select_for_update().get(pk=edition.pk)  # of two who add the same at once the second is told
    schedule = ReportSchedule(edition=edition, deed=deed, **_in_order(said))
    _refuse_another(schedule)
    schedule.save()
    ScheduleEvent.objects.create(schedule=schedule, by=by, act=ScheduleAct.ADDED)
    return schedule


@transaction.atomic
def pause_schedule(schedule: ReportSchedule, *, by: User) -> ReportSchedule:
    """Let it do nothing until it is resumed; raises PermissionDenied, EndedAlready or PausedAlready."""
    _lock(schedule, by=by)
    if schedule.is_paused:
        raise PausedAlready
    schedule.is_paused = True
    schedule.save(update_fields=["is_paused"])
    ScheduleEvent.objects.create(schedule=schedule, by=by, act=ScheduleAct.PAUSED)
    return schedule


@transaction.atomic
def resume_schedule(schedule: ReportSchedule, *, by: User) -> ReportSchedule:
    """Let it run again, from now on: what was missed is not caught up (there is `run_schedule` for that).

    Raises PermissionDenied, EndedAlready or NotPaused.
    """
    _lock(schedule, by=by)
    if not schedule.is_paused:
        raise NotPaused
    schedule.is_paused, schedule.counts_from = False, timezone.now()
    schedule.save(update_fields=["is_paused", "counts_from"])
    ScheduleEvent.objects.create(schedule=schedule, by=by, act=ScheduleAct.RESUMED)
    return schedule


@transaction.atomic
def change_schedule(schedule: ReportSchedule, *, by: User, seen: str, **said: Any) -> ReportSchedule:
    """Change what it asks for, or when; with another time only what comes after now counts.

    `said` are the columns of `reports.states.KEPT`, and `seen` is the mark the form was opened on. Raises
    PermissionDenied, EndedAlready, ScheduleOvertaken or SameSchedule. A change that changes nothing leaves no trace.
    """
    _lock(schedule, by=by)
    if schedule_mark(schedule) != seen:
        raise ScheduleOvertaken
    stood, wanted = _in_order({name: getattr(schedule, name) for name in KEPT}), _in_order(said)
    changes = {name: [stood[name], wanted[name]] for name in KEPT if stood[name] != wanted[name]}
    if not changes:
        return schedule
    for name, (_before, after) in changes.items():
        setattr(schedule, name, after)
    _refuse_another(schedule)
    if changes.keys() & set(SAYS_WHEN):
        schedule.counts_from = timezone.now()
    schedule.save(update_fields=[*changes, "counts_from"])
    ScheduleEvent.objects.create(schedule=schedule, by=by, act=ScheduleAct.CHANGED, changes=changes)
    return schedule


@transaction.atomic
def run_schedule(schedule: ReportSchedule, *, by: User) -> Done:
    """Do at once what it says, paused or not; its own times stay as they are.

    Done again while nothing was published since, or on the same day where it writes to people, nothing is new and no
    row is written. Raises PermissionDenied, EndedAlready or NothingPublished.
    """
    _lock(schedule, by=by)
    done = do(schedule, day=timezone.localdate(), by=by)
    if done.new:
        ScheduleEvent.objects.create(
            schedule=schedule, by=by, act=ScheduleAct.RUN, asked=done.new, publication_id=done.publication
        )
    return done


@transaction.atomic
def end_schedule(schedule: ReportSchedule, *, by: User) -> ReportSchedule:
    """Let it do nothing any more; what it did stays to be read. Raises PermissionDenied or EndedAlready."""
    _lock(schedule, by=by)
    schedule.ended_at = timezone.now()
    schedule.save(update_fields=["ended_at"])
    ScheduleEvent.objects.create(schedule=schedule, by=by, act=ScheduleAct.ENDED)
    return schedule


def _check(by: User) -> None:
    if not by.has_perm("reports.keep_schedules"):
        raise PermissionDenied


def _lock(schedule: ReportSchedule, *, by: User) -> None:
    _check(by)
    schedule.refresh_from_db(from_queryset=ReportSchedule.objects.select_for_update(of=("self",)))
    if schedule.ended_at is not None:
        raise EndedAlready


def _refuse_another(schedule: ReportSchedule) -> None:
    """A Forum has one schedule for the same reports that recurs in the same way."""
    if schedule.timing not in RECURRING:
        return
    same = ReportSchedule.objects.standing().filter(
        edition=schedule.edition_id, kinds=schedule.kinds, timing=schedule.timing
    )
    if same.exclude(pk=schedule.pk).exists():
        raise SameSchedule


def _in_order(said: Mapping[str, Any]) -> dict[str, Any]:
    """Lists are sets here: their order means nothing."""
    return {name: sorted(value) if isinstance(value, list) else value for name, value in said.items()}
