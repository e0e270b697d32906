"""The queue: every kind of submission in one list. What waits is one query; its words are another, of a page only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC

from django.db.models import Count, Q, QuerySet, Value
from django.db.models.functions import TruncDate

from moderation.selectors.claims import held
from moderation.selectors.narrowing import Asked, awaiting
from moderation.selectors.promise import late_before, today_in_utc
from moderation.states import Kind, Order

ORDERS: Mapping[str, tuple[str, ...]] = {
    "": ("submitted_at", "what", "pk"),
    Order.DAYS_LEFT: ("day", "what", "submitted_at", "pk"),  # one promise for all: the earlier day has fewer left
    Order.NEWEST: ("-submitted_at", "what", "-pk"),
}
EVERYTHING = Asked()


@dataclass(frozen=True)
class Backlog:
    """How much lies on the desk: the same figures for its page, for administrators and for reminders."""

    waiting: int
    late: int
    unclaimed: int
    by_kind: Mapping[Kind, int]


def queue(asked: Asked = EVERYTHING) -> QuerySet:
    """What awaits a decision and is asked for: kind and number only, in order; `described` finds the words.

    The longest waiting stand first. Each kind is read by its own index of what is submitted.
    """
    arms = [
        found.annotate(what=Value(kind.value), day=TruncDate("submitted_at", tzinfo=UTC)).values(
            "pk", "what", "submitted_at", "day"
        )
        for kind, found in awaiting(asked).items()
    ]
    return arms[0].union(*arms[1:], all=True).order_by(*ORDERS[asked.order])


def backlog(asked: Asked = EVERYTHING) -> Backlog:
    """How many wait, how many of these are late by the desk's promise, how many nobody has claimed; in one query.

    A kind of which nothing waits is counted as 0.
    """
    late = Q(submitted_at__lt=late_before(today_in_utc()))
    arms = [
        found.values("status")
        .annotate(
            what=Value(kind.value),
            waiting=Count("pk"),
            late=Count("pk", filter=late),
            unclaimed=Count("pk", filter=~held()),
        )
        .values("what", "waiting", "late", "unclaimed")
        for kind, found in awaiting(asked).items()
    ]
    rows = list(arms[0].union(*arms[1:], all=True))
    waiting = {row["what"]: row["waiting"] for row in rows}
    return Backlog(
        waiting=sum(waiting.values()),
        late=sum(row["late"] for row in rows),
        unclaimed=sum(row["unclaimed"] for row in rows),
        by_kind={kind: waiting.get(kind.value, 0) for kind in Kind},
    )
