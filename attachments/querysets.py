"""Adjectives of files."""

from datetime import datetime
from typing import Self

from django.db import models

from attachments.states import HANDED_OUT, Scan


class AttachmentQuerySet(models.QuerySet):
    """Files, by what the scanner said of them."""

    def handed_out(self) -> Self:
        """What others than its owner may see and download: found clean, or never scanned for want of a scanner."""
        return self.filter(scan__in=sorted(HANDED_OUT))

    def pending(self) -> Self:
        """In quarantine until the scanner has looked."""
        return self.filter(scan=Scan.PENDING)

    def infected(self) -> Self:
        """In which malware was found."""
        return self.filter(scan=Scan.INFECTED)

    def due(self, *, now: datetime) -> Self:
        """What the scanner should look at now: held by no worker, and not waiting after a failure."""
        return self.pending().filter(scan_due_at__lte=now).order_by("scan_due_at", "pk")
