"""The words of a tool, as the concept note of 2018 and the Repository of Practices use them."""

from django.db import models
from django.utils.translation import pgettext_lazy


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
