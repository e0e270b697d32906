"""What reference data said at an earlier publication: the words before the first edit that came after it."""

from typing import Any

from django.db.models import JSONField, Subquery

from roundtables.models import ReferenceEdit
from roundtables.states import EditKind

NOW = 2_147_483_647  # later than any publication: nothing was edited after it


def said_at(publication: int | None, kind: EditKind, **about: Any) -> Subquery:
    """What the thing said once that publication was out, as JSON, where it was edited since; NULL where it was not.

    `{}` where it was not there to be read. No number means now.
    """
    later = ReferenceEdit.objects.filter(kind=kind, publication__gt=NOW if publication is None else publication)
    first = later.filter(**about).order_by("publication_id", "pk")
    return Subquery(first.values("before")[:1], output_field=JSONField())
