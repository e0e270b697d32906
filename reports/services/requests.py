"""Asking for reports. A request is a row, frozen at the current publication; asking twice is one row."""

from collections.abc import Collection, Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from reports.exceptions import NoSuchSubject, NotFailed, NothingPublished
from reports.models import Report, ReportEvent, ReportSchedule
from reports.selectors.scope import Scope
from reports.selectors.subjects import subjects
from reports.states import ReportAct, ReportKind, ReportState
from roundtables.models import Edition
from workflow.selectors import Moment, current_moment


@transaction.atomic
def request_report(
    *,
    scope: Scope,
    language: str,
    by: User,
    moment: Moment | None = None,
    schedule: ReportSchedule | None = None,
    releases: bool = False,
) -> Report:
    """The report on the scope as public now, asked for or already there; a worker will build it.

    With `releases` it is public as soon as it is ready (at once where it is ready already), without the secretariat's
    release. Raises PermissionDenied, NothingPublished or NoSuchSubject.
    """
    if not by.has_perm("reports.request_report"):
        raise PermissionDenied
    moment = moment or current_moment()
    if moment.publication == 0:
        raise NothingPublished
    if scope.subject not in subjects(scope.kind, scope.edition, moment):
        raise NoSuchSubject
    return _asked(scope, language, moment, by=by, schedule=schedule, releases=releases)


@transaction.atomic
def request_reports(
    *,
    kinds: Iterable[ReportKind],
    edition: Edition,
    languages: Iterable[str],
    by: User,
    only: Collection[str] | None = None,
    schedule: ReportSchedule | None = None,
    releases: bool = False,
) -> list[Report]:
    """The reports of some kinds on all their subjects (or on `only` these), all frozen at one and the same moment."""
    if not by.has_perm("reports.request_report"):
        raise PermissionDenied
    moment, wanted = current_moment(), list(languages)
    if moment.publication == 0:
        raise NothingPublished
    scopes = [
        Scope(kind, edition, subject)
        for kind in kinds
        for subject in subjects(kind, edition, moment)
        if only is None or subject in only
    ]
    return [
        _asked(scope, language, moment, by=by, schedule=schedule, releases=releases)
        for scope in scopes
        for language in wanted
    ]


def _asked(
    scope: Scope,
    language: str,
    moment: Moment,
    *,
    by: User,
    schedule: ReportSchedule | None,
    releases: bool,
) -> Report:
    report, created = Report.objects.get_or_create(
        kind=scope.kind,
        edition=scope.edition,
        subject=scope.subject,
        language=language,
        publication_id=moment.publication,
        defaults={
            "reference": scope.reference(moment.publication, language),
            "as_of_on": moment.day,
            "requested_by": by,
            "schedule": schedule,
            "releases_itself": releases,
        },
    )
    if created:
        ReportEvent.objects.create(report=report, by=by, act=ReportAct.ASKED)
    elif releases and not report.is_public:
        _let_out(report, by=by)
    return report


def _let_out(report: Report, *, by: User) -> None:
    """A report that waited for the secretariat is asked for again by what needs no release."""
    now = timezone.now()
    waiting = Report.objects.filter(pk=report.pk)
    waiting.update(releases_itself=True, changed_at=now)
    if waiting.ready().filter(released_at=None).update(released_at=now, released_by=by):
        ReportEvent.objects.create(report=report, by=by, act=ReportAct.RELEASED)
    report.refresh_from_db()


@transaction.atomic
def retry_report(report: Report, *, by: User) -> Report:
    """Put a failed report back into the queue, with all its attempts; it stays frozen where it was."""
    if not by.has_perm("reports.request_report"):
        raise PermissionDenied
    revived = Report.objects.failed().filter(pk=report.pk)
    if not revived.update(
        state=ReportState.QUEUED,
        attempts=0,
        progress=0,
        lease=None,
        lease_until=None,
        failure="",
        failure_detail="",
        changed_at=timezone.now(),
    ):
        raise NotFailed
    ReportEvent.objects.create(report=report, by=by, act=ReportAct.RETRIED)
    report.refresh_from_db()
    return report
