"""Forum editions with their round tables and split of objectives, and the calendar, from the reference files."""

from calendar import monthrange
from datetime import date
from typing import Any

from accounts.states import ReviewRegion
from objectives.services import bring_in_line
from roundtables.models import CalendarEntry, Edition, Placement, RoundTable
from roundtables.selectors import edited_by_people, split_at
from roundtables.states import EditKind, EntryKind, Precision

SPLIT_SEEN_FOR = 2022  # the file's split stands on the first Forum's page; A/RES/73/326 calls it indicative
PRECISIONS = [Precision.YEAR, Precision.MONTH, Precision.DAY]  # by how many parts of the date are given


def load_editions(file: dict) -> int:
    """Make Forum editions, their four round tables and their splits what `roundtables.json` says; rows changed.

    The file has one split, seen for the first Forum. Every later edition starts with it, marked as carried over. What
    people edited here is left alone: `left_alone` says what that is.
    """
    dates, splits = (edited_by_people(kind, "edition") for kind in (EditKind.EDITION, EditKind.SPLIT))
    themes = edited_by_people(EditKind.THEME, "round_table")
    changed = bring_in_line(
        Edition.objects.all(),
        ["year"],
        (_unless_split(row, splits) for row in _editions(file) if row["year"] not in dates),
    )
    kept = set(RoundTable.objects.filter(pk__in=themes).values_list("edition_id", "number"))
    changed += bring_in_line(
        RoundTable.objects.all(),
        ["edition_id", "number"],
        (row for row in _tables(file) if (row["edition_id"], row["number"]) not in kept),
    )
    tables = {(table.edition_id, table.number): table.pk for table in RoundTable.objects.all()}
    return changed + bring_in_line(
        Placement.objects.all(),
        ["edition_id", "objective_id"],
        (
            {"edition_id": year, "objective_id": objective, "round_table_id": tables[year, number]}
            for year in _years(file)
            if year not in splits
            for objective, number in _split(file).items()
        ),
    )


def load_calendar(file: dict) -> int:
    """Make the calendar what `forums.json` says; rows changed. A step the file no longer has is taken out.

    What people edited, removed or wrote here is left alone.
    """
    edited = edited_by_people(EditKind.ENTRY, "entry")
    known = set(CalendarEntry.objects.filter(pk__in=edited).values_list("loaded_as", flat=True))
    written = CalendarEntry.objects.standing().filter(loaded_as__isnull=True)
    twice = set(written.values_list("kind", "starts_on", "title"))
    wanted = {row["loaded_as"]: row for row in map(_entry, file["timeline"])}
    changed = bring_in_line(
        CalendarEntry.objects.exclude(loaded_as__isnull=True),
        ["loaded_as"],
        (
            row | {"is_removed": False}
            for key, row in wanted.items()
            if key not in known and (row["kind"], row["starts_on"], row["title"]) not in twice
        ),
    )
    gone = CalendarEntry.objects.standing().exclude(loaded_as__isnull=True).exclude(loaded_as__in=wanted)
    return changed + gone.exclude(pk__in=edited).update(is_removed=True)


def left_alone(editions: dict, calendar: dict) -> list[str]:
    """What people edited here and the files would have otherwise, in plain words; nothing where they agree."""
    forums = {row["year"]: row for row in _editions(editions)}
    found = [
        f"dates and facts of Forum {each.year}"
        for each in Edition.objects.filter(year__in=edited_by_people(EditKind.EDITION, "edition"))
        if each.year in forums and each.content() != Edition(**forums[each.year]).content()
    ]
    found += [
        f"split of Forum {year}"
        for year in sorted(edited_by_people(EditKind.SPLIT, "edition"))
        if year in forums and split_at(Edition(year=year)) != _split(editions)
    ]
    themes = {(row["edition_id"], row["number"]): row["theme"] for row in _tables(editions)}
    found += [
        f"theme of round table {each.number} of Forum {each.edition_id}"
        for each in RoundTable.objects.filter(pk__in=edited_by_people(EditKind.THEME, "round_table"))
        if each.theme != themes.get((each.edition_id, each.number), each.theme)
    ]
    return found + _entries_left_alone(calendar)


def _entries_left_alone(calendar: dict) -> list[str]:
    wanted = {row["loaded_as"]: row for row in map(_entry, calendar["timeline"])}
    return [
        f"calendar: {wanted[each.loaded_as]['title']}"
        for each in CalendarEntry.objects.filter(pk__in=edited_by_people(EditKind.ENTRY, "entry"))
        if each.loaded_as in wanted
        and (each.is_removed or each.content() != CalendarEntry(**wanted[each.loaded_as]).content())
    ]


def first_day(text: str) -> date:
    """The first day of a year, month or day written as 2028, 2021-04 or 2026-05-05."""
    return date(*[int(part) for part in text.split("-")], *[1] * (2 - text.count("-")))


def last_day(text: str) -> date:
    """The last day of a year, month or day written as 2028, 2021-04 or 2026-05-05."""
    first = first_day(text)
    if text.count("-") == 2:
        return first
    month = first.month if text.count("-") == 1 else 12
    return date(first.year, month, monthrange(first.year, month)[1])


def _years(file: dict) -> list[int]:
    return [row["year"] for row in file["editions"]]


def _split(file: dict) -> dict[int, int]:
    return {objective: table["number"] for table in file["round_tables"] for objective in table["objectives"]}


def _tables(file: dict) -> list[dict[str, Any]]:
    return [
        {"edition_id": year, "number": table["number"], "theme": table["regional_review_theme_en"]}
        for year in _years(file)
        for table in file["round_tables"]
    ]


def _editions(file: dict) -> list[dict[str, Any]]:
    return [_edition(row) for row in file["editions"]]


def _unless_split(row: dict, splits: set[int]) -> dict[str, Any]:
    """Whether the split is carried over was said here where the split was edited here."""
    return {name: value for name, value in row.items() if name != "split_is_carried_over" or row["year"] not in splits}


def _edition(row: dict) -> dict[str, Any]:
    starts, ends = row["dates"] or (None, None)
    return {
        "year": row["year"],
        "number": row["edition"],
        "starts_on": first_day(starts) if starts else None,
        "ends_on": last_day(ends) if ends else None,
        "hearing_on": first_day(row["hearing"]) if row["hearing"] else None,
        "place": row["place"] or "",
        "chair": row["chair"] or "",
        "outcome": row["outcome"] or "",
        "note": row.get("note") or "",
        "is_verified": row["verified"],
        "split_is_carried_over": row["year"] != SPLIT_SEEN_FOR,
    }


def _entry(row: dict) -> dict[str, Any]:
    starts, ends = row["start"], row["end"]
    return {
        "loaded_as": f"{row['kind']}|{first_day(starts)}|{row['title']}",
        "kind": EntryKind(row["kind"]),
        "title": row["title"],
        "starts_on": first_day(starts),
        "ends_on": last_day(ends) if ends and ends != starts else None,
        "precision": PRECISIONS[starts.count("-")],
        "place": row["place"] or "",
        "region": row["region"] if row["region"] in ReviewRegion else "",
        "is_verified": row["verified"],
        "source": row["source"],
        "note": row["note"],
    }
