"""Background notes and topics of the policy debate: as the public reads them, and as staff keep them."""

from collections.abc import Iterable, Sequence

from django.db.models import Max, OuterRef

from roundtables.models import Edition, Paper, RoundTable
from roundtables.selectors.past import said_at
from roundtables.states import EditKind, PaperKind


def public_papers(edition: Edition, publication: int) -> list[Paper]:
    """What the public could read of a Forum's notes and topics once that publication was out, in order; one query."""
    then = said_at(publication, EditKind.PAPER, paper=OuterRef("pk"))
    found = []
    for row in Paper.objects.filter(edition=edition).select_related("round_table").annotate(then=then):
        if row.then:
            row.say(row.then)
        if row.then or (row.then is None and row.published_in_id is not None):
            found.append(row)
    return sorted(found, key=lambda paper: (paper.number, paper.pk))


def topics(papers: Iterable[Paper]) -> list[Paper]:
    """Those of the policy debate."""
    return [paper for paper in papers if paper.kind == PaperKind.TOPIC]


def notes_of(table: RoundTable, papers: Iterable[Paper]) -> list[Paper]:
    """Those of one round table."""
    return [paper for paper in papers if paper.round_table_id == table.pk]


def kept_papers(edition: Edition) -> Sequence[Paper]:
    """All there are of a Forum, drafts among them, in their order: for those who write them."""
    return list(Paper.objects.standing().filter(edition=edition).select_related("round_table", "edition"))


def draft_count() -> int:
    """How many notes and topics are written and not published."""
    return Paper.objects.drafts().count()


def next_number(edition: Edition, table: RoundTable | None) -> int:
    """The next free place among the notes of a round table, or the topics of a Forum."""
    kept = Paper.objects.standing().filter(edition=edition, round_table=table)
    return (kept.aggregate(last=Max("number"))["last"] or 0) + 1
