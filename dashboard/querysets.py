"""Adjectives of the packed datasets."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from workflow.models import Publication
from workflow.states import Verb

TAKES_BACK = (Verb.RETRACT, Verb.DECLINE)  # after these, what was public before may not be handed out any more
MAX_ATTEMPTS = 5


class DatasetQuerySet(models.QuerySet):
    """Packed datasets, by what may be done with them."""

    def due(self, *, now: datetime) -> Self:
        """Not packed, held by no worker, and not given up."""
        free = Q(lease_until__isnull=True) | Q(lease_until__lte=now)
        return self.standing().filter(free, ready_at__isnull=True, attempts__lt=MAX_ATTEMPTS)

    def standing(self) -> Self:
        """Those with nothing in them that was taken back since: no record retracted, no partner's name declined."""
        return self.filter(~Exists(self._taken_back()))

    def fallen(self) -> Self:
        """The others: their files must go."""
        return self.filter(Exists(self._taken_back()))

    def handed_out(self) -> Self:
        """Packed, and with nothing in them that was taken back; the newest first."""
        return self.standing().filter(ready_at__isnull=False).order_by("-publication_id")

    @staticmethod
    def _taken_back() -> models.QuerySet[Publication]:
        return Publication.objects.filter(number__gt=OuterRef("publication_id"), verb__in=TAKES_BACK)
