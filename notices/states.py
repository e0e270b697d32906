"""How often people are written to, about what, and how long a try at sending may last."""

from datetime import timedelta

from django.db import models
from django.utils.translation import pgettext_lazy

LEASE = timedelta(minutes=5)  # longer than any one mail takes: an older claim was a worker's that died
RETRY_STEP = timedelta(minutes=10)  # how much longer each try waits than the one before: a day and a half in all
MAX_ATTEMPTS = 20
BATCH = 40  # times EMAIL_TIMEOUT stays below the worker's own limit, even when every mail hangs


class Frequency(models.TextChoices):
    """How often a person is written to about what is not urgent."""

    IMMEDIATE = "immediate", pgettext_lazy("notices", "At once, each by itself")
    DAILY = "daily", pgettext_lazy("notices", "Once a day, together")
    WEEKLY = "weekly", pgettext_lazy("notices", "Once a week, together")
    NONE = "none", pgettext_lazy("notices", "Never")


class Group(models.TextChoices):
    """What can be written about, as far as a person may choose how often; each topic that is not urgent is in one."""

    DECISIONS = "decisions", pgettext_lazy("notices", "What becomes of my submissions")
    DUE = "due", pgettext_lazy("notices", "What is due from us")
    ASKED = "asked", pgettext_lazy("notices", "What others ask of me")
    SUBMISSIONS = "submissions", pgettext_lazy("notices", "New submissions to decide on")
    LATE = "late", pgettext_lazy("notices", "What is late and nobody has answered")
    OTHER = "other", pgettext_lazy("notices", "Everything else")


UNLESS_CHOSEN = {
    Group.DECISIONS: Frequency.IMMEDIATE,
    Group.DUE: Frequency.WEEKLY,
    Group.ASKED: Frequency.IMMEDIATE,
    Group.SUBMISSIONS: Frequency.DAILY,
    Group.LATE: Frequency.DAILY,
    Group.OTHER: Frequency.IMMEDIATE,
}


class Period(models.TextChoices):
    """What one mail puts together: a day's, a week's, or what was over the cap on the day before."""

    DAILY = "daily", pgettext_lazy("digest", "Daily")
    WEEKLY = "weekly", pgettext_lazy("digest", "Weekly")
    HELD = "held", pgettext_lazy("digest", "Held over from the day before")


class Dropped(models.TextChoices):
    """Why a message that was owed is not sent after all."""

    UNTRUE = "untrue", pgettext_lazy("dropped", "No longer true when it was to be sent")
    UNWANTED = "unwanted", pgettext_lazy("dropped", "Its reader had chosen never to be told")
    EMPTY = "empty", pgettext_lazy("dropped", "Nothing in it was left to be said")
