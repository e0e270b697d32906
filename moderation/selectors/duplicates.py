"""What a submission is likely to repeat: records of the same kind that say much the same, and why we think so.

Looked for among what is public or waits, of the same owner or on the same objectives, by the likeness of titles and of
the beginnings of the texts (pg_trgm). An index on trigrams was measured and does not pay: the owner and the objectives
leave fewer rows than it would, and of these the latest thousand are compared at most (docs/adr/0011).
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import F, FloatField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Greatest, Left
from django.urls import reverse
from django.utils.text import Truncator

from accounts.models import Organisation, State
from moderation.selectors.contents import KINDS
from moderation.states import Kind
from workflow.models import Moderated
from workflow.querysets import Spelled
from workflow.states import Status

SHOWN_AT_MOST = 5
COMPARED_AT_MOST = 1000
COMPARED_LETTERS = 300  # of a text: a copy begins like what it was copied from
ALIKE_TITLE, ALIKE_TEXT = 0.5, 0.45
WORDS_IN_A_ROW, LETTERS_SHOWN = 3, 120
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")


@dataclass(frozen=True)
class Compared:
    """Where a kind keeps its title, its text and its objectives; empty where it has none."""

    title: str = ""
    text: str = ""
    objectives: tuple[str, ...] = ()
    is_one_owners: bool = False  # of another owner the same words are no repetition


COMPARED: Mapping[Kind, Compared] = {
    Kind.PLEDGE: Compared("title", "description", ("placements__objective",)),
    Kind.TOOL: Compared("title", "summary", ("objectives",)),
    Kind.UPDATE: Compared(text="narrative", is_one_owners=True),
    Kind.PLAN: Compared("title", "summary", is_one_owners=True),
    Kind.NEED: Compared("title", "what_is_missing", ("main_objective", "related_objectives")),
}


@dataclass(frozen=True)
class Likeness:
    """One record a submission may repeat, and what speaks for it."""

    kind: Kind
    pk: int
    title: str
    language: str
    reference: str
    status: str
    owner: State | Organisation | None
    is_same_owner: bool
    objectives: Sequence[int]
    title_percent: int
    text_percent: int
    shared: str

    @property
    def url(self) -> str:
        """Where the moderators read it."""
        return reverse("moderation:record", args=[self.kind.value, self.pk])


def duplicates(item: Moderated, *, kind: Kind) -> list[Likeness]:
    """At most five, the likest first, in two queries; none for a kind without words to compare."""
    if item.status != Status.SUBMITTED or kind not in COMPARED:
        return []
    where = COMPARED[kind]
    mine = _objectives_of(item, kind=kind, where=where)
    found = _compared(_candidates(item, kind=kind, where=where, mine=mine), item, where=where)
    alike = found.filter(Q(title_alike__gte=ALIKE_TITLE) | Q(text_alike__gte=ALIKE_TEXT))
    likest = alike.order_by(Greatest("title_alike", "text_alike").desc(), "-pk")
    rows = likest.select_related("record", "state", "organisation")[:SHOWN_AT_MOST]
    return [_likeness(row, item, where=where, kind=kind, mine=mine) for row in rows]


def _objectives_of(item: Moderated, *, kind: Kind, where: Compared) -> Collection[int]:
    rows = KINDS[kind].model._default_manager.filter(pk=item.pk).values_list(*(where.objectives or ("pk",)))
    numbers = {number for row in rows for number in row if number is not None}
    return numbers if where.objectives else set()


def _candidates(item: Moderated, *, kind: Kind, where: Compared, mine: Collection[int]) -> QuerySet:
    """The latest versions it could repeat: public or waiting, of its owner or on its objectives."""
    rows = (
        KINDS[kind]
        .model._default_manager.filter(
            Q(status=Status.SUBMITTED) | Q(published_in__isnull=False, replaced_in__isnull=True)
        )
        .exclude(record=item.record_id)
    )
    near = Q(pk__in=[])
    if item.state_id or item.organisation_id:
        near |= Q(state=item.state_id, organisation=item.organisation_id)
    if not where.is_one_owners:
        for path in where.objectives:
            near |= Q(pk__in=KINDS[kind].model._default_manager.filter(**{f"{path}__in": mine}).values("pk"))
    return rows.filter(near).order_by("-pk")[:COMPARED_AT_MOST]


def _compared(candidates: QuerySet, item: Moderated, *, where: Compared) -> QuerySet:
    """The same rows with the likeness of title and text, and their objectives."""
    model = candidates.model
    rows = model._default_manager.filter(pk__in=candidates.values("pk"))
    return rows.annotate(
        title_alike=_alike(where.title, item),
        text_alike=_alike(where.text, item),
        **{f"on_{n}": ArraySubquery(_numbers(model, path)) for n, path in enumerate(where.objectives)},
    )


def _numbers(model: type[Moderated], path: str) -> QuerySet:
    numbers = model._default_manager.filter(pk=OuterRef("pk"), **{f"{path}__isnull": False})
    return numbers.order_by().values_list(path, flat=True)


def _alike(column: str, item: Moderated):
    """From 0 to 1, how alike the column is in a row and in the item; 0 where the kind has no such column."""
    if not column:
        return Value(0.0, output_field=FloatField())
    mine = getattr(item, column)[:COMPARED_LETTERS]
    theirs = Spelled(Left(F(column), COMPARED_LETTERS))
    likeness = TrigramSimilarity(theirs, Spelled(Value(mine)))  # type: ignore[arg-type]  # an expression does as well
    return Cast(likeness, FloatField())


def _likeness(row, item: Moderated, *, kind: Kind, where: Compared, mine: Collection[int]) -> Likeness:
    theirs = {number for n in range(len(where.objectives)) for number in getattr(row, f"on_{n}")}
    is_same_owner = (row.state_id, row.organisation_id) == (item.state_id, item.organisation_id)
    return Likeness(
        kind=kind,
        pk=row.pk,
        title=getattr(row, where.title) if where.title else "",
        language=row.language,
        reference=row.reference,
        status=row.status,
        owner=row.owner,
        is_same_owner=is_same_owner and row.owner is not None,
        objectives=sorted(theirs & set(mine)),
        title_percent=_percent(row.title_alike, ALIKE_TITLE),
        text_percent=_percent(row.text_alike, ALIKE_TEXT),
        shared=max((_shared(row, item, column) for column in (where.title, where.text) if column), key=len),
    )


def _percent(likeness: float, least: float) -> int:
    """In per cent, or 0 where it is too little to speak of."""
    return round(likeness * 100) if likeness >= least else 0


def _shared(row: Moderated, item: Moderated, column: str) -> str:
    """The longest row of words both have, as it stands in the submission; empty where it is a word or two."""
    theirs, mine = (getattr(each, column)[:COMPARED_LETTERS] for each in (row, item))
    places = list(WORD.finditer(mine))
    first, second = ([found.group().casefold() for found in WORD.finditer(text)] for text in (mine, theirs))
    longest = SequenceMatcher(None, first, second, autojunk=False).find_longest_match()
    if longest.size < WORDS_IN_A_ROW:
        return ""
    said = mine[places[longest.a].start() : places[longest.a + longest.size - 1].end()]
    return Truncator(said).chars(LETTERS_SHOWN)
