"""Adjectives of reports."""

from datetime import datetime
from typing import Self

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import models
from django.db.models import Max, Q, Value

from reports.states import MAX_ATTEMPTS, SINGLE, UNFINISHED, ReportState


class ReportQuerySet(models.QuerySet):
    """Reports, by where their building stands."""

    def unheld(self, *, now: datetime) -> Self:
        """Unfinished, and held by no worker: never claimed, waiting time over, or the worker's lease ran out."""
        return self.filter(state__in=UNFINISHED).filter(Q(lease_until__isnull=True) | Q(lease_until__lte=now))

    def due(self, *, now: datetime) -> Self:
        """What a worker should build now, oldest request first."""
        return self.unheld(now=now).filter(attempts__lt=MAX_ATTEMPTS).order_by("requested_at", "pk")

    def worn_out(self, *, now: datetime) -> Self:
        """What has used up its attempts without an end: each time the worker was lost on the way."""
        return self.unheld(now=now).filter(attempts__gte=MAX_ATTEMPTS)

    def ready(self) -> Self:
        """What has a file to hand out."""
        return self.filter(state=ReportState.READY)

    def public(self) -> Self:
        """What everybody may know of: released by the secretariat, or public without that, be it still being built."""
        return self.filter(Q(releases_itself=True) | Q(released_at__isnull=False))

    def waiting_for_release(self) -> Self:
        """What is ready, and not public before the secretariat says so."""
        return self.ready().filter(released_at=None)

    def failed(self) -> Self:
        """What was given up, with a reason."""
        return self.filter(state=ReportState.FAILED)

    def in_reading_order(self) -> Self:
        """Newest Forum and publication first, then by round table and language."""
        return self.order_by("-edition_id", "-publication_id", "kind", "subject", "language")


class ScheduleQuerySet(models.QuerySet):
    """Schedules, by whether their times count."""

    def standing(self) -> Self:
        """Those nobody ended."""
        return self.filter(ended_at=None)

    def running(self) -> Self:
        """Those nobody paused or ended."""
        return self.standing().filter(is_paused=False)

    def with_runs(self) -> Self:
        """With their Forum, when they were last due (`last_due`), and the names of single times that have run."""
        names = ArrayAgg(
            "runs__occurrence", filter=Q(timing__in=sorted(SINGLE), runs__isnull=False), default=Value([])
        )
        return self.select_related("edition").annotate(last_due=Max("runs__due_at"), have_run=names)
