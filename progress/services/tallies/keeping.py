"""Moving the tallies in the transaction of a publication. Its lock lets one publication at a time get here."""

from collections.abc import Sequence

from pledges.models import Pledge
from progress.models import ProgressUpdate, Tally
from progress.selectors.facts import pieces_of, tables_now
from progress.services.tallies.ledger import Ledger
from progress.services.tallies.rebuilding import geography, rebuild, rebuild_tables, tables_kept
from progress.services.tallies.storing import holding, move, replace_standings
from progress.states import STILL, Dimension
from workflow.models import Publication, Record


def keep_tallies(publication: Publication, records: Sequence[Record]) -> None:
    """Bring the tallies to where the records stand with this publication; a follower of the publications.

    Where none are kept yet, or an edit of reference data put States into other regions, all are made anew. Objectives
    that never shared a round table before are tallied together from the first publication on.
    """
    if _must_begin_anew(is_edit=not records):
        rebuild()
        return
    known = tables_kept()
    new = tables_now() - known
    ledger = Ledger(known)
    pledges = _pledges_among(records)
    for piece in pieces_of(pledges):
        if piece.since == publication.number:
            ledger.enter(piece.fact, +1)
        elif piece.until == publication.number:
            ledger.enter(piece.fact, -1)
    if places := list(ledger.touched()):
        ledger.held, rows = holding(places)
        move(ledger.settle(), rows, since=publication.number)
        replace_standings(pledges, pieces_of(pledges, without_retracted=True))
    if new:
        rebuild_tables(new)


def _must_begin_anew(*, is_edit: bool) -> bool:
    basis = Tally.objects.filter(dimension=Dimension.GEOGRAPHY, until=STILL).values_list("key", flat=True).first()
    return basis is None or (is_edit and basis != geography())


def _pledges_among(records: Sequence[Record]) -> list[int]:
    """The records that are pledges, and those that the updates among them are about."""
    updates = [record.pk for record in records if record.kind == ProgressUpdate.REFERENCE_KIND]
    about = ProgressUpdate.objects.filter(record__in=updates).values_list("about_id", flat=True) if updates else []
    return [*(record.pk for record in records if record.kind == Pledge.REFERENCE_KIND), *set(about)]
