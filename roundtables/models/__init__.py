"""Forum editions with their split and calendar, what is written for them, and what was done to all that."""

from roundtables.models.calendar import CalendarEntry
from roundtables.models.forums import Edition, Placement, RoundTable
from roundtables.models.history import ReferenceEdit
from roundtables.models.papers import Paper
from roundtables.models.questions import GuidingQuestion
from roundtables.models.remembered import Remembered

__all__ = [
    "CalendarEntry",
    "Edition",
    "GuidingQuestion",
    "Paper",
    "Placement",
    "ReferenceEdit",
    "Remembered",
    "RoundTable",
]
