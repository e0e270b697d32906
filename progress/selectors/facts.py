"""What is tallied of a pledge: from which publication to which it said what, and what was last heard of it then."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from accounts.models import State
from pledges.states import Weight
from progress.states import OF_ORGANISATIONS, STILL
from roundtables.models import Placement, ReferenceEdit
from roundtables.states import EditKind
from workflow.states import Closing

PIECES = """
WITH versions AS (
    SELECT id, record_id, state_id, organisation_id, covers_whole_compact, published_in_id AS since,
           COALESCE(replaced_in_id, %(still)s) AS until
    FROM pledges_pledge
    WHERE published_in_id < COALESCE(replaced_in_id, %(still)s) AND {of_records}
), turns AS (
    SELECT about_id, published_in_id AS at FROM progress_progressupdate u
    WHERE published_in_id IS NOT NULL AND {about_records} AND {shown}
    UNION
    SELECT about_id, replaced_in_id FROM progress_progressupdate u
    WHERE replaced_in_id IS NOT NULL AND {about_records} AND {shown}
), starts AS (
    SELECT id, record_id, since AS at, until FROM versions
    UNION
    SELECT id, record_id, at, until FROM versions JOIN turns ON about_id = record_id AND at > since AND at < until
), pieces AS (
    SELECT id, record_id, at AS since, LEAD(at, 1, until) OVER (PARTITION BY id ORDER BY at) AS until FROM starts
)
SELECT pieces.id, pieces.since, pieces.until, state_id, organisation_id,
       CASE WHEN organisation_id IS NULL THEN COALESCE(review_region, '') ELSE %(organisations)s END,
       ARRAY(SELECT objective_id::int FROM pledges_pledgeobjective
             WHERE pledge_id = pieces.id AND weight = %(main)s ORDER BY objective_id),
       covers_whole_compact, stage, speaks_for_on
FROM pieces JOIN versions USING (id)
LEFT JOIN accounts_state ON iso3 = state_id
LEFT JOIN LATERAL (
    SELECT stage, speaks_for_on FROM progress_progressupdate u
    WHERE about_id = pieces.record_id AND published_in_id <= pieces.since
          AND (replaced_in_id IS NULL OR replaced_in_id > pieces.since) AND {shown}
    ORDER BY speaks_for_on DESC, u.id DESC LIMIT 1
) AS said ON TRUE"""


class Fact(NamedTuple):
    """What a pledge says that is counted, with the stage and day of its latest update, if there is one."""

    state: str | None
    organisation: int | None
    region: str
    objectives: tuple[int, ...]
    covers_whole_compact: bool
    stage: str | None
    spoken_on: date | None


class Piece(NamedTuple):
    """A fact about a version of a pledge, and the publications between which it held."""

    pledge: int
    since: int
    until: int
    fact: Fact


def all_pieces(*, without_retracted: bool = False) -> Iterator[Piece]:
    """Of every pledge that ever was public, in no order; as it was then, or without updates retracted since."""
    with connection.cursor() as cursor:
        cursor.execute(_query("TRUE", "TRUE", without_retracted), _asked())
        yield from map(_piece, cursor)


def pieces_of(records: Sequence[int], *, without_retracted: bool = False) -> list[Piece]:
    """Of these records, as far as they are pledges."""
    query = _query("record_id = ANY(%(records)s)", "about_id = ANY(%(records)s)", without_retracted)
    with connection.cursor() as cursor:
        cursor.execute(query, _asked() | {"records": list(records)})
        return [_piece(row) for row in cursor.fetchall()]


def _query(of_records: str, about_records: str, without_retracted: bool) -> str:
    shown = "NOT EXISTS (SELECT FROM workflow_record r WHERE r.id = u.record_id AND r.closing = %(retracted)s)"
    return PIECES.format(
        of_records=of_records, about_records=about_records, shown=shown if without_retracted else "TRUE"
    )


def tables_now() -> set[frozenset[int]]:
    """The objectives of each round table of each Forum, as they are placed now."""
    tables: dict[int, set[int]] = {}
    for table, objective in Placement.objects.order_by().values_list("round_table_id", "objective_id"):
        tables.setdefault(table, set()).add(objective)
    return {frozenset(objectives) for objectives in tables.values()}


def tables_before() -> set[frozenset[int]]:
    """The objectives of round tables as they were placed before some edit."""
    found = set()
    for before in ReferenceEdit.objects.filter(kind=EditKind.SPLIT).values_list("before", flat=True):
        split = before.get("split", {})
        found |= {frozenset(int(o) for o, at in split.items() if at == table) for table in set(split.values())}
    return found


def regions() -> dict[str, str]:
    """The review region of each State."""
    return dict(State.objects.order_by("iso3").values_list("iso3", "review_region"))


def _asked() -> dict[str, Any]:
    return {
        "still": STILL,
        "main": Weight.MAIN.value,
        "organisations": OF_ORGANISATIONS,
        "retracted": Closing.RETRACTED.value,
    }


def _piece(row: tuple) -> Piece:
    state, organisation, region, objectives, covers_whole, stage, spoken_on = row[3:]
    fact = Fact(state, organisation, region, tuple(objectives), covers_whole, stage, spoken_on)
    return Piece(row[0], row[1], row[2], fact)
