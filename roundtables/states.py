"""Words of the Forum's calendar."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Precision(models.TextChoices):
    """How exactly a date is known."""

    DAY = "day", pgettext_lazy("precision", "Day")
    MONTH = "month", pgettext_lazy("precision", "Month")
    YEAR = "year", pgettext_lazy("precision", "Year")


class EntryKind(models.TextChoices):
    """What a calendar entry is."""

    ADOPTION = "adoption", pgettext_lazy("calendar", "Adoption")
    FUND = "fund", pgettext_lazy("calendar", "Fund")
    MODALITIES = "modalities", pgettext_lazy("calendar", "Modalities")
    SG_REPORT = "sg_report", pgettext_lazy("calendar", "Report of the Secretary-General")
    REGIONAL_REVIEW = "regional_review", pgettext_lazy("calendar", "Regional review")
    PLATFORM = "platform", pgettext_lazy("calendar", "Platform")
    PLEDGING = "pledging", pgettext_lazy("calendar", "Pledging")
    HEARING = "hearing", pgettext_lazy("calendar", "Multi-stakeholder hearing")
    FORUM = "imrf", pgettext_lazy("calendar", "Forum")
    OUTCOME = "outcome", pgettext_lazy("calendar", "Outcome")
    PLENARY = "plenary", pgettext_lazy("calendar", "Plenary")


class PaperKind(models.TextChoices):
    """What is written for a Forum."""

    NOTE = "note", pgettext_lazy("forum", "Background note")
    TOPIC = "topic", pgettext_lazy("forum", "Topic of the policy debate")


class PaperStanding(models.TextChoices):
    """Whether the public reads it."""

    DRAFT = "draft", pgettext_lazy("paper", "Draft")
    PUBLISHED = "published", pgettext_lazy("paper", "Published")


class EditKind(models.TextChoices):
    """What an edit of reference data is about."""

    EDITION = "edition", pgettext_lazy("edit", "Dates and facts")
    SPLIT = "split", pgettext_lazy("edit", "Objectives of the round tables")
    THEME = "theme", pgettext_lazy("edit", "Theme of a round table")
    ENTRY = "entry", pgettext_lazy("edit", "Calendar")
    PAPER = "paper", pgettext_lazy("edit", "Background notes and topics")


class EditAct(models.TextChoices):
    """What was done."""

    CHANGED = "changed", pgettext_lazy("edit", "Changed")
    ADDED = "added", pgettext_lazy("edit", "Added")
    REMOVED = "removed", pgettext_lazy("edit", "Removed")
    DRAFTED = "drafted", pgettext_lazy("edit", "Drafted")
    PUBLISHED = "published", pgettext_lazy("edit", "Published")
    TAKEN_OFF = "taken_off", pgettext_lazy("edit", "Taken off the site")
    FOLLOWED = "followed", pgettext_lazy("edit", "Followed the Forum’s dates")
    LOADED = "loaded", pgettext_lazy("edit", "Brought in line with the reference file")


THEME_MAX = 200
PAPER_TITLE_MAX, PAPER_TEXT_MAX, DOCUMENTS_MAX = 200, 12_000, 10
REASON_MAX = 1000
ROUND_TABLES = (1, 2, 3, 4)
OBJECTIVES = range(1, 24)
