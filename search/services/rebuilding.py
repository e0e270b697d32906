"""The whole index again, from the records; and whether it differs from them."""

from collections.abc import Iterator

from django.db import transaction

from accounts.models import Organisation
from search.models import Entry
from search.services.following import keep_reference
from search.services.writing import OfOrganisations, OfRecords, bring_in_line
from search.states import Kind
from workflow.models import Record
from workflow.selectors import current_publication
from workflow.services import number_to_come

CHUNK = 200


class Differs(Exception):
    """Thrown to undo what a check wrote."""


def rebuild_index() -> int:
    """Bring every row in line; how many were missing, surplus or different. Nobody publishes meanwhile for long.

    What reference data said before it was first indexed cannot be known, and is left as it stands.
    """
    return sum(_in_parts())


def check_index() -> int:
    """How many rows a rebuild would change; changes none."""
    found = 0
    try:
        with transaction.atomic():
            found = rebuild_index()
            raise Differs
    except Differs:
        return found


def _in_parts() -> Iterator[int]:
    records = list(Record.objects.exclude(kind="PM").order_by("pk").values_list("pk", flat=True))
    for at in range(0, len(records), CHUNK):
        with transaction.atomic():
            number_to_come()
            part = OfRecords(set(records[at : at + CHUNK]))
            yield bring_in_line(part.wanted(), part.standing())
    with transaction.atomic():
        number_to_come()
        parties = OfOrganisations(list(Organisation.objects.values_list("pk", flat=True)))
        yield bring_in_line(parties.wanted(), Entry.objects.filter(kind=Kind.ORGANISATION))
        yield keep_reference(current_publication()) if current_publication() else 0
