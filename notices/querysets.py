"""Messages on their way: which wait to be sent, and the claim that makes one worker's of many."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import DurationField, ExpressionWrapper, F, Q, Value
from django.utils import timezone

from notices.states import LEASE, MAX_ATTEMPTS, RETRY_STEP


class OutgoingQuerySet(models.QuerySet):
    """Adjectives of rows that are sent once."""

    def unsettled(self) -> Self:
        """Not sent and not given up."""
        return self.filter(sent_at__isnull=True, attempts__lt=MAX_ATTEMPTS)

    def waiting(self, now: datetime | None = None) -> Self:
        """Unsettled and held by nobody, oldest first.

        A claim older than the lease was a worker's that died, or a try that failed; each further try waits longer.
        """
        patience = ExpressionWrapper(F("attempts") * Value(RETRY_STEP), output_field=DurationField())
        stale_before = (now or timezone.now()) - LEASE
        free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=Value(stale_before) - patience)
        return self.unsettled().filter(free).order_by("pk")

    def claim(self, pk: int, *, attempts: int, **noted: object) -> bool:
        """True for exactly one caller: whoever counts up the tries it has seen; `noted` is written along with it.

        Conditions on the row's own columns only: the loser's UPDATE waits and is then checked against the winner's
        row. A joined table would turn it into a subquery, which PostgreSQL does not ask again. The try is counted
        here, so that a message that kills its worker is given up too.
        """
        seen = self.filter(pk=pk, attempts=attempts, sent_at__isnull=True)
        return seen.update(claimed_at=timezone.now(), attempts=attempts + 1, **noted) == 1


class PersonalQuerySet(OutgoingQuerySet):
    """Adjectives of what is sent to people with an account."""

    def unsettled(self) -> Self:
        """Neither sent nor dropped nor given up, and owed to somebody who can sign in."""
        return super().unsettled().filter(dropped_at__isnull=True, recipient__is_active=True)

    def claim(self, pk: int, *, attempts: int, **noted: object) -> bool:
        """Not where it was dropped meanwhile."""
        return super(PersonalQuerySet, self.filter(dropped_at__isnull=True)).claim(pk, attempts=attempts, **noted)


class NoticeQuerySet(PersonalQuerySet):
    """Adjectives of notices."""

    def by_themselves(self) -> Self:
        """Those that are in no digest."""
        return self.filter(digest__isnull=True)

    def untouched(self, now: datetime) -> Self:
        """Those no worker can be sending; for a conditional UPDATE: it asks the row's own columns only."""
        free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=now - LEASE)
        return self.filter(free, sent_at__isnull=True, dropped_at__isnull=True, digest__isnull=True)

    def claim(self, pk: int, *, attempts: int, **noted: object) -> bool:
        """Not where a digest has taken it in meanwhile."""
        return super(NoticeQuerySet, self.by_themselves()).claim(pk, attempts=attempts, **noted)
