"""What the audit trail is read as: lines, each with its place in time, and the tables of events they come from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from moderation.selectors.audit_words import Sentence

KEYS = frozenset(
    {"record", "account", "call", "reference", "forum", "reason", "match", "assessment"}
)  # of all tables that are read


@dataclass(frozen=True)
class Place:
    """A place in the trail: one event, from which to read on."""

    at: datetime
    source: str
    pk: int

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.source}_{self.pk}"

    @classmethod
    def from_text(cls, text: str) -> "Place":
        """The place that is written so; raises ValueError where none is."""
        at, source, pk = text.split("_")
        place = cls(datetime.fromisoformat(at), source, int(pk))
        if place.at.tzinfo is None or source not in KEYS or not 0 <= place.pk < 2**63:
            raise ValueError(text)
        return place


@dataclass(frozen=True)
class Line:
    """One event: when, what, about which record, and what was said with it, in whose words."""

    place: Place
    verb: str
    sentence: Sentence
    reference: str = ""
    kind: str = ""
    note: str = ""

    @property
    def at(self) -> datetime:
        """When it happened."""
        return self.place.at

    @property
    def url(self) -> str:
        """The story of the record it is about, where that has a reference."""
        return reverse("moderation:audit_record", args=[self.reference]) if self.reference else ""


@dataclass(frozen=True)
class Source:
    """One table of events: which are a person's or a record's, and how a row reads."""

    key: str
    verb: str
    rows: Callable[[], QuerySet]
    by_person: str
    line: Callable[[Any], Line]
    by_record: str = ""
