"""Verbs of the reports: ask, build, try again, verify. Services write rows; a sweep builds."""

from reports.services.builds import build_due_reports, build_now
from reports.services.files import sweep_halves
from reports.services.keeping import (
    add_schedule,
    change_schedule,
    end_schedule,
    pause_schedule,
    resume_schedule,
    run_schedule,
)
from reports.services.release import release_report, release_set
from reports.services.requests import request_report, request_reports, retry_report
from reports.services.schedules import run_due_schedules
from reports.services.sets import request_set, retry_set
from reports.services.usual import ensure_default_schedules
from reports.services.verification import Difference, Verdict, recounted, verify_report

__all__ = [
    "Difference",
    "Verdict",
    "add_schedule",
    "build_due_reports",
    "build_now",
    "change_schedule",
    "end_schedule",
    "ensure_default_schedules",
    "pause_schedule",
    "recounted",
    "release_report",
    "release_set",
    "request_report",
    "request_reports",
    "request_set",
    "resume_schedule",
    "retry_report",
    "retry_set",
    "run_due_schedules",
    "run_schedule",
    "sweep_halves",
    "verify_report",
]
