"""Reports with their files and history, sets of them, and the schedules that ask for them."""

from reports.models.reports import Report, ReportEvent, ReportFile, ReportSet
from reports.models.runs import ScheduleRun
from reports.models.schedules import ReportSchedule, ScheduleEvent

__all__ = ["Report", "ReportEvent", "ReportFile", "ReportSchedule", "ReportSet", "ScheduleEvent", "ScheduleRun"]
