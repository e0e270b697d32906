"""Adjectives of claims."""

from datetime import datetime
from typing import Self

from django.db import models


class ClaimQuerySet(models.QuerySet):
    """Claims on submissions, past and present."""

    def standing(self) -> Self:
        """Those nothing has ended yet; whether they still count depends on the submission and on their age."""
        return self.filter(ended_at__isnull=True)

    def begun_since(self, moment: datetime) -> Self:
        """Those that are not older."""
        return self.filter(since__gte=moment)
