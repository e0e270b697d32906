"""Pages by key: the next page begins after the last row of the one before, so page 10,000 costs what page 2 costs.

An offset would read and drop everything before it. What a page is ordered by must be unique; the row's own number is
always the last key.
"""

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import orjson
from django.db.models import BooleanField, Expression, F, Func, QuerySet, Value

from api.states import CURSOR_MAX

READ_BACK = {"moment": datetime.fromisoformat, "day": date.fromisoformat, "number": int, "text": str}
NUMBER_MAX = 2**63


class CursorUnknown(Exception):
    """The text is no cursor of this list in this order."""


@dataclass(frozen=True)
class Key:
    """One thing a list is ordered by: a column, or an expression under a name of its own; never empty."""

    name: str
    kind: str = "number"
    expression: Expression | None = None


@dataclass(frozen=True)
class Order:
    """What a list is ordered by, all of it rising or all of it falling; the last key is unique."""

    keys: Sequence[Key]
    falling: bool = False

    @property
    def names(self) -> list[str]:
        """As `order_by` takes them."""
        return [f"-{key.name}" if self.falling else key.name for key in self.keys]

    @property
    def added(self) -> Mapping[str, Expression]:
        """The expressions to annotate."""
        return {key.name: key.expression for key in self.keys if key.expression is not None}


@dataclass(frozen=True)
class Page:
    """The numbers of the rows of one page in their order, and where the next begins; empty where it is the last."""

    pks: Sequence[Any]
    cursor: str = ""


@dataclass(frozen=True)
class Listing:
    """A list to be paged: its rows, its order, and what tells its cursors from those of other lists."""

    rows: QuerySet
    order: Order
    name: str
    publication: int | None = field(default=None)


class Beyond(Func):
    """True where one row of expressions stands after another in the order: PostgreSQL compares them as a row."""

    output_field = BooleanField()

    def __init__(self, left: Sequence[Any], right: Sequence[Any], *, falling: bool):
        super().__init__(*left, *right)
        self.sign = "<" if falling else ">"

    def as_sql(self, compiler, connection, **context):  # type: ignore[override]
        """`(a, b) < (x, y)`."""
        parts = [compiler.compile(each) for each in self.get_source_expressions()]
        half = len(parts) // 2
        left, right = (", ".join(sql for sql, _ in some) for some in (parts[:half], parts[half:]))
        return f"({left}) {self.sign} ({right})", [each for _, values in parts for each in values]


def page_of(listing: Listing, *, cursor: str, limit: int) -> Page:
    """The page of `limit` rows after the cursor, in one query; raises CursorUnknown."""
    order = listing.order
    after = _read(cursor, listing) if cursor else None
    rows = list(_rows(listing, after, limit + 1))
    last = rows[limit - 1] if len(rows) > limit else None
    token = _written(last, listing) if last else ""
    return Page([row[len(order.keys) - 1] for row in rows[:limit]], token)


def _rows(listing: Listing, after: Sequence[Any] | None, size: int) -> QuerySet:
    """The keys of the rows. Versions of records are read in two halves, so that an index of live ones serves.

    Live versions are what almost everything is; those replaced since the publication asked for are few, or old.
    """
    order = listing.order
    rows = listing.rows.order_by().annotate(**order.added)
    if after is not None:
        names = [F(key.name) for key in order.keys]
        rows = rows.filter(Beyond(names, [Value(value) for value in after], falling=order.falling))
    keys = [key.name for key in order.keys]
    if listing.publication is None:
        return rows.order_by(*order.names).values_list(*keys)[:size]
    halves = [
        rows.filter(replaced_in__isnull=True).order_by(*order.names).values_list(*keys)[:size],
        rows.filter(replaced_in__gt=listing.publication).order_by(*order.names).values_list(*keys)[:size],
    ]
    return halves[0].union(halves[1], all=True).order_by(*order.names)[:size]


def _written(row: Sequence[Any], listing: Listing) -> str:
    packed = orjson.dumps([listing.name, *row])
    return base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def _read(cursor: str, listing: Listing) -> list[Any]:
    """The keys in a cursor, each of the kind it has to be."""
    if len(cursor) > CURSOR_MAX or not cursor.isascii():
        raise CursorUnknown
    try:
        found = orjson.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError) as unreadable:
        raise CursorUnknown from unreadable
    keys = listing.order.keys
    if not isinstance(found, list) or len(found) != len(keys) + 1 or found[0] != listing.name:
        raise CursorUnknown
    return [_value(key, value) for key, value in zip(keys, found[1:], strict=True)]


def _value(key: Key, value: Any) -> Any:
    wanted = int if key.kind == "number" else str
    if type(value) is not wanted:
        raise CursorUnknown
    try:
        read = READ_BACK[key.kind](value)  # type: ignore[operator]
    except ValueError as unreadable:
        raise CursorUnknown from unreadable
    if (isinstance(read, int) and abs(read) >= NUMBER_MAX) or (isinstance(read, str) and "\0" in read):
        raise CursorUnknown
    if isinstance(read, datetime) and read.tzinfo is None:
        raise CursorUnknown
    return read
