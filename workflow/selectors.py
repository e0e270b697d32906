"""Reads of the kernel: which publication is now, and what happened to a record."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from workflow.models import AuditEvent, Moderated, Publication, Record
from workflow.states import KINDS, Verb

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Moment:
    """What everything public is a function of: a publication number, and the day ages are counted from (UTC).

    `is_past` where it was asked for (`as_of=`) and a later publication is out.
    """

    publication: int
    day: date
    is_past: bool = False


def current_moment() -> Moment:
    """Now: the latest publication and today."""
    return Moment(publication=current_publication(), day=timezone.localdate())


def moment_at(number: int, *, latest: int) -> Moment | None:
    """The moment once that publication was out; None where there is none of that number.

    Its day is the day it came out, so that ages are told as they were told then; only the latest one's is today.
    """
    if number == latest:
        return Moment(publication=number, day=timezone.localdate())
    found = Publication.objects.filter(number=number).first()
    if found is None:
        return None
    return Moment(publication=number, day=timezone.localdate(found.at), is_past=True)


def current_publication() -> int:
    """The number everything public is a function of right now; 0 before the first publication."""
    return Publication.objects.order_by("-number").values_list("number", flat=True).first() or 0


def present_moment() -> Moment:
    """Now, as public pages are served: the latest publication as this process knew it a moment ago, and today.

    PUBLICATION_KNOWN_SECONDS says for how long the database need not be asked again. A page is a function of the
    publication it is given, so what it shows belongs together; it may be that much behind a publication of another
    process, and never behind one of its own.
    """
    if settings.PUBLICATION_KNOWN_SECONDS and time.monotonic() < _known.until:
        return Moment(publication=_known.number, day=timezone.localdate())
    before = _known.forgotten
    number = current_publication()
    if _known.forgotten == before:  # else one was made meanwhile, and this may be the one before it
        _known.number, _known.until = number, time.monotonic() + settings.PUBLICATION_KNOWN_SECONDS
    return Moment(publication=number, day=timezone.localdate())


def read_once(read: Callable[P, R], *, kept: int = 500) -> Callable[P, R]:
    """Have each process read it once for a present moment and the same other arguments, all of them hashable.

    For what only public pages ask, and what they share: a page that nobody asked for before finds it read. Of the past
    it is read each time, for what was retracted since has left it; so is all where each page asks what is latest.
    So many answers are kept.
    """
    remembered = lru_cache(kept)(read)

    @wraps(read)
    def once(*args: P.args, **kwargs: P.kwargs) -> R:
        moment = next(each for each in (*args, *kwargs.values()) if isinstance(each, Moment))
        if moment.is_past or not settings.PUBLICATION_KNOWN_SECONDS:
            return read(*args, **kwargs)
        return remembered(*args, **kwargs)  # type: ignore[arg-type]

    return once


def forget_present() -> None:
    """Have the database asked for the latest publication again: one was made here."""
    _known.until = 0.0
    _known.forgotten += 1


@dataclass
class _Known:
    """The number of the latest publication, until when it need not be asked for, how often it was forgotten."""

    number: int = 0
    until: float = 0.0
    forgotten: int = 0


_known = _Known()


def record_story(record: Record) -> QuerySet[AuditEvent]:
    """What was done to a record, from the first draft on, for those who may see unpublished work."""
    return record.events.select_related("actor", "publication").order_by("at", "pk")


def needs_two_decisions(item: Moderated) -> bool:
    """True for the kinds of which this installation publishes nothing by one moderator alone (TWO_DECISIONS_ON)."""
    return item.REFERENCE_KIND in {KINDS[word] for word in settings.TWO_DECISIONS_ON}


def approval_of(item: Moderated) -> AuditEvent | None:
    """The first of two decisions on what lies on the desk now; what was submitted after it was never approved.

    Told by the order of the events, which are written under the record's lock, not by clocks.
    """
    words = AuditEvent.objects.filter(target_type=item._meta.label_lower, target_id=item.pk)
    last = words.filter(verb__in=[Verb.SUBMIT, Verb.APPROVE]).select_related("actor").order_by("-pk").first()
    return last if last is not None and last.verb == Verb.APPROVE else None
