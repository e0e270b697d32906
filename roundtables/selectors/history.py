"""What was done to the reference data, for those who keep it."""

from typing import Any

from django.db.models import QuerySet

from roundtables.models import CalendarEntry, Edition, Paper, ReferenceEdit, RoundTable
from roundtables.states import EditAct, EditKind


def edits_of(thing: Edition | RoundTable | CalendarEntry | Paper, kind: EditKind) -> QuerySet[ReferenceEdit]:
    """What was done to one thing, the latest first."""
    return ReferenceEdit.objects.filter(kind=kind, **about(thing)).order_by("-pk")


def mark_of(thing: Edition | RoundTable | CalendarEntry | Paper, kind: EditKind) -> str:
    """What a form is opened on: the number of the latest edit, and nothing before the first."""
    return str(edits_of(thing, kind).values_list("pk", flat=True).first() or "")


def story_of(edition: Edition) -> QuerySet[ReferenceEdit]:
    """Everything done to a Forum, its round tables and what is written for it, the latest first."""
    return _told(edition.edits.all())


def story_of_calendar() -> QuerySet[ReferenceEdit]:
    """Everything done to the calendar, the latest first."""
    return _told(ReferenceEdit.objects.filter(kind=EditKind.ENTRY))


def story_of_paper(paper: Paper) -> QuerySet[ReferenceEdit]:
    """Everything done to one note or topic, the latest first."""
    return _told(paper.edits.all())


def edited_by_people(kind: EditKind, name: str) -> set[int]:
    """The things of a kind, by number, that people edited here: what the reference files no longer change."""
    edits = ReferenceEdit.objects.filter(kind=kind).exclude(act=EditAct.LOADED)
    return set(edits.values_list(f"{name}_id", flat=True))


def about(thing: Edition | RoundTable | CalendarEntry | Paper) -> dict[str, Any]:
    """How an edit names the thing it is about."""
    return {ABOUT[type(thing)]: thing}


ABOUT: dict[type, str] = {Edition: "edition", RoundTable: "round_table", CalendarEntry: "entry", Paper: "paper"}


def _told(edits: QuerySet[ReferenceEdit]) -> QuerySet[ReferenceEdit]:
    return edits.select_related("by", "round_table", "entry", "paper").order_by("-pk")
