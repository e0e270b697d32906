"""Adjectives of capacity needs."""

from collections.abc import Collection
from typing import Self

from django.db.models import Exists, OuterRef, Q

from workflow.querysets import ModeratedQuerySet


class NeedQuerySet(ModeratedQuerySet):
    """Versions of needs, chainable with `.published()` and `.as_of()`."""

    def for_objective(self, objective: int) -> Self:
        """Those that name the objective, as their main one or as another."""
        return self.for_objectives([objective])

    def for_objectives(self, objectives: Collection[int]) -> Self:
        """Those that name any of the objectives, each once."""
        named = self.model.related_objectives.through.objects  # type: ignore[attr-defined]
        related = named.filter(need=OuterRef("pk"), objective__in=objectives)
        return self.filter(Q(main_objective__in=objectives) | Exists(related))

    def in_region(self, region: str) -> Self:
        """Those of the region's States, and those said to be about the region."""
        return self.filter(Q(region=region) | Q(region="", state__review_region=region))

    def with_parties(self) -> Self:
        """With owner and reference, so that a list asks once."""
        return self.select_related("record", "state", "organisation")
