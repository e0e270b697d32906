"""Messages that are owed and not sent: how many, since when, and how many could not be sent so far."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from notices.models import Notice
from pledges.models import PartnerLetter

SUBMISSIONS, DELEGATIONS = "workflow.", "accounts."  # how the names of their topics begin


@dataclass(frozen=True)
class Owed:
    """One kind of message: how many are owed, the oldest, and how many of them failed at least once."""

    label: str | Promise
    owed: int
    oldest: datetime | None
    failing: int


def _of_submissions() -> QuerySet:
    return Notice.objects.unsettled().filter(topic__startswith=SUBMISSIONS)


def _of_delegations() -> QuerySet:
    return Notice.objects.unsettled().filter(topic__startswith=DELEGATIONS)


def _of_topics() -> QuerySet:
    others = Notice.objects.unsettled()
    return others.exclude(topic__startswith=SUBMISSIONS).exclude(topic__startswith=DELEGATIONS)


def _of_partners() -> QuerySet:
    return PartnerLetter.objects.filter(sent_at__isnull=True, answer__isnull=True, expires_at__gt=timezone.now())


KINDS: list[tuple[str | Promise, Callable[[], QuerySet]]] = [
    (_("About submissions"), _of_submissions),
    (_("About delegations"), _of_delegations),
    (_("About everything else"), _of_topics),
    (_("To partners named in pledges"), _of_partners),
]


def mail_owed() -> list[Owed]:
    """Each kind of message with what is owed of it; one query each."""
    counts = {"owed": Count("pk"), "oldest": Min("created_at"), "failing": Count("pk", filter=~Q(failure=""))}
    return [Owed(label, **rows().order_by().aggregate(**counts)) for label, rows in KINDS]
