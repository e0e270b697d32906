"""Adjectives of the index."""

from typing import Self

from django.db import models
from django.db.models import ExpressionWrapper, F, Func, Q, Value


class EntryQuerySet(models.QuerySet):
    """Rows of the index, by when they were public and what they say."""

    def as_of(self, publication: int) -> Self:
        """What was public once the publication of that number was out, and before the next."""
        return self.filter(valid_from__lte=publication).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=publication))

    def saying(self, condition: str) -> Self:
        """Those that meet the condition, in PostgreSQL's own writing of it; through the index of words."""
        asked = Func(Value(condition), template="%(expressions)s::tsquery")
        met = Func(F("vector"), asked, template="(%(expressions)s)", arg_joiner=" @@ ")
        return self.filter(ExpressionWrapper(met, models.BooleanField()))
