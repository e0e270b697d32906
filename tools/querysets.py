"""Adjectives of tools."""

from typing import Self

from objectives.models import Objective
from workflow.querysets import ModeratedQuerySet


class ToolQuerySet(ModeratedQuerySet):
    """Versions of tools, chainable with `.published()` and `.as_of()`."""

    def for_objective(self, objective: Objective | int) -> Self:
        """Those that name the objective."""
        return self.filter(objectives=objective)

    def with_parties(self) -> Self:
        """With owner and reference, so that a list asks once."""
        return self.select_related("record", "state", "organisation")
