"""What an update says: the questions of its form, read and written one way."""

from collections.abc import Mapping, Sequence
from typing import Any

from drafting.services import Content, Part
from progress.models import EvidenceLink, ProgressUpdate


def read_links(update: ProgressUpdate) -> list[dict[str, Any]]:
    """The addresses that support it, in their order."""
    return [link.as_values() for link in update.links.order_by("place")]


def write_links(update: ProgressUpdate, rows: Sequence[Mapping[str, Any]] | None) -> None:
    """Exactly these addresses, in this order."""
    update.links.all().delete()
    EvidenceLink.objects.bulk_create(
        EvidenceLink(update=update, place=place, title=row["title"], address=row["address"])
        for place, row in enumerate(rows or [], start=1)
    )


UPDATE_CONTENT = Content(
    columns=(
        "is_unchanged",
        "stage",
        "discontinued_because",
        "speaks_for_on",
        "language",
        "narrative",
        "barriers",
        "next_steps",
        "indicator_value",
    ),
    parts={"links": Part(read_links, write_links)},
)
