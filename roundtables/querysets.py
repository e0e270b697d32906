"""Adjectives of the calendar and of what is written for a Forum."""

from typing import Self

from django.db import models

from roundtables.states import PaperKind


class CalendarQuerySet(models.QuerySet):
    """Steps of the calendar; those that were removed stay as rows."""

    def standing(self) -> Self:
        """Those that are in the calendar now."""
        return self.filter(is_removed=False)


class PaperQuerySet(models.QuerySet):
    """Background notes and topics of the policy debate."""

    def standing(self) -> Self:
        """Those that were not removed, drafts among them, in their order."""
        return self.filter(is_removed=False).order_by("edition", "kind", "round_table__number", "number", "pk")

    def drafts(self) -> Self:
        """Those that nobody but administrators sees."""
        return self.standing().filter(published_in__isnull=True)

    def notes(self) -> Self:
        """Background notes of round tables."""
        return self.filter(kind=PaperKind.NOTE)

    def topics(self) -> Self:
        """Topics of the policy debate."""
        return self.filter(kind=PaperKind.TOPIC)
