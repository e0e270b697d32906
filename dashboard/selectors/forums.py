"""The calendar of the Forums."""

from calendar import monthrange
from datetime import date

from roundtables.models import CalendarEntry, Edition
from roundtables.states import Precision


def calendar_of(edition: Edition) -> list[CalendarEntry]:
    """The dated steps that belong to one Forum: those after the year of the one before, up to its own year."""
    before = Edition.objects.filter(year__lt=edition.year).order_by("-year").first()
    steps = CalendarEntry.objects.filter(starts_on__year__lte=edition.year)
    return list(steps.filter(starts_on__year__gt=before.year) if before else steps)


def steps_ahead(day: date) -> list[CalendarEntry]:
    """The steps that are not over on that day; one known by its month or year is over when that is.

    A step known only by its year, up to the year of a Forum that is over, led to that Forum and is over with it.
    """
    held = Edition.objects.filter(ends_on__lt=day).order_by("-year").first()
    steps = CalendarEntry.objects.all()
    if held:
        steps = steps.exclude(precision=Precision.YEAR, starts_on__year__lte=held.year)
    return [entry for entry in steps if last_possible_day(entry) >= day]


def last_possible_day(entry: CalendarEntry) -> date:
    """The last day the entry can mean, by how exactly its date is known."""
    last = entry.ends_on or entry.starts_on
    if entry.precision == Precision.DAY:
        return last
    month = last.month if entry.precision == Precision.MONTH else 12
    return date(last.year, month, monthrange(last.year, month)[1])
