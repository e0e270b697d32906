"""The Forum's calendar: the dated steps that lead to it and follow from it."""

from django.db import models
from django.db.models import Q

from roundtables.models.remembered import Remembered
from roundtables.querysets import CalendarQuerySet
from roundtables.states import EntryKind, Precision


class CalendarEntry(Remembered):
    """A dated step of the Compact's follow-up: reviews, reports, Forums.

    One that was removed stays as a row, so that what the calendar said earlier can still be read.
    """

    REMEMBERED = ("kind", "title", "starts_on", "ends_on", "precision", "place", "region", "is_verified", "source")

    kind = models.CharField(max_length=20, choices=EntryKind)
    title = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    place = models.CharField(max_length=120, blank=True)
    region = models.CharField(max_length=40, blank=True)
    is_verified = models.BooleanField(default=False)
    source = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    loaded_as = models.CharField(
        max_length=300,
        null=True,
        unique=True,
        help_text="which row of the reference file it came from; empty: written here",
    )
    is_removed = models.BooleanField(default=False)

    objects = CalendarQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "starts_on", "title"], condition=Q(is_removed=False), name="calendar_entry_once"
            )
        ]

    def __str__(self):
        return self.title
