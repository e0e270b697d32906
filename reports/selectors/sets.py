"""How far a set of reports is: by kind and language, counted by the database, never by listing them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count, Q, QuerySet

from reports.models import Report, ReportSet
from reports.states import UNFINISHED, ReportKind, ReportState


@dataclass(frozen=True)
class Stretch:
    """Some reports of a set: how many there are, are ready, have failed, and how far they are on the whole."""

    kind: str
    language: str
    total: int
    ready: int
    failed: int
    per_cent: int

    @property
    def label(self) -> str:
        """The kind in words."""
        return str(ReportKind(self.kind).label)


@dataclass(frozen=True)
class Progress:
    """Where a set stands."""

    total: int
    ready: int
    failed: int
    waiting_for_release: int
    per_cent: int
    stretches: Sequence[Stretch]

    @property
    def unfinished(self) -> int:
        """How many are still to be built."""
        return self.total - self.ready - self.failed


COUNTS = {
    "total": Count("pk"),
    "ready": Count("pk", filter=Q(state=ReportState.READY)),
    "failed": Count("pk", filter=Q(state=ReportState.FAILED)),
    "per_cent": Avg("progress", default=0.0),
}


def progress_of(asked: ReportSet) -> Progress:
    """How far the set is; two queries however many reports it has."""
    reports = asked.reports.order_by()
    whole = reports.aggregate(**COUNTS, waiting_for_release=Count("pk", filter=_waiting()))
    by = reports.values("kind", "language").annotate(**COUNTS).order_by("kind", "language")
    stretches = [_stretch(row) for row in by]
    return Progress(**whole | {"per_cent": int(whole["per_cent"])}, stretches=stretches)


def sets() -> QuerySet[ReportSet]:
    """All sets, the newest first, with how many reports each has and how many of them are not finished."""
    return (
        ReportSet.objects.select_related("requested_by", "publication")
        .annotate(
            total=Count("reports"),
            ready=Count("reports", filter=Q(reports__state=ReportState.READY)),
            failed=Count("reports", filter=Q(reports__state=ReportState.FAILED)),
            unfinished=Count("reports", filter=Q(reports__state__in=UNFINISHED)),
        )
        .order_by("-pk")
    )


def reports_to_release() -> QuerySet[Report]:
    """Finished reports that wait for the secretariat, the newest first; without their snapshots."""
    waiting = Report.objects.waiting_for_release().select_related("publication")
    return waiting.defer("snapshot", "manifest").order_by("-ready_at", "-pk")


def _stretch(row: Mapping[str, Any]) -> Stretch:
    return Stretch(**{**row, "per_cent": int(row["per_cent"])})


def _waiting() -> Q:
    return Q(state=ReportState.READY, released_at=None)
