"""The words of tools, as the concept note of 2018 and the Repository of Practices use them, and of calls for them."""

from datetime import date

from django.db import models
from django.utils.translation import pgettext_lazy

TITLE_MAX, PROVIDER_MAX, WHERE_MAX = 300, 300, 200  # as the importer's
TEXT_MAX = 3000  # summary, results, lessons, what replication takes
SUPPORT_MAX = 2000
CALL_TITLE_MAX, CALL_TEXT_MAX = 200, 6000
COMPACT_ADOPTED_ON = date(2018, 12, 19)  # A/RES/73/195; practices are wanted from after it (the Network's guidance)


class ToolKind(models.TextChoices):
    """What it is."""

    TOOL = "tool", pgettext_lazy("tool kind", "Tool")
    PRACTICE = "practice", pgettext_lazy("tool kind", "Practice")
    TRAINING = "training", pgettext_lazy("tool kind", "Training")
    GUIDANCE = "guidance", pgettext_lazy("tool kind", "Guidance")
    PROGRAMME = "programme", pgettext_lazy("tool kind", "Programme")
    DATA = "data", pgettext_lazy("tool kind", "Data")


class Scope(models.TextChoices):
    """Whether it serves the Compact as a whole or particular objectives."""

    CROSS_CUTTING = "cross_cutting", pgettext_lazy("tool scope", "Cross-cutting")
    THEME_SPECIFIC = "theme_specific", pgettext_lazy("tool scope", "Theme-specific")


class Standing(models.TextChoices):
    """Whether it exists or is wished for."""

    IN_PLACE = "in_place", pgettext_lazy("tool standing", "In place")
    WISHED = "wished", pgettext_lazy("tool standing", "Wished for")


class CallStanding(models.TextChoices):
    """Where a call for tools stands on a day."""

    UNPUBLISHED = "unpublished", pgettext_lazy("call", "Not published yet")
    COMING = "coming", pgettext_lazy("call", "Coming")
    OPEN = "open", pgettext_lazy("call", "Open")
    CLOSED = "closed", pgettext_lazy("call", "Closed")


class CallAct(models.TextChoices):
    """What was done to a call."""

    DRAFTED = "drafted", pgettext_lazy("call", "Drafted")
    CHANGED = "changed", pgettext_lazy("call", "Changed")
    PUBLISHED = "published", pgettext_lazy("call", "Published")
    CLOSED = "closed", pgettext_lazy("call", "Closed early")
