"""Reads of the reports: what goes into one, and which there are."""

from reports.selectors.booklet import booklet_snapshot
from reports.selectors.library import (
    failed_reports,
    latest_publication,
    library_fingerprint,
    next_runs,
    public_reports,
    report_by_reference,
    siblings,
)

__all__ = [
    "booklet_snapshot",
    "failed_reports",
    "latest_publication",
    "library_fingerprint",
    "next_runs",
    "public_reports",
    "report_by_reference",
    "siblings",
]
