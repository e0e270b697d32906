"""Adjectives of reviews."""

from typing import Self

from django.db.models import Q

from accounts.states import ReviewRegion
from workflow.querysets import ModeratedQuerySet
from workflow.states import OPEN


class ReviewQuerySet(ModeratedQuerySet):
    """Versions of reviews, chainable with `.published()` and `.as_of()`."""

    def standing(self) -> Self:
        """Those the public sees now and those under way: what a second review for the same occasion would repeat."""
        live = Q(published_in__isnull=False, replaced_in__isnull=True)
        return self.filter(live | Q(status__in=OPEN))

    def for_forum(self, year: int) -> Self:
        """Those written for one Forum."""
        return self.filter(forum_id=year)

    def for_regional_review(self, region: ReviewRegion | str, year: int) -> Self:
        """Those written for one regional review."""
        return self.filter(region=region, region_year=year)

    def with_parties(self) -> Self:
        """With State, Forum and reference, so that a list asks once."""
        return self.select_related("record", "state", "forum")
