"""Building what is due. The row is the job: a worker claims it by one UPDATE, builds, and marks it by another.

A claim is a lease with a token. A worker that dies leaves a lease that runs out, and the next sweep takes over; one
that was only slow finds its token gone, and its result is refused. Facts and document are stored at the first build,
so every later attempt builds the very same file.
"""

import hashlib
import logging
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from reports.exceptions import BuildFailed, LeaseLost
from reports.models import Report
from reports.selectors import booklet_snapshot
from reports.services.booklet import booklet_document
from reports.services.files import keep
from reports.services.requests import booklet_reference
from reports.services.typesetting import toolchain, typeset
from reports.states import MAX_ATTEMPTS, Failure, ReportState
from roundtables.models import RoundTable
from workflow.selectors import Moment

BATCH = 48  # one sweep's share; the next sweep goes on
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
        progress=5,
        changed_at=now,
    )
    return lease if claimed else None


def finish(report_id: int, lease: uuid.UUID, *, file: str, content: bytes) -> None:
    """Mark the report ready; raises LeaseLost where another worker holds it by now."""
    _hold(
        report_id,
        lease,
        state=ReportState.READY,
        progress=100,
        file=file,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        built_with=toolchain(),
        ready_at=timezone.now(),
        lease=None,
        lease_until=None,
        failure="",
        failure_detail="",
    )


def give_up_worn_out(*, now: datetime) -> int:
    """Fail what lost its worker on every attempt, with that reason, so that nobody waits for ever."""
    return Report.objects.worn_out(now=now).update(
        state=ReportState.FAILED, failure=Failure.WORKER_LOST, lease=None, lease_until=None, changed_at=now
    )


def _build(report_id: int, lease: uuid.UUID) -> bool:
    report = Report.objects.select_related("edition").get(pk=report_id)
    try:
        snapshot = report.snapshot or freeze(report)
        _advance(report_id, lease, progress=40, snapshot=snapshot)
        content = typeset(snapshot["document"])
        _advance(report_id, lease, progress=85)
        finish(report_id, lease, file=keep(f"reports/{report.file_name}", content), content=content)
    except LeaseLost:
        log.warning("report %s was taken over by another worker", report.reference)
        return False
    except Exception as error:
        log.exception("report %s was not built", report.reference)
        _fail(report, lease, error)
        return False
    return True


def freeze(report: Report) -> dict[str, Any]:
    """The report's inputs: the facts at its publication and day, and the document made of them."""
    round_table = RoundTable.objects.select_related("edition").get(
        edition=report.edition_id, number=report.round_table_number or 0
    )
    moment = Moment(publication=report.publication_id, day=report.as_of_on)
    return _inputs(round_table, moment, report.language, report.reference)


def draw_up(round_table: RoundTable, *, moment: Moment, language: str) -> bytes:
    """A booklet's bytes without a row: the same as a report asked for at that publication on that day would have."""
    reference = booklet_reference(round_table.edition_id, round_table.number, moment.publication, language)
    return typeset(_inputs(round_table, moment, language, reference)["document"])


def _inputs(round_table: RoundTable, moment: Moment, language: str, reference: str) -> dict[str, Any]:
    facts = booklet_snapshot(edition=round_table.edition, round_table=round_table, moment=moment, language=language)
    return {"facts": facts, "document": booklet_document(facts, reference=reference)}


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
