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


class Frequency(models.TextChoices):
    """How often a schedule asks for its reports."""

    DAILY = "daily", pgettext_lazy("frequency", "Every day")
    WEEKLY = "weekly", pgettext_lazy("frequency", "Every week")
    MONTHLY = "monthly", pgettext_lazy("frequency", "Every month")


class ScheduleAct(models.TextChoices):
    """What an administrator did to a schedule."""

    PAUSED = "paused", pgettext_lazy("schedule", "Paused")
    RESUMED = "resumed", pgettext_lazy("schedule", "Resumed")
    CHANGED = "changed", pgettext_lazy("schedule", "Changed")
    RUN = "run", pgettext_lazy("schedule", "Run by hand")


UNFINISHED = frozenset({ReportState.QUEUED, ReportState.BUILDING})
MAX_ATTEMPTS = 3
ROUND_TABLES = (1, 2, 3, 4)
