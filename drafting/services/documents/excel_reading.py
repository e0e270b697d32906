"""An Excel workbook read back: the answer beside each hidden key, the rows of each list.

Read row by row and within bounds, whatever size the file claims to be. A formula is never calculated nor believed.
"""

import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from drafting.exceptions import FileTooLarge, NotFromHere, Unreadable
from drafting.services.documents.book import PORTAL, PROPERTY
from drafting.services.documents.excel import ANSWER, KEY
from drafting.services.documents.paper import Found, Paper, Shape, plain_text

MAX_ROWS, MAX_COLUMNS = 3000, 120


def read_xlsx(file: BinaryIO, paper: Paper) -> Found:
    """What stands in the workbook; `paper` names the questions. Raises NotFromHere, Unreadable, FileTooLarge."""
    answers: dict[str, Any] = {}
    refused: dict[str, str] = {}
    questions = {question.name: question for question in paper.questions()}
    with opened(file) as book:
        for sheet in book.worksheets:
            if sheet.title == PORTAL:
                continue
            rows = bounded(sheet)
            first = next(rows, None)
            listed = str(first[0].value or "") if first else ""
            if listed.startswith("rows:"):
                question = questions.get(listed.removeprefix("rows:"))
                if question is not None:
                    answers[question.name] = _entries(rows, question.name, refused)
                continue
            for row in rows:
                name = str(row[KEY].value or "") if len(row) > ANSWER else ""
                if name in questions and questions[name].shape != Shape.ROWS:
                    answers.setdefault(name, cell_text(row[ANSWER]))
                    note_refusal(refused, name, row[ANSWER])
        return Found(seal=seal_of(book), answers=answers, refused=refused)


class opened:  # noqa: N801  read as `with opened(file) as book`
    """The workbook for reading, closed afterwards; what cannot be read is Unreadable."""

    def __init__(self, file: BinaryIO):
        self.file = file

    def __enter__(self) -> Any:
        from openpyxl import load_workbook  # noqa: PLC0415  slow to load, and few pages need it

        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", UserWarning)  # of extensions it does not know, which we do not read
                self.book = load_workbook(self.file, read_only=True, data_only=False, keep_links=False)
        except Exception as error:  # a damaged package fails in ways without number; it is refused in all of them
            raise Unreadable from error
        return self.book

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        self.book.close()
        if isinstance(error, (KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError)):
            raise Unreadable from error


def bounded(sheet: Any) -> Iterator[tuple]:
    """The sheet's rows, as many columns as a form of ours has; raises FileTooLarge where there is no end."""
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS), start=1):
        if number > MAX_ROWS:
            raise FileTooLarge
        yield row


def seal_of(book: Any) -> str:
    """The mark of the hidden sheet, or of the properties; raises NotFromHere where there is neither."""
    if PORTAL in book.sheetnames:
        first = next(iter(book[PORTAL].iter_rows(max_row=1, max_col=1, values_only=True)), ())
        if first and first[0]:
            return str(first[0])
    pieces = {each.name: each.value for each in book.custom_doc_props.props}
    found = "".join(str(pieces[name]) for number in range(40) if (name := f"{PROPERTY}{number}") in pieces)
    if not found:
        raise NotFromHere
    return found


def cell_text(cell: Any) -> str:
    """A cell as text: days as 2027-03-31, whole numbers without a point, text as it was typed."""
    value = cell.value
    if value is None or is_formula(cell):
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return plain_text(str(value))


def is_formula(cell: Any) -> bool:
    """True for a formula and for what a formula failed with."""
    return getattr(cell, "data_type", "") in {"f", "e"}


def note_refusal(refused: dict[str, str], name: str, cell: Any) -> None:
    """Keep why a formula is not taken, under the question it stands at."""
    if is_formula(cell) and name not in refused:
        place = getattr(cell, "coordinate", "")
        words = _(
            "Cell %(cell)s holds a formula. Write the answer itself; if it begins with “=”, put an apostrophe before."
        )
        refused[name] = words % {"cell": place}


def _entries(rows: Iterator[tuple], name: str, refused: dict[str, str]) -> list[dict[str, str]]:
    """The rows of a list by the names of its columns, which stand in its third row; empty ones left out."""
    next(rows, None)
    names = [str(cell.value or "") for cell in next(rows, ())]
    next(rows, None)
    found = []
    for row in rows:
        entry = {}
        for column, cell in zip(names[1:], row[1:], strict=False):
            if column:
                entry[column] = cell_text(cell)
                note_refusal(refused, name, cell)
        if any(entry.values()):
            found.append(entry)
    return found
