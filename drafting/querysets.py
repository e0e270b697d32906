"""Adjectives of uploaded documents."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

from accounts.models import User

KEPT_FOR = timedelta(days=7)


class UploadQuerySet(models.QuerySet):
    """What was uploaded and not decided on."""

    def of_person(self, person: User, *, states: Collection[str], organisations: Collection[int]) -> Self:
        """The person's own, for the parties they speak for now: a delegation that ended takes them away."""
        return self.filter(Q(state__in=states) | Q(organisation__in=organisations), by=person)

    def fresh(self, now: datetime) -> Self:
        """Not expired; the sweep may not have come by yet."""
        return self.filter(created_at__gt=now - KEPT_FOR)

    def expired(self, now: datetime) -> Self:
        """What nobody may open any more."""
        return self.filter(created_at__lte=now - KEPT_FOR)
