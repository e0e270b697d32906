"""Which Forum is meant, when it is, and how its objectives are placed: now, or once a publication was out."""

from collections.abc import Mapping, Sequence

from django.db.models import (
    Aggregate,
    Case,
    F,
    IntegerField,
    JSONField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)

from objectives.models import Objective
from roundtables.models import Edition, Placement, RoundTable
from roundtables.selectors.past import said_at
from roundtables.states import ROUND_TABLES, EditKind


class ObjectOf(Aggregate):
    """A JSON object of pairs: the first expression names, the second is the value."""

    function = "JSONB_OBJECT_AGG"
    output_field = JSONField()
    arity = 2


def editions(publication: int | None = None) -> list[Edition]:
    """All Forums, the newest first, each with its dates and its split as they were then; one query."""
    return [_as_it_was(row, publication) for row in _rows(publication).order_by("-year")]


def edition_of(year: int, publication: int | None = None) -> Edition | None:
    """The Forum of that year as it was then, with its split; None where there is none."""
    row = _rows(publication).filter(year=year).first()
    return _as_it_was(row, publication) if row else None


def current_edition(publication: int | None = None) -> Edition | None:
    """The newest Forum whose dates are set: what the dashboard is arranged by until the next one's dates are known."""
    return current_of(editions(publication))


def current_of(known: Sequence[Edition]) -> Edition | None:
    """The same among all Forums, the newest first, where they were read already."""
    return next((each for each in known if each.starts_on is not None), known[-1] if known else None)


def split_at(edition: Edition, publication: int | None = None) -> Mapping[int, int]:
    """Objective to round table of that Forum, as it was then; no query for an edition read at that publication."""
    if edition.split is not None and edition.read_at == publication:
        return edition.split
    found = edition_of(edition.year, publication)
    return (found.split if found else None) or {}


def round_tables(edition: Edition, publication: int | None = None) -> list[RoundTable]:
    """The four round tables of the Forum in their order, with their themes as they were then; one query."""
    then = said_at(publication, EditKind.THEME, round_table=OuterRef("pk"))
    rows: list[RoundTable] = list(RoundTable.objects.filter(edition=edition).annotate(then=then).order_by("number"))
    for row in rows:
        row.edition = edition
        if row.then:  # type: ignore[attr-defined]
            row.say(row.then)  # type: ignore[attr-defined]
    return rows


def objectives_at(edition: Edition | None) -> QuerySet[Objective]:
    """The 23 objectives; each knows its `round_table` at that Forum, as it was when the edition was read, or now."""
    if edition is None:
        return Objective.objects.annotate(round_table=Value(None, output_field=IntegerField()))
    if edition.split is not None:
        return Objective.objects.annotate(round_table=table_of("pk", edition.split))
    placed = Objective.objects.filter(placements__edition=edition)
    return placed.annotate(round_table=F("placements__round_table__number"))


def table_of(objective: str, split: Mapping[int, int]) -> Case:
    """The number of the round table at which the objective of that column stands, as an expression."""
    at_each = {table: [number for number, at in split.items() if at == table] for table in ROUND_TABLES}
    cases = [When(**{f"{objective}__in": numbers}, then=Value(table)) for table, numbers in at_each.items() if numbers]
    return Case(*cases, output_field=IntegerField())


def _rows(publication: int | None) -> QuerySet[Edition]:
    placed = Placement.objects.filter(edition=OuterRef("pk")).order_by().values("edition")
    return Edition.objects.annotate(
        placed_now=Subquery(placed.annotate(found=ObjectOf("objective_id", "round_table__number")).values("found")),
        said_then=said_at(publication, EditKind.EDITION, edition=OuterRef("pk")),
        placed_then=said_at(publication, EditKind.SPLIT, edition=OuterRef("pk")),
    )


def _as_it_was(row: Edition, publication: int | None) -> Edition:
    """The row with the words of that moment; read, never saved."""
    if row.said_then:  # type: ignore[attr-defined]
        row.say(row.said_then)  # type: ignore[attr-defined]
    placed = row.placed_now or {}  # type: ignore[attr-defined]
    if row.placed_then:  # type: ignore[attr-defined]
        placed = row.placed_then["split"]  # type: ignore[attr-defined]
        row.split_is_carried_over = row.placed_then["split_is_carried_over"]  # type: ignore[attr-defined]
    row.split = {int(objective): table for objective, table in placed.items()}
    row.read_at = publication
    return row
