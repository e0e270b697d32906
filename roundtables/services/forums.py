"""Forum editions with their round tables and split of objectives, and the calendar, from the reference files."""

from calendar import monthrange
from datetime import date
from typing import Any

from accounts.states import ReviewRegion
from objectives.services import DELETE, bring_in_line
from roundtables.models import CalendarEntry, Edition, Placement, RoundTable
from roundtables.states import EntryKind, Precision

SPLIT_SEEN_FOR = 2022  # the file's split stands on the first Forum's page; A/RES/73/326 calls it indicative
PRECISIONS = [Precision.YEAR, Precision.MONTH, Precision.DAY]  # by how many parts of the date are given


def load_editions(file: dict) -> int:
    """Make Forum editions, their four round tables and their splits what `roundtables.json` says; rows changed.

    The file has one split, seen for the first Forum. Every later edition starts with it, marked as carried over.
    """
    years = [row["year"] for row in file["editions"]]
    changed = bring_in_line(Edition.objects.all(), ["year"], (_edition(row) for row in file["editions"]))
    changed += bring_in_line(
        RoundTable.objects.all(),
        ["edition_id", "number"],
        (
            {"edition_id": year, "number": table["number"], "theme": table["regional_review_theme_en"]}
            for year in years
            for table in file["round_tables"]
        ),
    )
    tables = {(table.edition_id, table.number): table.pk for table in RoundTable.objects.all()}
    return changed + bring_in_line(
        Placement.objects.all(),
        ["edition_id", "objective_id"],
        (
            {"edition_id": year, "objective_id": objective, "round_table_id": tables[year, table["number"]]}
            for year in years
            for table in file["round_tables"]
            for objective in table["objectives"]
        ),
    )


def load_calendar(file: dict) -> int:
    """Make the calendar what `forums.json` says; rows changed. An entry the file no longer has is removed."""
    return bring_in_line(
        CalendarEntry.objects.all(),
        ["kind", "starts_on", "title"],
        (_entry(row) for row in file["timeline"]),
        vanished=DELETE,
    )


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
