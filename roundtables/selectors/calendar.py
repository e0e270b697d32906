"""The calendar of the Forums, now or once a publication was out."""

from django.db.models import OuterRef, QuerySet

from roundtables.models import CalendarEntry
from roundtables.selectors.past import said_at
from roundtables.states import EditKind


def calendar(publication: int | None = None) -> list[CalendarEntry]:
    """Every step that was in the calendar then, in the order of time; one query."""
    then = said_at(publication, EditKind.ENTRY, entry=OuterRef("pk"))
    found = []
    for row in CalendarEntry.objects.annotate(then=then):
        if row.then:
            row.say(row.then)
        if row.then or (row.then is None and not row.is_removed):
            found.append(row)
    return sorted(found, key=lambda entry: (entry.starts_on, entry.pk))


def standing_entries() -> QuerySet[CalendarEntry]:
    """What is in the calendar now, the latest first: for those who keep it."""
    return CalendarEntry.objects.standing().order_by("-starts_on", "-pk")
