"""The tallies' rows: read where they hold now, moved by a publication, written all at once."""

import io
from calendar import monthrange
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Model, Q

from progress.models import Standing, Tally, TallyMonth
from progress.selectors.facts import Piece
from progress.selectors.tallies import COLUMNS
from progress.services.tallies.ledger import Place, Values
from progress.states import STILL

AT_ONCE = 20_000
TALLY = ("dimension", "key", "since", "until", *COLUMNS)
STANDING = ("pledge_id", "since", "until", "stage", "spoken_on")
MONTH = ("dimension", "key", "since", "until", "pledges", "month", "days", "latest_on")


class Row(NamedTuple):
    """What stood at a place from one publication until another."""

    place: Place
    since: int
    until: int
    values: Values


def holding(places: Collection[Place]) -> tuple[dict[Place, Values], dict[Place, int]]:
    """What stands at these places now, and the number of the row that says so; others may be among them."""
    held: dict[Place, Values] = {}
    rows: dict[Place, int] = {}
    counts = Tally.objects.filter(_any_of(place for place in places if place[2] is None), until=STILL)
    for pk, dimension, key, *values in counts.values_list("pk", "dimension", "key", *COLUMNS):
        held[dimension, key, None], rows[dimension, key, None] = tuple(values), pk
    months = TallyMonth.objects.filter(_any_of(place for place in places if place[2] is not None), until=STILL)
    for pk, dimension, key, month, days in months.values_list("pk", "dimension", "key", "month", "days"):
        held[dimension, key, month], rows[dimension, key, month] = tuple(days), pk
    return held, rows


def move(changed: Mapping[Place, Values], rows: Mapping[Place, int], *, since: int) -> None:
    """What the rows say of these places holds until the publication `since`, and what they changed to from it on."""
    models: tuple[tuple[Any, bool], ...] = ((Tally, False), (TallyMonth, True))
    for model, is_month in models:
        places = [place for place in changed if (place[2] is not None) == is_month]
        model.objects.filter(pk__in=[rows[place] for place in places if place in rows]).update(until=since)
        model.objects.bulk_create(model(**_fields(Row(place, since, STILL, changed[place]))) for place in places)


def write(rows: Iterable[Row]) -> int:
    """Add all these rows; how many they were."""
    written = 0
    waiting: dict[bool, list[Row]] = {False: [], True: []}
    for row in rows:
        of_kind = waiting[row.place[2] is not None]
        of_kind.append(row)
        written += 1
        if len(of_kind) == AT_ONCE:
            _copy(of_kind)
            of_kind.clear()
    for of_kind in waiting.values():
        _copy(of_kind)
    return written


def stored() -> Iterator[Row]:
    """Every row there is, those of one place in the order of publications."""
    counts = Tally.objects.order_by("since").values_list("dimension", "key", "since", "until", *COLUMNS)
    for dimension, key, since, until, *values in counts.iterator(AT_ONCE):
        yield Row((dimension, key, None), since, until, tuple(values))
    months = TallyMonth.objects.order_by("since").values_list("dimension", "key", "since", "until", "month", "days")
    for dimension, key, since, until, month, days in months.iterator(AT_ONCE):
        yield Row((dimension, key, month), since, until, tuple(days))


def replace_standings(records: Collection[int], pieces: Collection[Piece]) -> None:
    """What was heard of these records' pledges is, at every moment, what these pieces say."""
    Standing.objects.filter(pledge__record__in=records).delete()
    Standing.objects.bulk_create(Standing(**dict(zip(STANDING, standing_of(each), strict=True))) for each in pieces)


def write_standings(pieces: Collection[Piece]) -> int:
    """Add what was heard of all these pledges; how many rows that is."""
    _send(Standing, STANDING, map(standing_of, pieces))
    return len(pieces)


def standings() -> Iterator[tuple]:
    """What was heard of every pledge, as kept."""
    return Standing.objects.values_list(*STANDING).iterator(AT_ONCE)


def standing_of(piece: Piece) -> tuple:
    """The same of one pledge, from its record."""
    return piece.pledge, piece.since, piece.until, piece.fact.stage or "", piece.fact.spoken_on


def _any_of(places: Iterable[Place]) -> Q:
    """A filter for the places' rows, and for others of the same dimension: of a key here in a month there."""
    keys: dict[str, set[str]] = {}
    months: dict[str, set[date]] = {}
    for dimension, key, month in places:
        keys.setdefault(dimension, set()).add(key)
        if month is not None:
            months.setdefault(dimension, set()).add(month)
    each = [
        Q(dimension=dimension, key__in=wanted) & (Q(month__in=months[dimension]) if dimension in months else Q())
        for dimension, wanted in keys.items()
    ]
    return reduce(or_, each) if each else Q(pk__in=[])


def _fields(row: Row) -> dict[str, Any]:
    dimension, key, month = row.place
    where: dict[str, Any] = {"dimension": str(dimension), "key": key, "since": row.since, "until": row.until}
    if month is None:
        return where | dict(zip(COLUMNS, row.values, strict=True))
    last = max((day for day, pledges in enumerate(row.values, 1) if pledges), default=None)
    latest_on = month.replace(day=min(last, monthrange(month.year, month.month)[1])) if last else None
    return where | {"pledges": sum(row.values), "month": month, "days": list(row.values), "latest_on": latest_on}


def _copy(rows: list[Row]) -> None:
    if rows:
        columns, model = (TALLY, Tally) if rows[0].place[2] is None else (MONTH, TallyMonth)
        _send(model, columns, (map(_fields(row).__getitem__, columns) for row in rows))


def _send(model: type[Model], columns: Collection[str], rows: Iterable[Iterable[Any]]) -> None:
    lines = io.StringIO("\n".join("\t".join(map(_text, row)) for row in rows))
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {model._meta.db_table} ({', '.join(columns)}) FROM STDIN", lines)


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "{" + ",".join(map(str, value)) + "}"
    return r"\N" if value is None else str(value)
