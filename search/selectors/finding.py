"""What meets a question: ranked within a cap, counted by what it is, a page at a time."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from search.models import Entry
from search.selectors.asking import Question
from search.selectors.words import folded, plain, tokens
from search.states import CAP, FACETS, Kind
from workflow.selectors import Moment

# the rows that meet it are taken before anything is ordered: by the index of words, not by walking the newest
CANDIDATES = """
    SELECT id, kind, objectives, state_id, organisation_id, languages, valid_from,
        ts_rank('{{0.1, 0.3, 0.6, 1.0}}', vector, %(words)s::tsquery, 1) AS rank
    FROM (
        SELECT * FROM search_entry
        WHERE vector @@ %(words)s::tsquery AND valid_from <= %(at)s AND (valid_to IS NULL OR valid_to > %(at)s)
        {narrowed} {newest} LIMIT %(cap)s OFFSET 0
    ) AS met
"""
NARROWED = {
    "kind": "AND kind = %(kind)s",
    "objective": "AND objectives @> ARRAY[%(objective)s]::smallint[]",
    "state": "AND state_id = %(state)s",
    "organisation": "AND organisation_id = %(organisation)s",
    "language": "AND languages @> ARRAY[%(language)s]::varchar[]",
}
SPELLING = """
    SELECT spelled FROM search_entry
    WHERE %(word)s <%% spelled AND valid_from <= %(at)s AND (valid_to IS NULL OR valid_to > %(at)s)
    ORDER BY %(word)s <<-> spelled, id LIMIT 5
"""


@dataclass(frozen=True)
class Met:
    """One row that meets the question, with what it can be narrowed by."""

    pk: int
    kind: str
    objective: tuple[int, ...]
    state: str | None
    organisation: int | None
    language: tuple[str, ...]
    since: int
    rank: float


@dataclass(frozen=True)
class Finding:
    """What was found: the rows in order, and how many there would be under each other narrowing.

    `is_capped` where more meet the question than are ranked; `is_partial` where none meets all of it, and these some.
    """

    rows: Sequence[Met] = ()
    counts: Mapping[str, Counter] = field(default_factory=dict)
    is_capped: bool = False
    is_partial: bool = False

    @property
    def total(self) -> int:
        """How many; where capped, at least so many."""
        return len(self.rows)


def find(question: Question, *, moment: Moment, asked: Mapping[str, Any]) -> Finding:
    """What was public at the moment and meets the question, narrowed by kind, objective, owner and language.

    All words must be met; where nothing meets all, what meets any of several is found and said to be partial.
    """
    if not question.parts:
        return Finding()
    narrowed = {name: asked[name] for name in FACETS if asked.get(name)}
    found, is_partial = _candidates(question.all_of_it, moment, {}), False
    if not found and len(question.parts) > 1:
        found, is_partial = _candidates(question.any_of_it, moment, {}), True
    is_capped = len(found) > CAP
    if is_capped and narrowed:
        words = question.any_of_it if is_partial else question.all_of_it
        found = _candidates(words, moment, narrowed)
        is_capped = len(found) > CAP
    if is_capped:
        words = question.any_of_it if is_partial else question.all_of_it
        found = _candidates(words, moment, narrowed, newest=True)
    rows = [row for row in found if all(_meets(row, name, value) for name, value in narrowed.items())]
    counts = {name: _counted(found, name, narrowed) for name in FACETS}
    return Finding(sorted(rows, key=_order(asked.get("sort", ""))), counts, is_capped, is_partial)


def records_saying(question: Question, kind: Kind, *, moment: Moment) -> QuerySet:
    """The records of a kind that meet all of the question at the moment, for a list to be narrowed by."""
    entries = Entry.objects.as_of(moment.publication).filter(kind=kind)
    met = entries.saying(question.all_of_it) if question.parts else entries.none()
    return met.order_by().values("record")


def nearest_spelling(question: Question, *, moment: Moment) -> str:
    """The question with the words nothing says spelt as something public is; nothing where none is near."""
    better = [_nearest(word, moment) or word for word in question.words]
    return " ".join(better) if tuple(better) != question.words else ""


def _candidates(words: str, moment: Moment, narrowed: Mapping[str, Any], *, newest: bool = False) -> list[Met]:
    sql = CANDIDATES.format(
        narrowed=" ".join(NARROWED[name] for name in narrowed),
        newest="ORDER BY valid_from DESC, id DESC" if newest else "",
    )
    values = {**narrowed, "words": words, "at": moment.publication, "cap": CAP if newest else CAP + 1}
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [
            Met(pk, kind, tuple(objectives), state, organisation, tuple(languages), since, rank)
            for pk, kind, objectives, state, organisation, languages, since, rank in cursor.fetchall()
        ]


def _meets(row: Met, name: str, value: Any) -> bool:
    own = getattr(row, name)
    return value in own if isinstance(own, tuple) else value == own


def _counted(found: Sequence[Met], name: str, narrowed: Mapping[str, Any]) -> Counter:
    """How many there are of each, under all other narrowings in force."""
    others = [(other, value) for other, value in narrowed.items() if other != name]
    counted: Counter = Counter()
    for row in found:
        if all(_meets(row, other, value) for other, value in others):
            own = getattr(row, name)
            counted.update(own if isinstance(own, tuple) else [own] if own is not None else [])
    return counted


def _order(sort: str) -> Callable[[Met], tuple]:
    if sort == "newest":
        return lambda row: (-row.since, -row.pk)
    return lambda row: (-row.rank, -row.since, row.pk)


def _nearest(word: str, moment: Moment) -> str:
    asked = folded(plain(word))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL pg_trgm.word_similarity_threshold = 0.35")
        cursor.execute(SPELLING, {"word": asked, "at": moment.publication})
        spelled = {token.word for (title,) in cursor.fetchall() for token in tokens(title)}
    if asked in spelled:
        return ""
    return next(iter(get_close_matches(asked, sorted(spelled), n=1, cutoff=0.6)), "")
