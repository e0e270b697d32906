"""Reads of the reports: what goes into one, and which there are."""

from reports.selectors.library import (
    failed_reports,
    latest_publication,
    library_fingerprint,
    next_runs,
    public_reports,
    report_by_reference,
    siblings,
)
from reports.selectors.schedules import (
    line_of,
    schedule_mark,
    schedule_story,
    schedules,
    schedules_paused,
)

__all__ = [
    "failed_reports",
    "latest_publication",
    "library_fingerprint",
    "line_of",
    "next_runs",
    "public_reports",
    "report_by_reference",
    "schedule_mark",
    "schedule_story",
    "schedules",
    "schedules_paused",
    "siblings",
]
