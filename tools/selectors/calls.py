"""Calls for tools: those the public sees at a moment, those that can be answered today, and what staff did to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from tools.models import Call, CallEvent
from tools.querysets import CallQuerySet
from tools.states import CallStanding
from workflow.selectors import Moment

OF_INTEREST = (CallStanding.OPEN, CallStanding.COMING, CallStanding.CLOSED)  # in the order of a visitor's interest


@dataclass(frozen=True)
class CallLine:
    """A call as it stands on one day."""

    call: Call
    standing: CallStanding
    days_left: int

    @property
    def is_open(self) -> bool:
        """True where a tool can answer it."""
        return self.standing == CallStanding.OPEN


def line_of(call: Call, day: date) -> CallLine:
    """The call with where it stands that day."""
    return CallLine(call, call.standing_on(day), call.days_left(day))


def public_calls(moment: Moment) -> list[CallLine]:
    """Every call public at the moment: the open ones first, the next deadline first; then coming; then closed."""
    lines = [line_of(call, moment.day) for call in Call.objects.as_of(moment.publication).order_by("-deadline", "-pk")]
    upcoming = sorted(
        (line for line in lines if line.standing != CallStanding.CLOSED), key=lambda line: line.call.deadline
    )
    closed = [line for line in lines if line.standing == CallStanding.CLOSED]
    return sorted([*upcoming, *closed], key=lambda line: OF_INTEREST.index(line.standing))


def public_call(slug: str, moment: Moment) -> CallLine | None:
    """The public call at that address, or None."""
    found = Call.objects.as_of(moment.publication).filter(slug=slug).prefetch_related("objectives").first()
    return line_of(found, moment.day) if found else None


def call_asked_for(slug: str, *, day: date) -> CallLine | None:
    """The published call with that address as it stands that day (UTC), or None; any text may be asked for."""
    found = None if "\x00" in slug else Call.objects.filter(published_in__isnull=False, slug=slug).first()
    return line_of(found, day) if found else None


def open_calls(day: date) -> CallQuerySet:
    """What a tool can answer that day (UTC), the next deadline first."""
    return Call.objects.open_on(day).order_by("deadline", "pk")


def calls_of_staff(day: date) -> Sequence[CallLine]:
    """Every call there is, drafts among them, the latest deadline first."""
    return [line_of(call, day) for call in Call.objects.order_by("-deadline", "-pk")]


def calls_waiting() -> int:
    """How many calls are written and not published."""
    return Call.objects.filter(published_in__isnull=True).count()


def call_history(call: Call) -> QuerySet[CallEvent]:
    """What was done to the call, the latest first, with who did it."""
    return call.events.select_related("by", "publication")
