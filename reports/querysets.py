"""Adjectives of reports."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from reports.states import MAX_ATTEMPTS, UNFINISHED, ReportState


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
    """Schedules, by when they ask."""

    def running(self) -> Self:
        """Those nobody paused, the next one first."""
        return self.filter(is_paused=False).order_by("next_run_at", "pk")

    def due(self, *, now: datetime) -> Self:
        """Those whose time has come, however long ago."""
        return self.running().filter(next_run_at__lte=now)
