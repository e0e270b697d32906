"""Which reports there are, for the public list, and when the next ones are asked for."""

import hashlib

from django.db.models import Count, Max, QuerySet

from reports.models import Report, ReportSchedule
from reports.states import KEPT, ReportKind
from workflow.models import Publication

LISTED = ("reference", "kind", "edition", "subject", "language", "publication", "as_of_on", "state")
SHOWN = (
    *LISTED,
    "progress",
    "step",
    "failure",
    "ready_at",
    "requested_at",
    "attempts",
    "released_at",
    "releases_itself",
)


def public_reports(
    *, forum: int | None = None, kind: str = "", round_table: int | None = None, subject: str = "", language: str = ""
) -> QuerySet[Report]:
    """What everybody may know of, newest Forum and publication first, narrowed where asked; without the snapshots."""
    reports = Report.objects.public().select_related("publication").only(*SHOWN, "publication__at")
    reports = reports.prefetch_related("files").in_reading_order()
    if forum:
        reports = reports.filter(edition_id=forum)
    if kind:
        reports = reports.filter(kind=kind)
    if round_table:
        reports = reports.filter(kind=ReportKind.ROUND_TABLE, subject=str(round_table))
    if subject:
        reports = reports.filter(subject=subject)
    if language:
        reports = reports.filter(language=language)
    return reports


def report_by_reference(reference: str) -> QuerySet[Report]:
    """The one report of that reference, with its snapshot, be it public or not."""
    found = Report.objects.select_related("publication", "edition").prefetch_related("files")
    return found.filter(reference=reference)


def public_report(reference: str) -> QuerySet[Report]:
    """The same, where everybody may know of it."""
    public = Report.objects.public().select_related("publication", "edition").prefetch_related("files")
    return public.filter(reference=reference)


def siblings(report: Report) -> QuerySet[Report]:
    """The same report in each language it is public in, itself included."""
    same = {"kind": report.kind, "edition": report.edition_id, "subject": report.subject}
    same["publication"] = report.publication_id
    found = Report.objects.filter(**same) if not report.is_public else Report.objects.public().filter(**same)
    return found.only("reference", "language", "state").order_by("language")


def latest_publication() -> Publication | None:
    """The publication that pages are true at now, for their foot; None before the first."""
    return Publication.objects.order_by("-number").first()


def failed_reports() -> QuerySet[Report]:
    """What was given up and waits for somebody to try again, newest first."""
    return (
        Report.objects.failed()
        .select_related("publication")
        .defer("snapshot", "manifest")
        .order_by("-requested_at", "-pk")
    )


def library_fingerprint() -> str:
    """Changes whenever a report, a schedule or a Forum's dates do: these pages move without a publication."""
    reports = Report.objects.aggregate(Count("pk"), Max("changed_at"))
    moving = ("counts_from", "is_paused", "ended_at", *KEPT, "edition__starts_on", "edition__ends_on")
    schedules = ReportSchedule.objects.order_by("pk").values_list("pk", *moving, Max("runs"))
    return hashlib.sha256(f"{sorted(reports.items())} {list(schedules)}".encode()).hexdigest()[:40]
