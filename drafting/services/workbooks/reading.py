"""A workbook of many read back: each row that says anything, as the text of its cells by the names of questions."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, BinaryIO

from attachments.states import Kind as FileKind
from drafting.exceptions import NotAWorkbook, NothingInIt, OfAnotherParty, TooManyRows, Unreadable
from drafting.services.documents.excel_reading import bounded, cell_text, note_refusal, opened, seal_of
from drafting.services.documents.opening import file_kind
from drafting.services.documents.seal import Seal, unseal
from drafting.services.workbooks.grid import DATA, FIRST, KEY, MARK, MAX_ROWS, STAMP


@dataclass
class ReadRow:
    """One row: its number on the sheet, what it is about, the texts of its cells, the formulas it holds."""

    number: int
    key: str
    stamp: str
    cells: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)


@dataclass
class ReadSheet:
    """The sheet of records: its name, the letter of each question's column, its rows."""

    name: str
    columns: dict[str, str]
    rows: list[ReadRow]

    @property
    def plain(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)


def read_workbook(file: BinaryIO, *, name: str, size: int, kind: str) -> tuple[Seal, ReadSheet]:
    """What it was downloaded for, and its rows; empty ones are left out. Raises an UploadRefused that says why not."""
    if file_kind(file, name=name, size=size) != FileKind.XLSX:
        raise NotAWorkbook
    with opened(file) as book:
        seal = unseal(seal_of(book))
        if seal.kind != kind:
            raise OfAnotherParty
        sheet, found = None, None
        for sheet in book.worksheets:
            rows = bounded(sheet)
            first = next(rows, ())
            if first and str(first[KEY].value or "") == f"{MARK}{kind}":
                found = _read(sheet.title, first, rows)
                break
    if found is None:
        raise Unreadable
    if not found.rows:
        raise NothingInIt
    return seal, found


def _read(title: str, first: tuple, rows: Iterator[tuple]) -> ReadSheet:
    names = {place: str(cell.value) for place, cell in enumerate(first) if place >= FIRST and cell.value}
    letters = {name: first[place].column_letter for place, name in names.items()}
    found = []
    for number, row in enumerate(rows, start=2):
        if number <= DATA:
            continue
        read = _row(number, row, names)
        if any(read.cells.values()) or read.refused:
            found.append(read)
        if len(found) > MAX_ROWS:
            raise TooManyRows(MAX_ROWS)
    return ReadSheet(name=title, columns=letters, rows=found)


def _row(number: int, row: tuple, names: dict[int, str]) -> ReadRow:
    key, stamp = (cell_text(row[place]) if len(row) > place else "" for place in (KEY, STAMP))
    read = ReadRow(number=number, key=key, stamp=stamp)
    for place, name in names.items():
        if place < len(row):
            read.cells[name] = cell_text(row[place])
            note_refusal(read.refused, name, row[place])
    return read
