"""Making the tallies from the records: the whole history at once, publication by publication, in memory."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from django.db import transaction

from progress.models import Standing, Tally, TallyMonth
from progress.selectors.facts import Fact, Piece, all_pieces, regions, tables_before, tables_now
from progress.services.tallies.ledger import NOTHING, Ledger, Place
from progress.services.tallies.storing import Row, standing_of, standings, stored, write, write_standings
from progress.states import STILL, Dimension
from workflow.services import number_to_come

Tables = Collection[frozenset[int]]
OF_TABLES = frozenset({Dimension.OBJECTIVES, Dimension.OBJECTIVES_IN_REGION})


@transaction.atomic
def rebuild() -> int:
    """Make all tallies anew and say how many rows they are; no publication is made meanwhile."""
    number_to_come()
    tables = tables_kept() | tables_now() | tables_before()
    for model in (Standing, Tally, TallyMonth):
        model._default_manager.all().delete()
    return write_standings(list(all_pieces(without_retracted=True))) + write(_rows(all_pieces(), tables))


def rebuild_tables(tables: Tables) -> int:
    """Tally these sets of objectives, which were not, from the first publication on; called under the lock."""
    return write(_rows(all_pieces(), tables, tables_only=True))


@transaction.atomic
def differences() -> list[str]:
    """The places where the tallies are not what the records give, in words; no publication is made meanwhile."""
    number_to_come()
    kept, made = _told(stored()), _told(_rows(all_pieces(), tables_kept() | tables_now() | tables_before()))
    found = sorted(_name(place) for place in kept.keys() | made.keys() if kept.get(place) != made.get(place))
    pledges = {row[0] for row in set(standings()) ^ set(map(standing_of, all_pieces(without_retracted=True)))}
    return found + [f"standing of pledge version {pk}" for pk in sorted(pledges)]


def tables_kept() -> set[frozenset[int]]:
    """The sets of objectives that are tallied."""
    kept = Tally.objects.filter(dimension=Dimension.OBJECTIVES, until=STILL).values_list("key", flat=True)
    return {frozenset(map(int, key.split(","))) for key in kept}


def geography() -> str:
    """The regions of the States in one word: what pledges are tallied by is told from what they were."""
    return hashlib.sha256(json.dumps(regions(), sort_keys=True).encode()).hexdigest()


def _rows(pieces: Iterable[Piece], tables: Tables, *, tables_only: bool = False) -> Iterator[Row]:
    """Every row of the tallies, those of one place in the order of publications."""
    ledger = Ledger(tables, tables_only=tables_only)
    turns: dict[int, list[tuple[Fact, int]]] = defaultdict(list)
    for piece in pieces:
        turns[piece.since].append((piece.fact, +1))
        turns[piece.until].append((piece.fact, -1))
    turns.pop(STILL, None)
    standing: dict[Place, tuple[int, tuple[int, ...]]] = dict.fromkeys(_from_the_start(ledger), (0, NOTHING))
    for number in sorted(turns):
        for fact, sign in turns.pop(number):
            ledger.enter(fact, sign)
        for place, values in ledger.settle().items():
            if tables_only and place[0] not in OF_TABLES:
                continue
            if place in standing:
                since, before = standing[place]
                yield Row(place, since, number, before)
            standing[place] = (number, values)
    for place, (since, values) in standing.items():
        yield Row(place, since, STILL, values)


def _from_the_start(ledger: Ledger) -> Iterator[Place]:
    """What has a row before anything is public: that there is one says that tallies are kept."""
    yield from ((Dimension.OBJECTIVES, key, None) for key in ledger.tables.values())
    if not ledger.tables_only:
        yield Dimension.ALL, "", None
        yield Dimension.GEOGRAPHY, geography(), None


def _told(rows: Iterator[Row]) -> dict[Place, int]:
    """What was told of each place, in one number."""
    told: dict[Place, int] = {}
    for place, *what in rows:
        told[place] = hash((told.get(place), *what))
    return told


def _name(place: Place) -> str:
    dimension, key, month = place
    return " ".join(filter(None, [str(dimension), key, f"{month:%Y-%m}" if month else ""]))
