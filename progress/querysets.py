"""Adjectives of progress updates."""

from typing import Self

from workflow.models import Record
from workflow.querysets import ModeratedQuerySet


class UpdateQuerySet(ModeratedQuerySet):
    """Versions of progress updates, chainable with `.published()` and `.as_of()`."""

    def about_record(self, record: Record) -> Self:
        """Those on one record, the one that speaks for the latest day first."""
        return self.filter(about=record).order_by("-speaks_for_on", "-pk")
