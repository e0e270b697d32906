"""The index in step: what a publication changed is written in the transaction that makes it."""

from collections.abc import Sequence

from django.db.models import QuerySet

from plans.models import Measure
from progress.models import ProgressUpdate
from search.models import Entry
from search.selectors.reference import reference_sayings
from search.services.writing import OfOrganisations, OfRecords, Row, bring_in_line
from search.states import REFERENCE
from workflow.models import Publication, Record


def keep_index(publication: Publication, records: Sequence[Record]) -> None:
    """Bring the rows of these records in line, or, where there are none, those of the reference data."""
    if not records:
        keep_reference(publication.number)
        return
    touched = {record.pk for record in records}
    touched |= set(_updates_on(touched).values_list("record", flat=True))
    of_records = OfRecords(touched)
    bring_in_line(of_records.wanted(), of_records.standing())
    parties = set(of_records.standing().exclude(organisation=None).values_list("organisation", flat=True))
    parties |= of_records.organisations()
    if parties:
        of_parties = OfOrganisations(parties)
        bring_in_line(of_parties.wanted(), of_parties.standing())


def keep_reference(number: int) -> int:
    """What reference data says from this publication on; what it said before stays for earlier moments.

    How many rows changed. What the index never knew counts as public since it is known to be.
    """
    standing = {row.key: row for row in Entry.objects.filter(kind__in=REFERENCE, valid_to=None).defer("vector")}
    known = set(Entry.objects.filter(kind__in=REFERENCE).values_list("key", flat=True))
    found = {saying.key: (saying, since) for saying, since in reference_sayings()}
    rows, kept = [], []
    for key, (saying, since) in found.items():
        old = standing.get(key)
        if old is not None and old.digest == saying.digest:
            kept.append(old.pk)
        elif old is not None and old.valid_from < number:
            rows.append(Row(saying, number, None))
        else:
            rows.append(Row(saying, old.valid_from if old else number if key in known else since, None))
    gone = [row for row in standing.values() if row.pk not in kept]
    for row in gone:
        if row.valid_from < number:
            row.valid_to = number
            row.save(update_fields=["valid_to"])
        else:
            row.delete()
    Entry.objects.bulk_create(row.entry() for row in rows)
    return len(rows) + len(gone)


def _updates_on(touched: set[int]) -> QuerySet[ProgressUpdate]:
    """Updates whose page ends with the record they are about."""
    measures = Measure.objects.filter(plan__record__in=touched, plan__record__closed_in__isnull=False)
    closed = Record.objects.filter(pk__in=touched, closed_in__isnull=False)
    about = [*measures.values_list("record", flat=True), *closed.values_list("pk", flat=True)]
    return ProgressUpdate.objects.filter(about__in=about, published_in__isnull=False)
