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
