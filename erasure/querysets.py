"""Adjectives of requests."""

from datetime import date
from typing import Self

from django.db import models

from erasure.states import Standing


class RequestQuerySet(models.QuerySet):
    """Requests that personal data be erased."""

    def waiting(self) -> Self:
        """Those nobody has decided on."""
        return self.filter(standing=Standing.ASKED)

    def due_by(self, day: date) -> Self:
        """Those that wait and are due on that day or before."""
        return self.waiting().filter(due_on__lte=day)

    def by_urgency(self) -> Self:
        """Those that wait first, the first due on top; then those decided, the latest on top."""
        waits = models.Case(models.When(standing=Standing.ASKED, then=0), default=1)
        due = models.Case(models.When(standing=Standing.ASKED, then="due_on"))
        return self.order_by(waits, due, models.F("decided_at").desc(nulls_first=True), "pk")
