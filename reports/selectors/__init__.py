"""Reads of the reports: what goes into one, and which there are."""

from reports.selectors.library import (
    failed_reports,
    latest_publication,
    library_fingerprint,
    public_report,
    public_reports,
    report_by_reference,
    siblings,
)
from reports.selectors.schedules import (
    coming_reports,
    ended_schedules,
    line_of,
    runs_of,
    schedule_mark,
    schedule_story,
    schedules,
    schedules_paused,
)
from reports.selectors.scope import Scope
from reports.selectors.sets import Progress, progress_of, reports_to_release, sets
from reports.selectors.subjects import subjects
from reports.selectors.titles import entitled, subject_in_words, title_of

__all__ = [
    "Progress",
    "Scope",
    "coming_reports",
    "ended_schedules",
    "entitled",
    "failed_reports",
    "latest_publication",
    "library_fingerprint",
    "line_of",
    "progress_of",
    "public_report",
    "public_reports",
    "report_by_reference",
    "reports_to_release",
    "runs_of",
    "schedule_mark",
    "schedule_story",
    "schedules",
    "schedules_paused",
    "sets",
    "siblings",
    "subject_in_words",
    "subjects",
    "title_of",
]
