"""Edits of the reference data for tests, by the project's own verbs. Notes and topics say that they are samples."""

from datetime import date

from accounts.models import User
from roundtables import services
from roundtables.models import CalendarEntry, Edition, RoundTable
from roundtables.selectors import mark_of
from roundtables.states import EditKind, EntryKind, Precision
from tests.factories import accounts

WHY = "A sample reason."


def administrator():
    """The administrator who edits unless the test says otherwise: one and the same in a test."""
    return User.objects.filter(email="keeper@example.org").first() or accounts.administrator("keeper@example.org")


def edition(year=2030):
    """A Forum of the reference data; 2030 has no dates yet."""
    return Edition.objects.get(year=year)


def table(number=1, year=2030):
    """A round table of the reference data."""
    return RoundTable.objects.select_related("edition").get(edition=year, number=number)


def days(first=date(2030, 5, 6), last=date(2030, 5, 9), hearing=date(2030, 5, 3), **facts):
    """The answers of a Forum's form."""
    blank = {"is_verified": False, "place": "", "chair": "", "outcome": ""}
    return blank | {"starts_on": first, "ends_on": last, "hearing_on": hearing} | facts


def dated(year=2030, *, by=None, reason=WHY, **values):
    """The Forum with these days, set by an administrator."""
    found = edition(year)
    mark = mark_of(found, EditKind.EDITION)
    return services.change_edition(found, by=by or administrator(), values=days(**values), reason=reason, seen=mark)


def split_with(moves, year=2030):
    """The Forum's split with some objectives moved: objective to round table."""
    placed = edition(year).placements.values_list("objective_id", "round_table__number")
    return dict(placed) | moves


def resplit(moves, year=2030, *, by=None, is_carried_over=False, reason=WHY):
    """The Forum with some objectives moved by an administrator."""
    found = edition(year)
    return services.change_split(
        found,
        by=by or administrator(),
        split=split_with(moves, year),
        is_carried_over=is_carried_over,
        reason=reason,
        seen=mark_of(found, EditKind.SPLIT),
    )


def step(**values):
    """The answers of a step of the calendar."""
    known = {
        "kind": EntryKind.PLATFORM,
        "title": "A sample step",
        "starts_on": date(2029, 3, 1),
        "ends_on": None,
        "precision": Precision.DAY,
        "place": "",
        "region": "",
        "is_verified": False,
        "source": "",
    }
    return known | values


def entry(*, by=None, reason=WHY, **values):
    """A step an administrator put into the calendar."""
    return services.add_entry(by=by or administrator(), values=step(**values), reason=reason)


def loaded_entry(title="Third round of regional reviews (expected)"):
    """A step of the reference data."""
    return CalendarEntry.objects.get(title=title)


def words(**values):
    """The answers of a note or topic."""
    known = {
        "number": 1,
        "title_en": "A sample note",
        "text_en": "Sample words.",
        "documents": [{"title": "A sample document", "url": "https://example.org/sample"}],
    }
    return known | values


def note(*, number=1, table_number=1, year=2030, by=None, **values):
    """A background note that is a draft."""
    place = table(table_number, year)
    return services.draft_paper(
        by=by or administrator(), edition=place.edition, round_table=place, values=words(number=number, **values)
    )


def topic(*, number=1, year=2030, by=None, **values):
    """A topic of the policy debate that is a draft."""
    given = words(**{"number": number, "title_en": "A sample topic", "documents": []} | values)
    return services.draft_paper(by=by or administrator(), edition=edition(year), round_table=None, values=given)


def public(paper, *, by=None):
    """The note or topic, published."""
    return services.publish_paper(paper, by=by or administrator())
