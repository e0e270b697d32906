"""An Excel workbook of ours while it is written: answers in their cells, choices to pick from, the hidden seal.

What people wrote is written as text, so that no cell of ours is ever a formula.
"""

import io
from datetime import UTC, date, datetime
from typing import Any

from drafting.services.documents import words
from drafting.services.documents.paper import Question, Shape, cell_in_words, plain_text, yes_or_no

PORTAL = "portal"  # the hidden sheet: A1 the seal
PROPERTY, PIECE = "gcm-portal-", 240  # the seal once more, in properties of the length Excel takes
LONGEST_NUMBER = 15  # digits Excel keeps
NOT_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
AUTHOR = "GCM Implementation Portal"


class Book:
    """One workbook. Its properties name the portal and its title, and no person.

    One that is not to come back with answers has no seal.
    """

    def __init__(self, *, title: str, direction: str, written_direction: str, seal: str = ""):
        import xlsxwriter  # noqa: PLC0415  slow to load, and few pages need it

        self.out, self.seal, self.direction = io.BytesIO(), seal, direction
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.book = xlsxwriter.Workbook(self.out, options)
        made = datetime.now(UTC).replace(tzinfo=None)
        self.book.set_properties({"title": plain_text(title)[:250], "author": AUTHOR, "created": made})
        self.formats = _formats(self.book, direction, written_direction)
        self.lists: dict[tuple[str, ...], list[str]] = {}
        self.names = {PORTAL}

    def sheet(self, name: str) -> Any:
        """A new sheet of that name, or of that name and a number, in the direction of the page."""
        wanted = sheet_name(name)
        number = 1
        while (unique := wanted if number == 1 else f"{wanted[:27]} {number}").casefold() in self.names:
            number += 1
        self.names.add(unique.casefold())
        made = self.book.add_worksheet(unique)
        if self.direction == "rtl":
            made.right_to_left()
        made.hide_gridlines(2)
        made.set_landscape()
        made.set_paper(9)
        made.fit_to_pages(1, 0)
        return made

    def answer(self, sheet: Any, row: int, column: int, question: Question, value: Any) -> None:
        """One answer into its cell, in the shape Excel knows for it."""
        style = self.formats["written" if question.is_written else "answer"]
        if question.shape == Shape.DAY:
            style = self.formats["day"]
        elif question.shape == Shape.NUMBER:
            style = self.formats["number"]
        text = plain_text(cell_in_words(question, value)) if value else ""
        if not text:
            sheet.write_blank(row, column, None, style)
        elif question.shape == Shape.DAY:
            sheet.write_datetime(row, column, date.fromisoformat(text), style)
        elif question.shape == Shape.NUMBER and len(text.replace(".", "")) <= LONGEST_NUMBER:
            sheet.write_number(row, column, float(text), style)
        else:
            sheet.write_string(row, column, text, style)

    def offer(self, sheet: Any, rows: tuple[int, int], column: int, question: Question) -> None:
        """A list to choose from in these rows. It lets another word stand: what is wrong is said after the upload."""
        choices = (yes_or_no(True), yes_or_no(False)) if question.shape == Shape.YES_OR_NO else question.offered
        if not choices:
            return
        labels = self.lists.setdefault(choices, [])
        if question.label not in labels:
            labels.append(question.label)
        if question.shape != Shape.SEVERAL:
            source = f"=choices_{list(self.lists).index(choices)}"
            rule = {"validate": "list", "source": source, "error_type": "information"}
            sheet.data_validation(rows[0], column, rows[1], column, rule)

    def close(self) -> bytes:
        """The sheet of choices, the hidden one where there is a seal; the file."""
        if self.lists:
            self._choices()
        if self.seal:
            self._sealed()
        self.book.close()
        return self.out.getvalue()

    def _sealed(self) -> None:
        """The hidden sheet and the properties the workbook is recognised by."""
        hidden = self.book.add_worksheet(PORTAL)
        hidden.write_string(0, 0, self.seal)
        hidden.very_hidden()
        for number, at in enumerate(range(0, len(self.seal), PIECE)):
            self.book.set_custom_property(f"{PROPERTY}{number}", self.seal[at : at + PIECE], "text")

    def _choices(self) -> None:
        """Every list of choices, a column each, under the questions that use it."""
        sheet = self.sheet(words.choices_title())
        for column, (choices, labels) in enumerate(self.lists.items()):
            sheet.set_column(column, column, 42)
            sheet.write_string(0, column, " · ".join(labels), self.formats["head"])
            for row, word in enumerate(choices, start=1):
                sheet.write_string(row, column, word, self.formats["soft_cell"])
            letter = _letters(column)
            place = f"='{sheet.get_name()}'!${letter}$2:${letter}${len(choices) + 1}"
            self.book.define_name(f"choices_{column}", place)


def sheet_name(text: str) -> str:
    """The text as Excel lets a sheet be called."""
    return " ".join(plain_text(text).translate(NOT_IN_SHEET_NAMES).split())[:31] or "1"


def _letters(column: int) -> str:
    """The name Excel gives a column: 0 is A, 27 is AB."""
    name, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        name = chr(65 + letter) + name
    return name


def _formats(book: Any, direction: str, written_direction: str) -> dict[str, Any]:
    ours, theirs = (2 if each == "rtl" else 1 for each in (direction, written_direction))  # Excel's reading order
    cell = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#C3CCD4", "reading_order": ours}
    soft = {"font_color": "#51606E", "reading_order": ours}
    start = "right" if direction == "rtl" else "left"
    shapes = {
        "title": {"bold": True, "font_size": 16, "reading_order": theirs},
        "part": {"bold": True, "font_size": 13, "font_color": "#0B4F82", "reading_order": ours},
        "notice": {"bold": True, "reading_order": ours},
        "head": cell | {"bold": True, "bg_color": "#EEF2F6"},
        "label": cell | {"bold": True},
        "soft": soft,
        "soft_cell": cell | soft | {"font_size": 9},
        "fact": {"reading_order": theirs},
        "answer": cell,
        "written": cell | {"num_format": "@", "reading_order": theirs, "quote_prefix": True},
        "day": cell | {"num_format": "yyyy-mm-dd", "align": start},
        "number": cell | {"num_format": "General", "align": start},
    }
    return {name: book.add_format(shape) for name, shape in shapes.items()}
