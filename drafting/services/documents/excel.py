"""A draft as an Excel workbook: the questions on one sheet, each list on its own, the choices on another.

A narrow hidden column names each question for the way back.
"""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from drafting.services.documents import words
from drafting.services.documents.book import Book
from drafting.services.documents.paper import Paper, Part, Question, Shape, plain_text

KEY, NUMBER, QUESTION, ANSWER, NOTE = range(5)
WIDTHS = {NUMBER: 6, QUESTION: 38, ANSWER: 70, NOTE: 42}
EMPTY_ROWS = 30


def write_xlsx(paper: Paper) -> bytes:
    """The workbook's bytes."""
    book = Book(
        title=paper.title,
        seal=paper.seal,
        direction=paper.direction,
        written_direction=paper.written_direction,
    )
    _questions(book, paper)
    for question in paper.questions():
        if question.shape == Shape.ROWS:
            _rows(book, question)
    return book.close()


def _questions(book: Book, paper: Paper) -> None:
    """The sheet of questions: what it is on top, then a block for each step."""
    sheet, style = book.sheet(pgettext("sheet", "Draft")), book.formats
    sheet.activate()
    sheet.set_column(KEY, KEY, 3, None, {"hidden": True})
    for column, width in WIDTHS.items():
        sheet.set_column(column, column, width)
    sheet.write_string(0, NUMBER, plain_text(paper.title), style["title"])
    at = 1
    for at, (label, value) in enumerate(paper.facts, start=1):
        sheet.write_string(at, NUMBER, label, style["soft"])
        sheet.write_string(at, ANSWER, plain_text(value), style["fact"])
    sheet.write_string(at + 1, NUMBER, paper.notice, style["notice"])
    at += 3
    for part in paper.parts:
        at = _part(book, sheet, part, at)


def _part(book: Book, sheet, part: Part, top: int) -> int:
    style = book.formats
    sheet.write_string(top, NUMBER, part.title, style["part"])
    for column, head in zip(WIDTHS, words.heads(), strict=True):
        sheet.write_string(top + 1, column, head, style["head"])
    for at, question in enumerate(part.questions, start=top + 2):
        sheet.write_string(at, KEY, question.name)
        sheet.write_string(at, NUMBER, question.number, style["soft_cell"])
        sheet.write_string(at, QUESTION, question.label, style["label"])
        if question.shape == Shape.ROWS:
            sheet.write_string(at, ANSWER, _("On a sheet of its own."), style["soft_cell"])
        else:
            book.answer(sheet, at, ANSWER, question, question.answer)
            book.offer(sheet, (at, at), ANSWER, question)
        sheet.write_string(at, NOTE, words.advice(question), style["soft_cell"])
    return at + 2


def _rows(book: Book, question: Question) -> None:
    """A list on its own sheet, with room for more; the third row, hidden, names its columns."""
    title, count = f"{question.number} {question.label}", len(question.columns)
    sheet, style = book.sheet(title), book.formats
    sheet.set_column(0, 0, 3, None, {"hidden": True})
    sheet.set_column(1, count, max(18, 110 // count))
    sheet.write_string(0, 0, f"rows:{question.name}")
    sheet.write_string(0, 1, title, style["title"])
    sheet.write_string(1, 1, question.hint, style["soft"])
    sheet.set_row(2, None, None, {"hidden": True})
    answer: tuple = question.answer if isinstance(question.answer, tuple) else ()
    last = 3 + len(answer) + EMPTY_ROWS
    for at, column in enumerate(question.columns, start=1):
        sheet.write_string(2, at, column.name)
        if column.is_hidden:
            sheet.set_column(at, at, 3, None, {"hidden": True})
        sheet.write_string(3, at, column.label, style["head"])
        if note := words.advice(column):
            sheet.write_comment(3, at, note[:1000], {"author": "", "x_scale": 2})
        book.offer(sheet, (4, last), at, column)
    sheet.freeze_panes(4, 0)
    for number, entry in enumerate([*answer, *[("",) * count] * EMPTY_ROWS], start=4):
        for at, (column, value) in enumerate(zip(question.columns, entry, strict=True), start=1):
            book.answer(sheet, number, at, column, value)
