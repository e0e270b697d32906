"""The words of drafting: what a hint is about, where a step stands."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy


class Aspect(models.TextChoices):
    """What makes a commitment one that can be followed (N4G's and the pledging initiative's SMART)."""

    SPECIFIC = "specific", pgettext_lazy("hint", "Specific")
    MEASURABLE = "measurable", pgettext_lazy("hint", "Measurable")
    TIME_BOUND = "time_bound", pgettext_lazy("hint", "Time-bound")
    RESOURCED = "resourced", pgettext_lazy("hint", "Resourced")
    OWNED = "owned", pgettext_lazy("hint", "Owned")


@dataclass(frozen=True)
class Hint:
    """Private advice on a draft: what is missing at which question, and why it would help. Never a score."""

    aspect: Aspect
    field: str
    what: str | Promise
    why: str | Promise
