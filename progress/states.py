"""The words of progress."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Stage(models.TextChoices):
    """How far the work has come (the refugee compact's vocabulary, with an honest end)."""

    PLANNING = "planning", pgettext_lazy("stage", "Planning")
    IN_PROGRESS = "in_progress", pgettext_lazy("stage", "In progress")
    FULFILLED = "fulfilled", pgettext_lazy("stage", "Fulfilled")
    DISCONTINUED = "discontinued", pgettext_lazy("stage", "Discontinued")


class Assurance(models.TextChoices):
    """How well the statement is supported; the last is a moderator's to give."""

    SELF_REPORTED = "self_reported", pgettext_lazy("assurance", "Self-reported")
    DOCUMENTED = "documented", pgettext_lazy("assurance", "Document attached")
    CORROBORATED = "corroborated", pgettext_lazy("assurance", "Independently corroborated")
