"""Building what is due. The row is the job: a worker claims it by one UPDATE, builds, and marks it by another.

A claim is a lease with a token. A worker that dies leaves a lease that runs out, and the next sweep takes over; one
that was only slow finds its token gone, and its result is refused. Facts and document are stored at the first build,
so every later attempt builds the very same file.
"""

import hashlib
import logging
import uuid
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Case, F, When
from django.db.models.functions import Now
from django.utils import timezone

from reports.exceptions import BuildFailed, LeaseLost
from reports.models import Report, ReportFile
from reports.selectors.facts import Facts, facts_of
from reports.selectors.scope import Scope
from reports.services.documents import document_of
from reports.services.files import FOLDER, keep
from reports.services.manifest import manifest_of
from reports.services.renderers import RENDERERS, Renderer
from reports.states import MAX_ATTEMPTS, Failure, ReportFormat, ReportKind, ReportState, Step
from workflow.selectors import Moment

BATCH = 48  # one sweep's share; the next sweep goes on
PROGRESS_BEGUN, PROGRESS_READ, PROGRESS_FROZEN, PROGRESS_RENDERED = 5, 20, 30, 95  # per cent
RETRY_AFTER = timedelta(seconds=30)

log = logging.getLogger(__name__)


def build_due_reports() -> int:
    """Build what is due and say how many became ready; a second run, or another worker, finds nothing left of it."""
    give_up_worn_out(now=timezone.now())
    due = list(Report.objects.due(now=timezone.now()).values_list("pk", flat=True)[:BATCH])
    return sum(build_now(report_id) for report_id in due)


def build_now(report_id: int) -> bool:
    """Claim and build one report; False where somebody else has it, it is done, or it did not work."""
    lease = claim(report_id, now=timezone.now())
    return lease is not None and _build(report_id, lease)


def claim(report_id: int, *, now: datetime) -> uuid.UUID | None:
    """A lease for exactly one caller. The attempt is counted here, so that a report that kills its worker is too."""
    lease = uuid.uuid4()
    due = Report.objects.due(now=now).order_by().filter(pk=report_id)
    claimed = due.update(
        state=ReportState.BUILDING,
        lease=lease,
        lease_until=now + _lease_time(),
        attempts=F("attempts") + 1,
        progress=PROGRESS_BEGUN,
        step=Step.FIGURES,
        changed_at=now,
    )
    return lease if claimed else None


@transaction.atomic
def finish(report_id: int, lease: uuid.UUID, *, files: Sequence[ReportFile], manifest: Facts) -> None:
    """Mark the report ready, with its files; raises LeaseLost where another worker holds it by now."""
    ReportFile.objects.filter(report=report_id).delete()
    ReportFile.objects.bulk_create(files)
    _hold(
        report_id,
        lease,
        state=ReportState.READY,
        progress=100,
        step="",
        manifest=manifest,
        ready_at=timezone.now(),
        released_at=Case(When(releases_itself=True, then=Now())),
        lease=None,
        lease_until=None,
        failure="",
        failure_detail="",
    )


def give_up_worn_out(*, now: datetime) -> int:
    """Fail what lost its worker on every attempt, with that reason, so that nobody waits for ever."""
    return Report.objects.worn_out(now=now).update(
        state=ReportState.FAILED, step="", failure=Failure.WORKER_LOST, lease=None, lease_until=None, changed_at=now
    )


def _build(report_id: int, lease: uuid.UUID) -> bool:
    report = Report.objects.select_related("edition").get(pk=report_id)
    try:
        snapshot = report.snapshot or _frozen(report, lease)
        _advance(report_id, lease, progress=PROGRESS_FROZEN, snapshot=snapshot)
        files = []
        for done, (form, renderer) in enumerate(RENDERERS.items()):
            share = (PROGRESS_RENDERED - PROGRESS_FROZEN) * done // len(RENDERERS)
            _advance(report_id, lease, step=Step(form), progress=PROGRESS_FROZEN + share)
            files.append(_file(report, form, renderer, snapshot["document"]))
        _advance(report_id, lease, step=Step.KEEPING, progress=PROGRESS_RENDERED)
        finish(report_id, lease, files=files, manifest=manifest_of(report, snapshot, files))
    except LeaseLost:
        log.warning("report %s was taken over by another worker", report.reference)
        return False
    except Exception as error:
        log.exception("report %s was not built", report.reference)
        _fail(report, lease, error)
        return False
    return True


def freeze(report: Report, told: Callable[[], None] = lambda: None) -> Facts:
    """The report's inputs: the facts at its publication and day, and the document made of them; tells in between."""
    scope = Scope(ReportKind(report.kind), report.edition, report.subject)
    moment = Moment(publication=report.publication_id, day=report.as_of_on)
    return inputs_of(scope, moment, report.language, told)


def inputs_of(scope: Scope, moment: Moment, language: str, told: Callable[[], None] = lambda: None) -> Facts:
    """Facts and document of a report without a row: the same as one asked for at that publication on that day has."""
    facts = facts_of(scope, moment, language)
    told()
    return {"facts": facts, "document": document_of(facts, scope.reference(moment.publication, language))}


def _frozen(report: Report, lease: uuid.UUID) -> Facts:
    return freeze(report, lambda: _advance(report.pk, lease, step=Step.DOCUMENT, progress=PROGRESS_READ))


def _file(report: Report, form: ReportFormat, renderer: Renderer, document: Facts) -> ReportFile:
    content = renderer.render(document)
    return ReportFile(
        report=report,
        format=form,
        file=keep(f"{FOLDER}/{report.reference}.{form}", content),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        built_with=renderer.made_with(),
    )


def _advance(report_id: int, lease: uuid.UUID, **fields: Any) -> None:
    """Note how far it is, and hold the lease that much longer."""
    _hold(report_id, lease, lease_until=timezone.now() + _lease_time(), **fields)


def _fail(report: Report, lease: uuid.UUID, error: Exception) -> None:
    """Keep the reason; try again a little later, or not again once the attempts are used up."""
    try:
        _hold(
            report.pk,
            lease,
            state=ReportState.FAILED if report.attempts >= MAX_ATTEMPTS else ReportState.QUEUED,
            failure=error.failure if isinstance(error, BuildFailed) else Failure.UNEXPECTED,
            failure_detail=f"{type(error).__name__}: {error}"[:4000].replace("\0", ""),
            progress=0,
            step="",
            lease=None,
            lease_until=timezone.now() + RETRY_AFTER * report.attempts,
        )
    except LeaseLost:
        log.warning("report %s was taken over by another worker", report.reference)


def _hold(report_id: int, token: uuid.UUID, **fields: Any) -> None:
    """Change the row if this token still holds it; raises LeaseLost if not."""
    held = Report.objects.filter(pk=report_id, lease=token, state=ReportState.BUILDING)
    if not held.update(changed_at=timezone.now(), **fields):
        raise LeaseLost


def _lease_time() -> timedelta:
    return timedelta(seconds=settings.REPORT_LEASE_SECONDS)
