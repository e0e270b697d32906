"""Rows of a public resource as an Excel workbook: the rows, and a sheet that says what they are.

Written with constant memory; what people wrote is written as text, so that no cell is ever a formula.
"""

from datetime import UTC, date, datetime
from typing import IO, Any

from django.utils.functional import Promise
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from dashboard.selectors.fields import flat
from dashboard.selectors.fields.columns import BOOLEAN, DATE, INTEGER
from dashboard.services.downloads import Download
from drafting.services.documents.paper import carried

WORKBOOK_ROWS = 10_000  # more would keep a visitor, and a worker of the site, waiting for longer than a page may take
NOT_IN_NAMES = frozenset("[]:*?/\\'")
CELL_MAX = 32_767  # characters Excel keeps in one cell
WIDE = frozenset({"title", "description", "summary", "narrative", "name"})


def write_xlsx(download: Download, to: IO[bytes], *, about: list[tuple[str, str]]) -> None:
    """The rows as a workbook; `about` are the lines of its sheet of explanations, before the list of fields."""
    import xlsxwriter  # noqa: PLC0415  slow to load, and few pages need it

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(to, options) as book:
        title = str(download.kind.title)
        book.set_properties({"title": title, "author": "GCM Implementation Portal", "created": _made(download)})
        formats = {
            "head": book.add_format({"bold": True, "bottom": 1, "valign": "top", "text_wrap": True}),
            "text": book.add_format({"valign": "top"}),
            "day": book.add_format({"valign": "top", "num_format": "yyyy-mm-dd", "align": "left"}),
            "wrapped": book.add_format({"valign": "top", "text_wrap": True}),
        }
        _write_rows(_sheet(book, title), download, formats)
        _write_about(_sheet(book, _("About this file")), download, formats, about)


def _made(download: Download) -> datetime:
    """The day the rows are true at: the same rows are the same file."""
    return datetime.combine(download.moment.day, datetime.min.time(), tzinfo=UTC).replace(tzinfo=None)


def _sheet(book: Any, name: str) -> Any:
    sheet = book.add_worksheet("".join(" " if sign in NOT_IN_NAMES else sign for sign in carried(name))[:31])
    if get_language_bidi():
        sheet.right_to_left()
    return sheet


def _write_rows(sheet: Any, download: Download, formats: dict[str, Any]) -> None:
    columns = download.columns
    sheet.freeze_panes(1, 1)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, 48 if column.name in WIDE else 20)
        sheet.write_string(0, place, column.name, formats["head"])
    number = 0
    for number, row in enumerate(download.values(), start=1):
        for place, value in enumerate(row):
            _write(sheet, number, place, value, columns[place].leaf.kind, formats)
    sheet.autofilter(0, 0, number, len(columns) - 1)


def _write(sheet: Any, row: int, place: int, value: Any, kind: str, formats: dict[str, Any]) -> None:
    if value is None or value in ("", []):
        return
    if kind == INTEGER:
        sheet.write_number(row, place, value, formats["text"])
    elif kind == BOOLEAN:
        sheet.write_boolean(row, place, value, formats["text"])
    elif kind == DATE and isinstance(value, date) and value.year >= 1900:
        sheet.write_datetime(row, place, datetime.combine(value, datetime.min.time()), formats["day"])
    else:
        sheet.write_string(row, place, carried(flat(value))[:CELL_MAX], formats["text"])


def _write_about(sheet: Any, download: Download, formats: dict[str, Any], about: list[tuple[str, str]]) -> None:
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 100)
    lines: list[tuple[str, str | Promise]] = [*about, ("", ""), (_("Column"), _("What it holds"))]
    lines += [(column.name, column.words) for column in download.columns]
    for row, (label, words) in enumerate(lines):
        sheet.write_string(row, 0, carried(label), formats["head"])
        sheet.write_string(row, 1, carried(str(words)), formats["wrapped"])
