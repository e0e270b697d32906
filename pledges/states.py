"""The words of a pledge, as the public registry's form and A/RES/73/195 use them."""

from django.db import models
from django.utils.translation import pgettext_lazy


class PledgeType(models.TextChoices):
    """Who pledges with whom; empty where an imported source does not say."""

    INDIVIDUAL = "individual", pgettext_lazy("pledge type", "Individual")
    COMMON = "common", pgettext_lazy("pledge type", "Common")
    PARTNERSHIP = "partnership", pgettext_lazy("pledge type", "In partnership")
    MATCHING = "matching", pgettext_lazy("pledge type", "Matching")


class Nature(models.TextChoices):
    """What is given: several may apply."""

    POLICY_LEGAL = "policy_legal", pgettext_lazy("nature", "Policy or legal")
    FINANCIAL = "financial", pgettext_lazy("nature", "Financial")
    HUMAN = "human_resources", pgettext_lazy("nature", "Human resources")
    PROCESS = "process", pgettext_lazy("nature", "Process")
    STRUCTURED = "structured", pgettext_lazy("nature", "Structured")


class Level(models.TextChoices):
    """Where the pledge is carried out."""

    LOCAL = "local", pgettext_lazy("level", "Local")
    NATIONAL = "national", pgettext_lazy("level", "National")
    REGIONAL = "regional", pgettext_lazy("level", "Regional")
    INTERNATIONAL = "international", pgettext_lazy("level", "International")


class Novelty(models.TextChoices):
    """Whether the work is new, grows, or goes on."""

    NEW = "new", pgettext_lazy("novelty", "New")
    SCALING_UP = "scaling_up", pgettext_lazy("novelty", "Scaling up")
    CONTINUING = "continuing", pgettext_lazy("novelty", "Continuing")


class Weight(models.TextChoices):
    """Whether an objective is one of the main ones (1 to 3 on the form) or related."""

    MAIN = "main", pgettext_lazy("weight", "Main objective")
    RELATED = "related", pgettext_lazy("weight", "Related objective")


DESCRIPTION_MIN = 300
DESCRIPTION_MAX = 3000
MAIN_OBJECTIVES_MAX = 3
ATTACHMENT_MAX_BYTES = 25 * 1024 * 1024
