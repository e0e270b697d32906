"""Reads of the kernel: which publication is now, what happened to a record, what is owed to people."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import DurationField, ExpressionWrapper, F, Q, QuerySet, Value
from django.utils import timezone

from workflow.models import AuditEvent, Notice, Publication, Record

MAX_ATTEMPTS = 20
RETRY_STEP = timedelta(minutes=10)  # how much longer each try waits than the one before: a day and a half in all


@dataclass(frozen=True)
class Moment:
    """What everything public is a function of: a publication number, and the day ages are counted from (UTC)."""

    publication: int
    day: date


def current_moment() -> Moment:
    """Now: the latest publication and today."""
    return Moment(publication=current_publication(), day=timezone.localdate())


def current_publication() -> int:
    """The number everything public is a function of right now; 0 before the first publication."""
    return Publication.objects.order_by("-number").values_list("number", flat=True).first() or 0


def record_story(record: Record) -> QuerySet[AuditEvent]:
    """What was done to a record, from the first draft on, for those who may see unpublished work."""
    return record.events.select_related("actor", "publication").order_by("at", "pk")


def notices_due(*, stale_before: datetime) -> QuerySet[Notice]:
    """Notices owed to somebody who can still sign in, not sent and held by nobody; oldest first.

    A claim from before `stale_before` was a worker's that died, or a try that failed; each further try waits longer.
    """
    patience = ExpressionWrapper(F("attempts") * Value(RETRY_STEP), output_field=DurationField())
    free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=Value(stale_before) - patience)
    return Notice.objects.filter(
        free, sent_at__isnull=True, attempts__lt=MAX_ATTEMPTS, recipient__is_active=True
    ).order_by("pk")
