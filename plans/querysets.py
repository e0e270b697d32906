"""Adjectives of plans and of their measures."""

from collections.abc import Collection
from typing import Self

from django.db import models
from django.db.models import Q

from accounts.states import ReviewRegion
from workflow.querysets import ModeratedQuerySet, not_retracted


class PlanQuerySet(ModeratedQuerySet):
    """Versions of plans, chainable with `.published()` and `.as_of()`."""

    def with_owner(self) -> Self:
        """With State and reference, so that a list asks once."""
        return self.select_related("record", "state")

    def for_objectives(self, numbers: Collection[int]) -> Self:
        """Those with a measure that names any of the objectives, each once."""
        naming = self.model._default_manager.filter(measures__objectives__in=numbers)
        return self.filter(pk__in=naming.values("pk"))

    def of_region(self, region: ReviewRegion | str) -> Self:
        """Those of the States of a review region."""
        return self.filter(state__review_region=region)


class MeasureQuerySet(models.QuerySet):
    """Measures as they stand in one version of a plan each."""

    def published(self) -> Self:
        """Those of the plans the public sees now."""
        return self.filter(plan__published_in__isnull=False, plan__replaced_in__isnull=True)

    def as_of(self, publication: int) -> Self:
        """Those of the plans the public saw once the publication of that number was out, and before the next.

        Less those of plans retracted since.
        """
        return self.filter(plan__published_in__lte=publication).filter(
            Q(plan__replaced_in__isnull=True)
            | Q(plan__replaced_in__gt=publication) & not_retracted(self.model, through="plan__record")
        )

    def with_plan(self) -> Self:
        """With plan, State and references, so that a list asks once."""
        return self.select_related("record", "plan", "plan__record", "plan__state")

    def with_content(self) -> Self:
        """With objectives, actions and milestones."""
        return self.select_related("record").prefetch_related("objectives", "actions", "milestones")
