"""Rows of a public resource as a file, in constant memory: CSV by PostgreSQL's COPY, JSON row by row.

Each is written whole into the file it is given before anybody reads a byte of it: an error on the way is an error,
never a short file that looks whole. One statement reads all rows, so they are of one snapshot.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import IO, Any

import orjson
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.utils.text import slugify

from dashboard.selectors.fields import Column, Resource, Table, flat
from dashboard.selectors.fields.columns import BETWEEN, BOOLEANS, LISTS, TEXT, TEXTS
from ui.cells import harmless, harmless_in_sql
from workflow.selectors import Moment

BOM = b"\xef\xbb\xbf"  # so that Excel reads the letters of all scripts right
CHUNK = 500


@dataclass(frozen=True)
class Download:
    """What is taken away: which rows of which resource, with which fields, as of when; and by what they were chosen.

    `found` is a queryset of public rows, or a list of the things of a `Listing`; None is all of them. `chosen_by` are
    pairs of a filter's name and value in words, for people; `named_by` the same as they stand in the address.
    """

    kind: Resource
    moment: Moment
    found: Any = None
    fields: tuple[str, ...] = ()
    chosen_by: Sequence[tuple[str, str]] = ()
    named_by: Sequence[tuple[str, str]] = field(default=())

    @property
    def columns(self) -> tuple[Column, ...]:
        """Its columns."""
        return self.kind.columns(self.fields)

    def values(self) -> Iterable[tuple[Any, ...]]:
        """Its rows, flat; a table's come by a server-side cursor."""
        rows = self.kind.values(self.found, moment=self.moment, fields=self.fields)
        return rows.iterator(chunk_size=CHUNK) if isinstance(rows, QuerySet) else rows


def download_name(kind: str, chosen_by: Sequence[tuple[str, str]], moment: Moment, ending: str) -> str:
    """A file name that says what is in it: gcm-pledges_objective-07_publication-123.csv."""
    parts = [f"{name}-{value:0>2}" if value.isdigit() else f"{name}-{value}" for name, value in chosen_by]
    filters = "_".join(slugify(part.replace("_", "-")) for part in parts)[:120].rstrip("-_")
    return "_".join(filter(None, [f"gcm-{kind}", filters, f"publication-{moment.publication}"])) + f".{ending}"


def write_csv(download: Download, to: IO[bytes]) -> None:
    """The rows as CSV: UTF-8 with a byte order mark, a line of names, what looks like a formula guarded."""
    to.write(BOM)
    to.write(_lines([[column.name for column in download.columns]]))
    if isinstance(download.kind, Table):
        _copy(download, to)
    else:
        to.write(_lines([_cell(value, column) for value, column in zip(row, download.columns, strict=True)]
                        for row in download.values()))  # fmt: skip


def write_json(download: Download, to: IO[bytes], *, about: dict[str, Any]) -> None:
    """All rows as one JSON object: what they are, their number, and `results`."""
    to.write(orjson.dumps(about)[:-1] + b',"results":[\n')
    between = b""
    for row in download.kind.assembled(download.values(), fields=download.fields):
        to.write(between + orjson.dumps(row))
        between = b",\n"
    to.write(b"\n]}\n")


def _copy(download: Download, to: IO[bytes]) -> None:
    query = download.kind.query(download.found, moment=download.moment, fields=download.fields)  # type: ignore[attr-defined]
    try:
        sql, given = query.query.sql_with_params()
    except EmptyResultSet:
        return
    cells = ", ".join(_in_sql(f"r.c{place}", column.leaf.kind) for place, column in enumerate(download.columns))
    with connection.cursor() as cursor:
        rows = cursor.mogrify(sql, given).decode()
        cursor.copy_expert(f"COPY (SELECT {cells} FROM ({rows}) AS r) TO STDOUT WITH (FORMAT csv)", to)  # noqa: S608  names of ours


def _in_sql(name: str, kind: str) -> str:
    """One column as `flat` and `harmless` make it, in SQL."""
    if kind in LISTS:
        joined = f"array_to_string({name}{'::text[]' if kind == BOOLEANS else ''}, '{BETWEEN}', '')"
        return f"NULLIF({harmless_in_sql(joined) if kind == TEXTS else joined}, '')"
    if kind == TEXT:
        return f"NULLIF({harmless_in_sql(name)}, '')"
    return f"{name}::text"


def _cell(value: Any, column: Column) -> str:
    text = flat(value)
    return harmless(text) if column.leaf.kind in {TEXT, TEXTS} else text


def _lines(rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()
