"""The annex of a report's document as a workbook: what it is, every figure, every table and every record.

What people wrote is written as text, so that no cell is a formula or a link; plain numbers are numbers.
"""

import io
import re
from functools import cache
from importlib.metadata import version
from typing import Any

from reports.services.renderers.packages import moment_of, settled
from reports.services.renderers.xlsx_sheets import Sheet, sheets
from typesetting.blocks import Block
from typesetting.spoken import carried, plain

EDITION = "annex 1"  # rises when the arrangement changes
CELL_MAX = 32_767  # characters Excel keeps in one cell
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
PLAIN_NUMBER = re.compile(r"0|[1-9]\d{0,8}", re.ASCII)
WIDEST, NARROWEST = 70, 9


def render(document: Block) -> bytes:
    """The workbook; the same document is the same file."""
    import xlsxwriter  # noqa: PLC0415  slow to load, and few processes need it

    made, moment = io.BytesIO(), moment_of(document)
    with xlsxwriter.Workbook(
        made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        book.set_properties(
            {
                "title": carried(document["title"])[:250],
                "subject": document["reference"],
                "author": "GCM Implementation Portal",
                "created": moment.replace(tzinfo=None),
            }
        )
        formats = _formats(book, document)
        used: set[str] = set()
        for sheet in sheets(document):
            _write(book.add_worksheet(_name(sheet.name, used)), sheet, document, formats)
    return settled(made.getvalue(), moment)


@cache
def made_with() -> str:
    """What turned the document into bytes."""
    return f"xlsxwriter {version('xlsxwriter')}, {EDITION}"


def _formats(book: Any, document: Block) -> dict[str, Any]:
    order = {"reading_order": 2 if document["dir"] == "rtl" else 1}
    return {
        "title": book.add_format({"bold": True, "font_size": 14, "font_color": document["accent"], **order}),
        "head": book.add_format(
            {"bold": True, "bottom": 2, "bottom_color": document["accent"], "bg_color": "#F1F4F7", "valign": "top"}
            | {"text_wrap": True}
            | order
        ),
        "text": book.add_format({"valign": "top", "text_wrap": True, **order}),
    }


def _name(words: str, used: set[str]) -> str:
    """A name Excel takes that no sheet has yet."""
    clean = " ".join(NOT_IN_NAMES.sub(" ", carried(words)).split()) or "–"
    name, count = clean[:31].strip(), 1
    while name.casefold() in used:
        count += 1
        name = f"{clean[: 31 - len(str(count)) - 1].strip()} {count}"
    used.add(name.casefold())
    return name


def _write(to: Any, sheet: Sheet, document: Block, formats: dict[str, Any]) -> None:
    if document["dir"] == "rtl":
        to.right_to_left()
    top = 0
    if sheet.caption:
        _cell(to, 0, 0, sheet.caption, formats["title"])
        top = 1
    for place, head in enumerate(sheet.heads):
        _cell(to, top, place, head, formats["head"])
    first = top + bool(sheet.heads)
    for number, row in enumerate(sheet.rows, start=first):
        for place, value in enumerate(row):
            _cell(to, number, place, plain(value, document), formats["text"])
    if sheet.heads:
        to.freeze_panes(first, 0)
        to.repeat_rows(0, top)
    for place, width in enumerate(_widths(sheet, document)):
        to.set_column(place, place, width)
    to.set_paper(9)
    to.set_landscape()
    to.fit_to_pages(1, 0)


def _cell(to: Any, row: int, place: int, words: str, style: Any) -> None:
    text = carried(words)[:CELL_MAX]
    if PLAIN_NUMBER.fullmatch(text):
        to.write_number(row, place, int(text), style)
    elif text:
        to.write_string(row, place, text, style)


def _widths(sheet: Sheet, document: Block) -> list[int]:
    columns = max((len(row) for row in [sheet.heads, *sheet.rows]), default=1)
    longest = [NARROWEST] * columns
    for row in [sheet.heads, *sheet.rows]:
        for place, value in enumerate(row):
            longest[place] = max(longest[place], len(plain(value, document)) + 2)
    return [min(width, WIDEST) for width in longest]
