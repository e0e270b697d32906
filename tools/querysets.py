"""Adjectives of tools and of calls for them."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from objectives.models import Objective
from workflow.querysets import ModeratedQuerySet


class ToolQuerySet(ModeratedQuerySet):
    """Versions of tools, chainable with `.published()` and `.as_of()`."""

    def for_objective(self, objective: Objective | int) -> Self:
        """Those that name the objective."""
        return self.filter(objectives=objective)

    def offering_support(self) -> Self:
        """Those whose provider offers support with them."""
        return self.filter(offers_support=True)

    def with_parties(self) -> Self:
        """With owner, reference and the call it answers, so that a list asks once."""
        return self.select_related("record", "state", "organisation", "call")


class CallQuerySet(models.QuerySet):
    """Calls for tools. They are reference content: one row each, public from the publication that brought them."""

    def as_of(self, publication: int) -> Self:
        """Those public once the publication of that number was out."""
        return self.filter(published_in__lte=publication)

    def open_on(self, day: date) -> Self:
        """Published, opened, and neither past their deadline nor closed early on that day (UTC)."""
        return self.filter(
            Q(closed_on__isnull=True) | Q(closed_on__gt=day),
            published_in__isnull=False,
            opens_on__lte=day,
            deadline__gte=day,
        )
