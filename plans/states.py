"""The words and limits of national implementation plans."""

from django.db import models
from django.utils.translation import pgettext_lazy

MEASURE = "PM"  # the kind of a measure's own record
TITLE_MAX = 200
SUMMARY_MAX = 3000
DESCRIPTION_MAX = 3000
LINE_MAX = 300
PARTNERS_MAX = 1000
MEASURES_MAX = 99  # a measure's reference ends in two digits, given once in the life of its plan
MILESTONES_MAX = 40
CONSULTATIONS_MAX = 60


class Horizon(models.TextChoices):
    """When a measure is to take effect, as the concept note on the Forum asks for priorities."""

    SHORT = "short", pgettext_lazy("horizon", "Short term")
    MEDIUM = "medium", pgettext_lazy("horizon", "Medium term")
    LONG = "long", pgettext_lazy("horizon", "Long term")


class Stakeholder(models.TextChoices):
    """With whom the Compact is implemented in partnership (A/RES/73/195, para. 44), in the order of its text."""

    MIGRANTS = "migrants", pgettext_lazy("stakeholder", "Migrants")
    CIVIL_SOCIETY = "civil_society", pgettext_lazy("stakeholder", "Civil society")
    DIASPORA = "diaspora", pgettext_lazy("stakeholder", "Migrant and diaspora organizations")
    FAITH = "faith", pgettext_lazy("stakeholder", "Faith-based organizations")
    LOCAL = "local", pgettext_lazy("stakeholder", "Local authorities and communities")
    PRIVATE = "private", pgettext_lazy("stakeholder", "Private sector")
    UNIONS = "unions", pgettext_lazy("stakeholder", "Trade unions")
    PARLIAMENT = "parliament", pgettext_lazy("stakeholder", "Parliamentarians")
    RIGHTS = "rights", pgettext_lazy("stakeholder", "National human rights institutions")
    RED_CROSS = "red_cross", pgettext_lazy("stakeholder", "Red Cross and Red Crescent Movement")
    ACADEMIA = "academia", pgettext_lazy("stakeholder", "Academia")
    MEDIA = "media", pgettext_lazy("stakeholder", "Media")
    OTHER = "other", pgettext_lazy("stakeholder", "Other stakeholders")
