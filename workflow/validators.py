"""Reading a table somebody exported from a spreadsheet, and saying exactly where it is wrong.

Every check of a `Row` gives a clean value or notes a problem, so that one run finds everything there is to correct.
Messages are for whoever runs the import on the console, so they are in English and not translated.
"""

import csv
import hashlib
import io
import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from workflow.exceptions import FileRefused

ValueT = TypeVar("ValueT")
ContentT = TypeVar("ContentT")

HEADER = 1  # its row number in a spreadsheet
URL_MAX = 500
SOURCE_ID_MAX = 40
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
SEPARATOR = re.compile(r";(?![^()]*\))")  # not inside brackets: "an initiative (chair X; secretariat Y)" is one name
is_web_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Problem:
    """What is wrong where, and what to do about it. Rows are numbered as a spreadsheet shows them."""

    row: int
    column: str
    what: str

    def __str__(self):
        where = f"row {self.row}, column {self.column}" if self.column else f"row {self.row}"
        return f"{where}: {self.what}"


@dataclass
class Row:
    """One row: its cells by column name, and what was found wrong with them so far."""

    number: int
    cells: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, column: str, what: str) -> None:
        """Note a problem with a cell of this row."""
        self.problems.append(Problem(self.number, column, what))

    def text(self, column: str, *, longest: int, needed: bool = False) -> str:
        """The cell's text, of at most `longest` characters."""
        value = self.cells[column]
        if needed and not value:
            self.wrong(column, "is empty; fill it in.")
        if len(value) > longest:
            self.wrong(column, f"has {len(value)} characters; shorten it to at most {longest}.")
        return value

    def one_of(self, column: str, choices: Mapping[str, ValueT], *, empty: ValueT | None = None) -> ValueT | None:
        """What the cell's word stands for; `empty` where the cell is, or a problem if that is None."""
        value = self.cells[column]
        if not value:
            if empty is None:
                self.wrong(column, f"is empty; write one of: {', '.join(choices)}.")
            return empty
        if value not in choices:
            self.wrong(column, f"“{shown(value)}” is not known; write one of: {', '.join(choices)}.")
        return choices.get(value)

    def several_of(self, column: str, choices: Mapping[str, ValueT], *, of_what: str) -> list[ValueT]:
        """What the cell's words, separated by semicolons, stand for; each once."""
        words = parts(self.cells[column])
        for word in dict.fromkeys(words):
            if word not in choices:
                self.wrong(column, f"“{shown(word)}” is not {of_what}.")
            elif words.count(word) > 1:
                self.wrong(column, f"names “{word}” twice; name it once.")
        return [choices[word] for word in dict.fromkeys(words) if word in choices]

    def address(self, column: str, *, needed: bool = False) -> str:
        """A complete web address."""
        value = self.text(column, longest=URL_MAX, needed=needed)
        if value and not is_complete_address(value):
            self.wrong(column, f"“{shown(value)}” is not a web address; write it in full, with https://.")
        return value

    def day(self, column: str) -> date | None:
        """A date written as 2026-05-05, or None."""
        value = self.cells[column]
        found = day_written(value)
        if value and found is None:
            self.wrong(column, f"“{shown(value)}” is not a date; write it as 2026-05-05.")
        return found

    def year(self, column: str) -> int | None:
        """A year of the Compact's time, or None."""
        value = self.cells[column]
        if not value:
            return None
        if not re.fullmatch(r"20\d\d", value):
            self.wrong(column, f"“{shown(value)}” is not a year; write it as 2026.")
            return None
        return int(value)


@dataclass(frozen=True)
class Party:
    """A party as a row names it: a State, or an organisation with what is known of its kind and its State."""

    name: str
    kind: str = ""
    state_id: str | None = None
    is_state: bool = False


@dataclass(frozen=True)
class Entry(Generic[ContentT]):
    """A checked row: which record of its registry it is, a fingerprint of what it says, and what it says."""

    source_id: str
    digest: str
    source_url: str
    other_url: str
    content: ContentT


