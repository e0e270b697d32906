"""How often somebody without an account is written to, and what about."""

from datetime import timedelta

from django.db import models
from django.utils.translation import pgettext_lazy

BATCH = 200  # subscriptions looked at in one sweep
LETTERS_A_DAY = 5  # links to confirm that one address is sent in 24 hours, whoever asks for them
SUBSCRIPTIONS_MAX = 50  # of one address
LISTED = 40  # entries of one mail
KEPT = timedelta(days=30)  # how long it is remembered that a mail was sent
QUERY_MAX = 1000


class Frequency(models.TextChoices):
    """How often mail comes, where there is anything new."""

    DAILY = "daily", pgettext_lazy("alerts", "Every day")
    WEEKLY = "weekly", pgettext_lazy("alerts", "Every week")
    MONTHLY = "monthly", pgettext_lazy("alerts", "Every month")


class Purpose(models.TextChoices):
    """What a letter is for."""

    CONFIRM = "confirm", pgettext_lazy("alerts", "To confirm the address")
    NEWS = "news", pgettext_lazy("alerts", "What is new")
