"""The words of progress."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from django.db import models
from django.utils.translation import pgettext_lazy

COMPACT_ADOPTED_ON = date(2018, 12, 10)  # Marrakesh
TEXT_MAX = 3000
REASON_MAX = 1000
INDICATOR_MAX = 300
LINK_TITLE_MAX = 200
LINKS_MAX = 10


class Stage(models.TextChoices):
    """How far the work has come (the refugee compact's vocabulary, with an honest end)."""

    PLANNING = "planning", pgettext_lazy("stage", "Planning")
    IN_PROGRESS = "in_progress", pgettext_lazy("stage", "In progress")
    FULFILLED = "fulfilled", pgettext_lazy("stage", "Fulfilled")
    DISCONTINUED = "discontinued", pgettext_lazy("stage", "Discontinued")


ENDED = frozenset({Stage.FULFILLED, Stage.DISCONTINUED})  # nothing falls due after these


class Assurance(models.TextChoices):
    """How well the statement is supported; the last is a moderator's to give."""

    SELF_REPORTED = "self_reported", pgettext_lazy("assurance", "Self-reported")
    DOCUMENTED = "documented", pgettext_lazy("assurance", "Document attached")
    CORROBORATED = "corroborated", pgettext_lazy("assurance", "Independently corroborated")


class Why(models.TextChoices):
    """Why a report falls due on a day."""

    YEARLY = "yearly", pgettext_lazy("report due", "yearly report")
    FORUM = "forum", pgettext_lazy("report due", "report before the Forum")
    END = "end", pgettext_lazy("report due", "report at the end of the work")


class Purpose(models.TextChoices):
    """What else one update is written out for. The values stand in addresses."""

    REVIEW = "review", pgettext_lazy("purpose", "Voluntary GCM review")
    SDG = "sdg", pgettext_lazy("purpose", "SDG 10.7.2 and voluntary national review")
    REFUGEE_COMPACT = "refugee-compact", pgettext_lazy("purpose", "Global Compact on Refugees")


STILL = 2_147_483_647
"""Until when a tally holds that holds now: later than any publication."""


class Dimension(StrEnum):
    """By what the public pledges are tallied; the words in brackets are the keys."""

    ALL = "all"  # ()
    NAMING = "naming"  # (of Naming)
    OBJECTIVE = "objective"  # (7) named as a main one
    OBJECTIVES = "objectives"  # (2,5,6) any of them, each pledge once: a round table of some Forum
    STATE = "state"  # (PRT)
    ORGANISATION = "organisation"  # (its id)
    REGION = "region"  # (ECE) of the owner; nothing where it is in none, "organisations" where it is no State
    OBJECTIVE_IN_REGION = "objective_region"  # (7:ECE)
    OBJECTIVES_IN_REGION = "objectives_region"  # (2,5,6:ECE)
    OBJECTIVE_OF_OWNER = "objective_owner"  # (7:PRT, or 7:#12 for an organisation) how many pledges, no more
    GEOGRAPHY = "geography"  # (a digest) the regions of the States that the pledges were tallied by


OF_ORGANISATIONS = "organisations"
"""Stands for the region of pledges that organisations own."""


class Naming(StrEnum):
    """What of the Compact a pledge names."""

    OBJECTIVES = "objectives"
    WHOLE = "whole"
    NONE = "none"


def key_of_objectives(objectives: Iterable[int]) -> str:
    """The key a set of objectives is tallied under."""
    return ",".join(map(str, sorted(objectives)))