def read_rows(data: bytes, *, columns: Sequence[str], key: str) -> list[Row]:
    """The rows of a CSV file that has exactly these columns, cells stripped; problems of single cells are on the row.

    Raises FileRefused where the file as a whole cannot be read: not UTF-8, empty, columns missing or unknown.
    """
    lines = _lines(data)
    header = [name.strip() for name in lines[0]] if lines else []
    if not any(header):
        raise FileRefused([Problem(HEADER, "", "the file is empty; its first row must name the columns.")])
    if problems := _header_problems(header, columns):
        raise FileRefused(problems)
    rows = [
        _row(number, header, cells)
        for number, cells in enumerate(lines[1:], start=HEADER + 1)
        if any(map(str.strip, cells))
    ]
    if not rows:
        raise FileRefused([Problem(HEADER + 1, "", "the file has no rows below the names of its columns.")])
    _check_keys(rows, key)
    return rows


def refuse_if_wrong(rows: Collection[Row]) -> None:
    """Raise FileRefused with every problem of every row, in the file's order; nothing where all are good."""
    if problems := [problem for row in rows for problem in row.problems]:
        raise FileRefused(problems)


def fingerprint(cells: Mapping[str, str], *, without: Collection[str] = ()) -> str:
    """The same 64 characters for the same content, whatever the order of columns; `without` names what is not kept."""
    kept = {name: value for name, value in cells.items() if name not in without}
    return hashlib.sha256(json.dumps(kept, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def parts(value: str) -> list[str]:
    """A cell's parts, separated by semicolons outside brackets, without empty ones."""
    return [part.strip() for part in SEPARATOR.split(value) if part.strip()]


def day_written(value: str) -> date | None:
    """The date written as 2026-05-05, or None where it is not one."""
    try:
        return date.fromisoformat(value) if ISO_DAY.fullmatch(value) else None
    except ValueError:
        return None


def is_complete_address(value: str) -> bool:
    """True for an http or https address with a host and no password in it."""
    try:
        is_web_address(value)
        return urlsplit(value).username is None
    except (ValidationError, ValueError):
        return False


def shown(value: str) -> str:
    """A cell as it may stand in a message: one line, not too long, nothing a terminal would obey."""
    plain = UNPRINTABLE.sub("�", " ".join(value.split()))
    return plain if len(plain) <= 60 else plain[:59] + "…"


def _lines(data: bytes) -> list[list[str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        row = data[: wrong.start].count(b"\n") + 1
        raise FileRefused([Problem(row, "", "the file is not UTF-8; save it again as “CSV UTF-8”.")]) from wrong
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines: list[list[str]] = []
    try:
        lines.extend(reader)
    except csv.Error as wrong:
        raise FileRefused(
            [Problem(len(lines) + 1, "", f"the row cannot be read ({wrong}); check its quotation marks.")]
        ) from wrong
    return lines


def _header_problems(header: list[str], columns: Sequence[str]) -> list[Problem]:
    missing = [name for name in columns if name not in header]
    unknown = [name for name in dict.fromkeys(header) if name not in columns]
    twice = [name for name in dict.fromkeys(header) if name in columns and header.count(name) > 1]
    return [
        *(Problem(HEADER, name, "is missing; add the column, empty if need be.") for name in missing),
        *(
            Problem(HEADER, shown(name) or "(no name)", "is not a column of this import; remove it.")
            for name in unknown
        ),
        *(Problem(HEADER, name, "stands there twice; remove one.") for name in twice),
    ]


def _row(number: int, header: list[str], cells: list[str]) -> Row:
    row = Row(number, {name: cell.strip() for name, cell in zip(header, cells, strict=False)})
    if len(cells) != len(header):
        row.cells = dict.fromkeys(header, "") | dict(row.cells)
        row.wrong(
            "", f"has {len(cells)} cells where the first row has {len(header)}; check commas and quotation marks."
        )
    for name, cell in row.cells.items():
        if UNPRINTABLE.search(cell):
            row.wrong(name, "contains a control character that no text has; delete it.")
    return row


def _check_keys(rows: list[Row], key: str) -> None:
    first: dict[str, int] = {}
    for row in rows:
        value = row.text(key, longest=SOURCE_ID_MAX, needed=True)
        if value in first:
            row.wrong(key, f"“{shown(value)}” stands in row {first[value]} already; every row needs its own.")
        elif value:
            first[value] = row.number
