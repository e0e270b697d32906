"""What a reviewer has done for others, as it may be shown to anybody: titles only of tools that are public now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from accounts.models import User
from peer_review.models import Assessment
from tools.models import Tool


@dataclass(frozen=True)
class Thanks:
    """What one person has reviewed in a year, or ever: from when to when, how many, on which objectives."""

    first_at: datetime | None
    last_at: datetime | None
    tools: int
    objectives: Sequence[int]
    public: Sequence[Tool]

    @property
    def not_public(self) -> int:
        """How many of them are counted and not named."""
        return self.tools - len(self.public)


def years_of(person: User) -> list[int]:
    """The years the person handed assessments in, the latest first."""
    return [day.year for day in _handed_in(person).dates("handed_in_at", "year", order="DESC")]


def thanks_of(person: User, *, year: int | None = None) -> Thanks:
    """What the person reviewed in that year, or ever; a tool counts once, whichever versions they read."""
    found = _handed_in(person)
    if year is not None:
        found = found.filter(handed_in_at__year=year)
    rows = list(found.order_by("handed_in_at").values_list("handed_in_at", "assignment__review__tool__record"))
    records = {record for _at, record in rows}
    read = Tool.objects.filter(peer_reviews__assignments__assessment__in=found)
    numbers = read.order_by().values_list("objectives", flat=True).distinct()
    public = Tool.objects.published().filter(record__in=records).select_related("record").order_by("record__reference")
    return Thanks(
        first_at=rows[0][0] if rows else None,
        last_at=rows[-1][0] if rows else None,
        tools=len(records),
        objectives=sorted(number for number in numbers if number),
        public=list(public),
    )


def _handed_in(person: User) -> QuerySet[Assessment]:
    return Assessment.objects.filter(assignment__reviewer__person=person)
