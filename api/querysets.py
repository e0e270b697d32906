"""Adjectives of tokens."""

from datetime import datetime
from typing import Self

from django.db import models


class TokenQuerySet(models.QuerySet):
    """Personal access tokens, by whether they open anything."""

    def working(self, at: datetime) -> Self:
        """Those neither revoked nor expired at that moment, of people who can sign in."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=at, owner__is_active=True)
