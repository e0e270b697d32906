"""Adjectives of matches and of their sides."""

from collections.abc import Collection
from typing import Self

from django.db import models
from django.db.models import Q

from matching.states import OPEN, Standing


class MatchQuerySet(models.QuerySet):
    """Matches, by how far they are and by what the public may count of them."""

    def open(self) -> Self:
        """Those in which somebody has something left to do."""
        return self.filter(standing__in=sorted(OPEN))

    def counted_as_of(self, publication: int) -> Self:
        """Those made that the public's figures count once the publication of that number is out."""
        return self.filter(counted_from__lte=publication)

    def named_as_of(self, publication: int) -> Self:
        """Those both sides agreed to have named in public, once the publication of that number is out."""
        return self.filter(published_in__lte=publication)


class MatchSideQuerySet(models.QuerySet):
    """Sides of matches, by whose they are and what they owe."""

    def of_parties(self, *, states: Collection[str], organisations: Collection[int]) -> Self:
        """Those of these States (ISO alpha-3) and organisations (ids)."""
        return self.filter(Q(state_id__in=states) | Q(organisation_id__in=organisations))

    def ever_put(self) -> Self:
        """Those of matches that were put to the sides: a mere suggestion is the secretariat's own business."""
        return self.filter(match__put_at__isnull=False)

    def unanswered(self) -> Self:
        """Those that are asked and have not answered."""
        return self.filter(match__standing=Standing.PUT, reply="")

    def silent_on_outcome(self) -> Self:
        """Those of matches made that have not said what came of it."""
        return self.filter(match__standing=Standing.MATCHED, outcome="")
