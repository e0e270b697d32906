"""Files to import, made of a good row and what the test changes in it."""

import csv
import io

from pledges import validators as pledge_rows
from tools import validators as tool_rows

PLEDGE = {
    "id": "P900",
    "title": "A sample pledge of a listing",
    "title_is_descriptive": "no",
    "pledging_entity": "Portugal",
    "entity_type": "State",
    "country_iso3": "PRT",
    "objectives": "7",
    "year": "2022",
    "forum": "IMRF 2022",
    "summary": "What the sample pledge promises, in a sentence.",
    "source_url": "https://example.org/pledges/900",
    "listed_in": "Sample listing",
    "verified": "yes",
}
TOOL = {
    "id": "T900",
    "title": "A sample guide",
    "title_is_descriptive": "no",
    "organisation": "City of Sample",
    "country_or_region": "Global",
    "scope": "theme-specific",
    "objectives": "7",
    "objectives_basis": "source",
    "kind": "guideline",
    "languages": "en",
    "url": "https://example.org/tools/900",
    "summary": "What the sample guide is for, in a sentence.",
    "source_type": "official page",
    "verified": "yes",
}


def pledges_file(*changes: dict, **cells) -> bytes:
    """A file of pledges: one good row with these cells changed, or one row for each dict of changes."""
    return table(pledge_rows.COLUMNS, [PLEDGE | each for each in changes or [cells]])


def tools_file(*changes: dict, **cells) -> bytes:
    """A file of tools: one good row with these cells changed, or one row for each dict of changes."""
    return table(tool_rows.COLUMNS, [TOOL | each for each in changes or [cells]])


def table(columns, rows) -> bytes:
    """A CSV file as a spreadsheet saves it: with a byte order mark."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, fieldnames=list(columns), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")
