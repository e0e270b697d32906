"""The words of review reports. A report has a state, not a status: it is built, not moderated."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ReportKind(models.TextChoices):
    """What is reported on."""

    ROUND_TABLE = "round_table", pgettext_lazy("report kind", "Round-table booklet")
    OBJECTIVE = "objective", pgettext_lazy("report kind", "Objective sheet")
    STATE = "state", pgettext_lazy("report kind", "State profile")
    BRIEF = "brief", pgettext_lazy("report kind", "Policy-debate brief")
    OVERVIEW = "overview", pgettext_lazy("report kind", "Forum overview")
    ANNUAL = "annual", pgettext_lazy("report kind", "Annual status report")
    CHANGES = "changes", pgettext_lazy("report kind", "What changed between two Forums")


class ReportFormat(models.TextChoices):
    """In which forms one and the same document is handed out."""

    PDF = "pdf", "PDF"
    HTML = "html", "HTML"
    DOCX = "docx", "DOCX"
    XLSX = "xlsx", "XLSX"


class ReportState(models.TextChoices):
    """Where the building of a report stands."""

    QUEUED = "queued", pgettext_lazy("report state", "Queued")
    BUILDING = "building", pgettext_lazy("report state", "Being built")
    READY = "ready", pgettext_lazy("report state", "Ready")
    FAILED = "failed", pgettext_lazy("report state", "Failed")


class Step(models.TextChoices):
    """What a worker is at while a report is being built."""

    FIGURES = "figures", pgettext_lazy("report step", "Reading the figures and the records")
    DOCUMENT = "document", pgettext_lazy("report step", "Putting the document together")
    PDF = "pdf", pgettext_lazy("report step", "Setting the PDF")
    HTML = "html", pgettext_lazy("report step", "Writing the web page")
    DOCX = "docx", pgettext_lazy("report step", "Writing the Word document")
    XLSX = "xlsx", pgettext_lazy("report step", "Writing the workbook of its tables")
    KEEPING = "keeping", pgettext_lazy("report step", "Keeping the files and their checksums")


class ReportAct(models.TextChoices):
    """What a person did to a report."""

    ASKED = "asked", pgettext_lazy("report act", "Asked for")
    RETRIED = "retried", pgettext_lazy("report act", "Tried again")
    RELEASED = "released", pgettext_lazy("report act", "Released to the public")


class Failure(models.TextChoices):
    """Why a report could not be built, as a sentence for whoever waits for it."""

    TYPESETTING = "typesetting", _("The document could not be typeset.")
    STORAGE = "storage", _("The finished file could not be stored.")
    WORKER_LOST = "worker_lost", _("The worker stopped every time before the report was finished.")
    UNEXPECTED = "unexpected", _("Something went wrong that nobody foresaw; the secretariat can see what in the log.")


class Deed(models.TextChoices):
    """What a schedule does when its time has come."""

    REPORTS = "reports", pgettext_lazy("schedule", "Asks for reports")
    CALL = "call", pgettext_lazy("schedule", "Calls on focal points to submit")
    REMINDER = "reminder", pgettext_lazy("schedule", "Reminds focal points")
    DEADLINE = (
        "deadline",
        pgettext_lazy("schedule", "Tells the secretariat when the Secretary-General’s report is due"),
    )


class Timing(models.TextChoices):
    """When a schedule's times are."""

    DAILY = "daily", pgettext_lazy("frequency", "Every day")
    WEEKLY = "weekly", pgettext_lazy("frequency", "Every week")
    MONTHLY = "monthly", pgettext_lazy("frequency", "Every month")
    YEARLY = "yearly", pgettext_lazy("frequency", "Every year")
    BEFORE = "before", pgettext_lazy("frequency", "Some weeks before the Forum begins")
    AFTER = "after", pgettext_lazy("frequency", "Some weeks after the Forum ends")
    ON = "on", pgettext_lazy("frequency", "On one day")


class Outcome(models.TextChoices):
    """What came of one of a schedule's times."""

    ASKED = "asked", pgettext_lazy("schedule", "Reports asked for")
    NOTHING = "nothing", pgettext_lazy("schedule", "There was nothing to report on")
    TOLD = "told", pgettext_lazy("schedule", "People written to")
    TOO_LATE = "too_late", pgettext_lazy("schedule", "The Forum had begun: nobody was written to")


class Outlook(models.TextChoices):
    """What can be expected of a schedule."""

    COMES = "comes", pgettext_lazy("schedule", "Running")
    PAUSED = "paused", pgettext_lazy("schedule", "Paused")
    WAITS = "waits", pgettext_lazy("schedule", "Waits for the dates of the Forum")
    RESTS = "rests", pgettext_lazy("schedule", "Rests: a later Forum is the current one")
    DONE = "done", pgettext_lazy("schedule", "Has run")
    PASSED = "passed", pgettext_lazy("schedule", "Its time had passed before it was made, resumed or changed")
    ENDED = "ended", pgettext_lazy("schedule", "Ended")


class ScheduleAct(models.TextChoices):
    """What an administrator did to a schedule."""

    ADDED = "added", pgettext_lazy("schedule", "Added")
    PAUSED = "paused", pgettext_lazy("schedule", "Paused")
    RESUMED = "resumed", pgettext_lazy("schedule", "Resumed")
    CHANGED = "changed", pgettext_lazy("schedule", "Changed")
    RUN = "run", pgettext_lazy("schedule", "Run by hand")
    ENDED = "ended", pgettext_lazy("schedule", "Ended")


RECURRING = frozenset({Timing.DAILY, Timing.WEEKLY, Timing.MONTHLY})  # of what was missed only the last is caught up
SINGLE = frozenset({Timing.BEFORE, Timing.AFTER, Timing.ON})
WHEN = {  # which columns say when
    Timing.DAILY: (),
    Timing.WEEKLY: ("weekday",),
    Timing.MONTHLY: ("day",),
    Timing.YEARLY: ("month", "day"),
    Timing.BEFORE: ("weeks",),
    Timing.AFTER: ("weeks",),
    Timing.ON: ("on_day",),
}
WHEN_COLUMNS = sorted({column for needed in WHEN.values() for column in needed})
LEAP_YEAR = 2024
SAYS_WHEN = ("timing", "weeks", "weekday", "day", "month", "on_day", "at_time", "time_zone")
SAYS_WHICH = ("kinds", "languages", "releases")
KEPT = (*SAYS_WHICH, *SAYS_WHEN)
TIME_ZONES = [  # where the United Nations have their offices and regional commissions
    ("UTC", "UTC"),
    ("America/New_York", pgettext_lazy("city", "New York")),
    ("Europe/Zurich", pgettext_lazy("city", "Geneva")),
    ("Europe/Vienna", pgettext_lazy("city", "Vienna")),
    ("Africa/Nairobi", pgettext_lazy("city", "Nairobi")),
    ("Africa/Addis_Ababa", pgettext_lazy("city", "Addis Ababa")),
    ("Asia/Beirut", pgettext_lazy("city", "Beirut")),
    ("Asia/Bangkok", pgettext_lazy("city", "Bangkok")),
    ("America/Santiago", pgettext_lazy("city", "Santiago")),
]
UNFINISHED = frozenset({ReportState.QUEUED, ReportState.BUILDING})
MAX_ATTEMPTS = 3
ROUND_TABLES = (1, 2, 3, 4)
