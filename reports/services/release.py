"""Letting the public see a finished report: an act of the secretariat, with its row."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from reports.exceptions import NotReady, ReleasedAlready
from reports.models import Report, ReportEvent, ReportSet
from reports.states import ReportAct


@transaction.atomic
def release_report(report: Report, *, by: User) -> Report:
    """Make a finished report public; of two who do it at once, one is told.

    Raises PermissionDenied, NotReady or ReleasedAlready.
    """
    if not by.has_perm("reports.release_report"):
        raise PermissionDenied
    now = timezone.now()
    waiting = Report.objects.waiting_for_release().filter(pk=report.pk)
    released = waiting.update(released_at=now, released_by=by, changed_at=now)
    report.refresh_from_db()
    if not released:
        raise ReleasedAlready if report.is_public else NotReady
    ReportEvent.objects.create(report=report, by=by, act=ReportAct.RELEASED)
    return report


@transaction.atomic
def release_set(asked: ReportSet, *, by: User) -> int:
    """Make all finished reports of a set public; how many were not yet. Raises PermissionDenied."""
    if not by.has_perm("reports.release_report"):
        raise PermissionDenied
    now = timezone.now()
    waiting = list(
        Report.objects.waiting_for_release()
        .filter(sets=asked)
        .select_for_update(of=("self",))
        .values_list("pk", flat=True)
    )
    Report.objects.filter(pk__in=waiting).update(released_at=now, released_by=by, changed_at=now)
    ReportEvent.objects.bulk_create(
        ReportEvent(report_id=report, by=by, act=ReportAct.RELEASED, at=now) for report in waiting
    )
    return len(waiting)
