"""A workbook of many records: a row for each, a column for each question. Two hidden columns and a hidden row say
which record and which question it is; the rest is the person's own to arrange.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from drafting.services.documents import words
from drafting.services.documents.book import Book
from drafting.services.documents.paper import Question, Shape, cell_in_words, plain_text

KEY, STAMP, FIRST = 0, 1, 2
NAMES, HEADS, DATA = 0, 1, 2  # rows: hidden names, heads, the first record
MAX_ROWS = 500
EMPTY_ROWS = 100
MARK = "rows-of:"
BETWEEN = " | "


@dataclass(frozen=True)
class GridRow:
    """One row offered: the key of what it is about, what it was made on top of, the answers there are."""

    key: str = ""
    stamp: str = ""
    lead: Sequence[str] = ()
    answers: Mapping[str, Question] = field(default_factory=dict)


@dataclass(frozen=True)
class Grid:
    """The whole workbook, ready to be written."""

    kind: str
    title: str
    party: str
    lead: Sequence[str]
    columns: Sequence[Question]
    rows: Sequence[GridRow]
    direction: str
    seal: str


def write_grid(grid: Grid) -> bytes:
    """The workbook's bytes."""
    title = _("%(kind)s of %(party)s") % {"kind": grid.title, "party": grid.party}
    book = Book(title=title, seal=grid.seal, direction=grid.direction, written_direction=grid.direction)
    sheet = book.sheet(grid.title)
    last = DATA + len(grid.rows) + EMPTY_ROWS - 1
    _heads(book, sheet, grid, last)
    empty = 0 if grid.lead else EMPTY_ROWS
    for number, row in enumerate([*grid.rows, *[GridRow()] * empty], start=DATA):
        _row(book, sheet, grid, row, number)
    sheet.freeze_panes(DATA, FIRST + max(1, len(grid.lead)))
    _notes(book)
    return book.close()


def entries_in_words(question: Question) -> str:
    """A list in one cell: an entry on each line, its answers with a stroke between them."""
    answer: tuple = question.answer if isinstance(question.answer, tuple) else ()
    lines = [
        BETWEEN.join(_within_a_line(column, cell) for column, cell in zip(question.columns, row, strict=True))
        for row in answer
    ]
    return plain_text("\n".join(line.rstrip(" |") for line in lines))


def entries_in(question: Question, text: str) -> list[dict[str, str]]:
    """The entries of such a cell, by the names of their columns."""
    found = []
    for line in filter(None, (line.strip() for line in text.split("\n"))):
        pieces = [piece.strip() for piece in line.split("|")]
        names = [column.name for column in question.columns]
        padded = [*pieces, *[""] * (len(names) - len(pieces))]
        found.append(dict(zip(names, padded, strict=False)))
    return found


def _within_a_line(column: Question, cell: object) -> str:
    words_ = cell_in_words(column, cell) if cell else ""
    return "; ".join(words_.split("\n")).replace("|", "/")


def _heads(book: Book, sheet, grid: Grid, last: int) -> None:
    style = book.formats
    sheet.set_column(KEY, STAMP, 3, None, {"hidden": True})
    sheet.set_row(NAMES, None, None, {"hidden": True})
    sheet.write_string(NAMES, KEY, f"{MARK}{grid.kind}")
    for column, head in enumerate(grid.lead, start=FIRST):
        sheet.set_column(column, column, 24)
        sheet.write_string(HEADS, column, head, style["head"])
    for column, question in enumerate(grid.columns, start=FIRST + len(grid.lead)):
        sheet.set_column(column, column, 44 if question.maximum > 400 else 26)
        sheet.write_string(NAMES, column, question.name)
        sheet.write_string(HEADS, column, question.label, style["head"])
        if note := _advice(question):
            sheet.write_comment(HEADS, column, note[:1500], {"author": "", "x_scale": 2.4, "y_scale": 2})
        book.offer(sheet, (DATA, last), column, question)


def _advice(question: Question) -> str:
    if question.shape != Shape.ROWS:
        return words.advice(question)
    pattern = BETWEEN.join(column.label for column in question.columns)
    return "\n".join(filter(None, [question.hint, _("One entry on each line:"), pattern]))


def _row(book: Book, sheet, grid: Grid, row: GridRow, number: int) -> None:
    if row.key:
        sheet.write_string(number, KEY, row.key)
        sheet.write_string(number, STAMP, row.stamp)
    for column, (_head, text) in enumerate(zip(grid.lead, row.lead, strict=False), start=FIRST):
        sheet.write_string(number, column, plain_text(text), book.formats["soft_cell"])
    for column, question in enumerate(grid.columns, start=FIRST + len(grid.lead)):
        answered = row.answers.get(question.name)
        if question.shape != Shape.ROWS:
            book.answer(sheet, number, column, question, answered.answer if answered else "")
        elif answered and (text := entries_in_words(answered)):
            sheet.write_string(number, column, text, book.formats["written"])
        else:
            sheet.write_blank(number, column, None, book.formats["written"])


def _notes(book: Book) -> None:
    """How the workbook is filled in, in a few lines."""
    sheet = book.sheet(_("How to fill it in"))
    sheet.set_column(0, 0, 110)
    lines = [
        _("One row is one record. The heads explain each question in a note."),
        _("Several choices stand in one cell, one on each line; the choices are on a sheet of their own."),
        _("Days are written as year, month and day, for example 2027-03-31."),
        _("Rows may be moved, sorted and taken away. Leave the hidden row and the hidden columns as they are."),
        _("Contact persons and files are added in the portal, draft by draft."),
        _(
            "Upload the workbook where it was downloaded. Every row is checked first, and nothing is written before "
            "you say so."
        ),
    ]
    for number, line in enumerate(lines):
        sheet.write_string(number, 0, line, book.formats["fact"])
