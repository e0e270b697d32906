"""A whole Forum edition as one request: many reports, frozen at one moment, built by as many workers as there are."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from reports.exceptions import NoSuchSubject, NothingPublished
from reports.models import Report, ReportEvent, ReportSet
from reports.selectors.scope import Scope
from reports.selectors.subjects import subjects
from reports.states import ReportAct, ReportKind, ReportState
from roundtables.models import Edition
from workflow.selectors import Moment, current_moment


@transaction.atomic
def request_set(
    *,
    edition: Edition,
    kinds: Collection[ReportKind],
    languages: Collection[str],
    by: User,
    only: Collection[str] = (),
) -> ReportSet:
    """Ask for the reports of these kinds, in these languages, as public now; on all their subjects, or `only` on some.

    What is there already is not built again; asked for twice at one moment it is one set. The number of queries does
    not depend on the number of reports. Raises PermissionDenied, NothingPublished or NoSuchSubject.
    """
    if not by.has_perm("reports.request_report"):
        raise PermissionDenied
    moment = current_moment()
    if moment.publication == 0:
        raise NothingPublished
    Edition.objects.select_for_update().get(pk=edition.pk)  # two requests of the same: the second finds the first
    same = {
        "edition": edition,
        "publication_id": moment.publication,
        "kinds": sorted(kinds),
        "languages": sorted(languages),
        "only": sorted(only),
    }
    asked, created = ReportSet.objects.get_or_create(**same, defaults={"as_of_on": moment.day, "requested_by": by})
    if not created:
        return asked
    _fill(asked, _scopes(edition, kinds, only, moment), languages, moment, by=by)
    return asked


def _fill(asked: ReportSet, scopes: list[Scope], languages: Collection[str], moment: Moment, *, by: User) -> None:
    """Write the rows of its reports; those there already join it."""
    wanted = [
        Report(
            reference=scope.reference(moment.publication, language),
            kind=scope.kind,
            edition=scope.edition,
            subject=scope.subject,
            language=language,
            publication_id=moment.publication,
            as_of_on=moment.day,
            requested_by=by,
        )
        for scope in scopes
        for language in languages
    ]
    Report.objects.bulk_create(wanted, ignore_conflicts=True)
    references = [report.reference for report in wanted]
    asked.reports.set(Report.objects.filter(reference__in=references).values_list("pk", flat=True))
    new = asked.reports.filter(events=None).values_list("pk", flat=True)
    ReportEvent.objects.bulk_create(ReportEvent(report_id=pk, by=by, act=ReportAct.ASKED) for pk in new)


def _scopes(edition: Edition, kinds: Collection[ReportKind], only: Collection[str], moment: Moment) -> list[Scope]:
    found = [
        Scope(kind, edition, subject)
        for kind in kinds
        for subject in subjects(kind, edition, moment)
        if not only or subject in only
    ]
    if not found or set(only) - {scope.subject for scope in found}:
        raise NoSuchSubject
    return found


@transaction.atomic
def retry_set(asked: ReportSet, *, by: User) -> int:
    """Put all failed reports of a set back into the queue; how many. Raises PermissionDenied."""
    if not by.has_perm("reports.request_report"):
        raise PermissionDenied
    failed = list(
        Report.objects.failed().filter(sets=asked).select_for_update(of=("self",)).values_list("pk", flat=True)
    )
    Report.objects.filter(pk__in=failed).update(
        state=ReportState.QUEUED,
        attempts=0,
        progress=0,
        lease=None,
        lease_until=None,
        failure="",
        failure_detail="",
        changed_at=timezone.now(),
    )
    ReportEvent.objects.bulk_create(ReportEvent(report_id=pk, by=by, act=ReportAct.RETRIED) for pk in failed)
    return len(failed)
