"""Delegations by day."""

from datetime import date

from django.db import models
from django.db.models import Q


class DelegationQuerySet(models.QuerySet):
    """Adjectives of delegations."""

    def in_force(self, day: date) -> "DelegationQuerySet":
        """Those that have begun and have not ended on that day; the last day counts."""
        return self.filter(starts_on__lte=day).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))
