"""The clock of the schedules. What was missed is caught up once; two clocks do it once."""

import logging
from datetime import datetime

from django.db import transaction

from accounts.models import User
from reports.exceptions import NothingPublished
from reports.models import ReportSchedule, ScheduleRun
from reports.selectors.occurrences import Occurrence, due_occurrences
from reports.selectors.schedules import rests
from reports.services.deeds import do
from roundtables.models import Edition
from roundtables.selectors import current_edition

log = logging.getLogger(__name__)


def run_due_schedules(*, now: datetime) -> int:
    """Do what has come due by `now` and was not done; how many occurrences that were.

    Each schedule is one transaction under its lock; a second clock skips what the first is at, and each occurrence has
    one row. Before the first publication no report can be asked for: those occurrences stay due.
    """
    current = current_edition()
    running = ReportSchedule.objects.running().with_runs()  # type: ignore[attr-defined]
    due = [row.pk for row in running if not rests(row, current) and due_occurrences(row, now=now)]
    return sum(_alone(pk, current, now=now) for pk in due)


def _alone(pk: int, current: Edition | None, *, now: datetime) -> int:
    """One that breaks stays due and does not stand in the way of the others."""
    try:
        return _run(pk, current, now=now)
    except Exception:
        log.exception("schedule %s could not run", pk)
        return 0


@transaction.atomic
def _run(pk: int, current: Edition | None, *, now: datetime) -> int:
    held = ReportSchedule.objects.running().select_for_update(skip_locked=True).filter(pk=pk).first()
    if held is None:
        return 0
    schedule = ReportSchedule.objects.with_runs().get(pk=pk)  # type: ignore[attr-defined]
    if rests(schedule, current):
        return 0
    return sum(_once(schedule, occurrence, now=now) for occurrence in due_occurrences(schedule, now=now))


def _once(schedule: ReportSchedule, occurrence: Occurrence, *, now: datetime) -> bool:
    try:
        done = do(schedule, day=occurrence.day, by=User.objects.system())
    except NothingPublished:
        return False
    ScheduleRun.objects.create(
        schedule=schedule,
        occurrence=occurrence.name,
        due_at=occurrence.at,
        at=now,
        outcome=done.outcome,
        count=done.count,
        publication_id=done.publication,
        asked=done.asked,
    )
    return True
