"""Asking for reports. A request is a row, frozen at the current publication; asking twice is one row."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from reports.exceptions import NoSuchRoundTable, NotFailed, NothingPublished
from reports.models import Report, ReportSchedule
from reports.states import ReportKind, ReportState
from roundtables.models import Edition
from workflow.selectors import Moment, current_moment


@transaction.atomic
def request_report(
    *,
    kind: ReportKind,
    edition: Edition,
    round_table: int,
    language: str,
    by: User,
    moment: Moment | None = None,
    schedule: ReportSchedule | None = None,
) -> Report:
    """The report on a round table as public now, asked for or already there; a worker will build it."""
    if not by.has_perm("reports.request_report"):
        raise PermissionDenied
    moment = moment or current_moment()
    if moment.publication == 0:
        raise NothingPublished
    if not edition.round_tables.filter(number=round_table).exists():
        raise NoSuchRoundTable
    report, _created = Report.objects.get_or_create(
        kind=kind,
        edition=edition,
        round_table_number=round_table,
        language=language,
        publication_id=moment.publication,
        defaults={
            "reference": booklet_reference(edition.pk, round_table, moment.publication, language),
            "as_of_on": moment.day,
            "requested_by": by,
            "schedule": schedule,
        },
    )
    return report


@transaction.atomic
def request_reports(
    *,
    kind: ReportKind,
    edition: Edition,
    round_tables: Iterable[int],
    languages: Iterable[str],
    by: User,
    schedule: ReportSchedule | None = None,
) -> list[Report]:
    """The reports on several round tables in several languages, all frozen at one and the same moment."""
    moment, wanted = current_moment(), list(languages)
    return [
        request_report(
            kind=kind,
            edition=edition,
            round_table=number,
            language=language,
            by=by,
            moment=moment,
            schedule=schedule,
        )
        for number in round_tables
        for language in wanted
    ]


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
    report.refresh_from_db()
    return report


def booklet_reference(year: int, round_table: int, publication: int, language: str) -> str:
    """The reference of a booklet: it says all that the booklet is, e.g. GCM-RP-2026-RT2-P00015-en."""
    return f"GCM-RP-{year}-RT{round_table}-P{publication:05d}-{language}"
