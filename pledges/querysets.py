"""Adjectives of pledges and of the partners they name."""

from collections.abc import Collection
from typing import Self

from django.db import models

from objectives.models import Objective
from pledges.states import Weight
from workflow.querysets import ModeratedQuerySet


class PledgeQuerySet(ModeratedQuerySet):
    """Versions of pledges, chainable with `.published()` and `.as_of()`."""

    def for_objective(self, objective: Objective | int) -> Self:
        """Those that name the objective among their main ones."""
        number = objective if isinstance(objective, int) else objective.pk
        return self.filter(placements__objective_id=number, placements__weight=Weight.MAIN)

    def with_parties(self) -> Self:
        """With owner and reference, so that a list asks once."""
        return self.select_related("record", "state", "organisation", "organisation__state", "forum")


class PartnerQuerySet(models.QuerySet):
    """Parties named in versions of pledges."""

    def of_parties(self, *, states: Collection[str], organisations: Collection[int]) -> Self:
        """Those that are one of these States (ISO alpha-3) or organisations (ids)."""
        keys = [f"state:{iso3}" for iso3 in states] + [f"organisation:{pk}" for pk in organisations]
        return self.filter(key__in=keys)
