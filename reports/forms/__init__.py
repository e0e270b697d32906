"""Forms of the reports: the library's filter, a request, a schedule."""

from reports.forms.library import LibraryFilter, SetRequest
from reports.forms.schedules import NewSchedule, ScheduleForm, schedule_changes_in_words

__all__ = ["LibraryFilter", "NewSchedule", "ScheduleForm", "SetRequest", "schedule_changes_in_words"]
