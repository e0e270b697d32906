"""A page of a resource, and one of it: rows as plain values, ready for JSON."""

import base64
import binascii
from collections.abc import Iterable, Sequence
from typing import Any

import orjson
from django.db.models import QuerySet

from api.pages.asking import Asked
from api.pages.sources import Source
from api.selectors.paging import CursorUnknown, Listing, page_of
from dashboard.selectors.fields import Table
from workflow.selectors import Moment

Rows = list[dict[str, Any]]


def rows_of(source: Source, asked: Asked, moment: Moment) -> tuple[Rows, str, int | None]:
    """The rows of the page, where the next begins, and on the first page how many there are; raises CursorUnknown."""
    found: Any = source.found(asked.filters, moment)
    if isinstance(source.resource, Table):
        return _rows_of_table(source, asked, moment, found)
    return _rows_of_few(source, asked, moment, found)


def one_of(source: Source, key: str, fields: Sequence[str], moment: Moment) -> dict[str, Any] | None:
    """The one of that key, if it is public at the moment."""
    resource = source.resource
    everything: Any = source.found({}, moment)
    if isinstance(resource, Table):
        found = everything.order_by().filter(**{source.lookup: key})
    else:
        found = [each for each in everything if _key_of(source, each) == key]
    return next(iter(resource.rows(found, moment=moment, fields=fields)), None)


def _rows_of_table(source: Source, asked: Asked, moment: Moment, found: QuerySet) -> tuple[Rows, str, int | None]:
    order = asked.order
    assert order is not None
    listing = Listing(found, order, f"{source.name} {asked.sort}", moment.publication if source.is_versioned else None)
    page = page_of(listing, cursor=asked.cursor, limit=asked.limit)
    assert isinstance(source.resource, Table)
    rows = list(source.resource.page(page.pks, moment=moment, fields=asked.fields))
    return rows, page.cursor, None if asked.cursor else _total(source, asked, moment, found)


def _total(source: Source, asked: Asked, moment: Moment, found: QuerySet) -> int:
    return source.total(asked.filters, moment) if source.total else found.order_by().count()


def _rows_of_few(source: Source, asked: Asked, moment: Moment, found: Iterable[Any]) -> tuple[Rows, str, int | None]:
    """Reference data is read whole, in the order of its keys, which is the same in every language."""
    things = sorted(found, key=lambda each: _sorting(source, each))
    total = None if asked.cursor else len(things)
    if asked.cursor:
        after = _read_cursor(source, asked.cursor)
        things = [each for each in things if _sorting(source, each) > after]
    page, more = things[: asked.limit], things[asked.limit :]
    rows = list(source.resource.rows(page, moment=moment, fields=asked.fields))
    return rows, _written_cursor(source, page[-1]) if more else "", total


def _sorting(source: Source, thing: Any) -> Any:
    return source.resource.by_name[source.resource.key].leaves[0].read(thing)


def _key_of(source: Source, thing: Any) -> str:
    return str(_sorting(source, thing))


def _written_cursor(source: Source, thing: Any) -> str:
    packed = orjson.dumps([source.name, _sorting(source, thing)])
    return base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def _read_cursor(source: Source, cursor: str) -> Any:
    try:
        raw = base64.b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        name, key = orjson.loads(raw)
    except (binascii.Error, ValueError, TypeError) as unreadable:
        raise CursorUnknown from unreadable
    kind = source.resource.by_name[source.resource.key].kind
    if name != source.name or type(key) is not (int if kind == "integer" else str):
        raise CursorUnknown
    return key
