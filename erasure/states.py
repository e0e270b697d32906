"""Where a request that personal data be erased stands, and how it reached us."""

from datetime import timedelta

from django.db import models
from django.utils.translation import pgettext_lazy

from accounts.states import Holding


class Standing(models.TextChoices):
    """Where a request stands."""

    ASKED = "asked", pgettext_lazy("erasure", "Waiting for the secretariat")
    CARRIED_OUT = "carried_out", pgettext_lazy("erasure", "Carried out")
    REFUSED = "refused", pgettext_lazy("erasure", "Refused")
    TAKEN_BACK = "taken_back", pgettext_lazy("erasure", "Taken back")


class Channel(models.TextChoices):
    """How somebody who did not ask here asked; empty where they did."""

    LETTER = "letter", pgettext_lazy("erasure", "By letter")
    MAIL = "mail", pgettext_lazy("erasure", "By e-mail")
    OTHERWISE = "otherwise", pgettext_lazy("erasure", "By telephone or in person")


BESIDE_A_RECORD = frozenset({Holding.CONTACTS, Holding.PARTNERS, Holding.REMARKS})
REMINDED_BEFORE = timedelta(days=7)  # of the day it is due
REASON_MAX = 1000
