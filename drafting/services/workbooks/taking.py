"""A workbook of many kept until it is decided on, and its rows written: all that are good, in one transaction."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from accounts.models import State, User
from attachments.validators import clean_name
from drafting.models import Upload
from drafting.services.content import Content, Values
from drafting.services.saving import save
from workflow.models import Moderated


class Row(Protocol):
    """One checked row: an unsaved version to begin, or a draft with what was seen of it."""

    number: int
    item: Moderated | None
    values: Values
    seen: str


@transaction.atomic
def keep_workbook(content: bytes, *, by: User, kind: str, party: Any, name: str, found: dict[str, Any]) -> UUID:
    """Keep the file and what was read from it; the person's earlier one of this kind that was not taken goes."""
    Upload.objects.filter(by=by, kind=kind, item__isnull=True, taken_at__isnull=True).delete()
    owner = {"state": party} if isinstance(party, State) else {"organisation": party}
    return Upload.objects.create(kind=kind, by=by, name=clean_name(name), found=found, file=content, **owner).pk


@transaction.atomic
def take_rows(
    upload: Upload, rows: Sequence[Row], *, by: User, content: Content, begin: Callable[..., Any]
) -> list[Moderated]:
    """Begin or save every row, or none; sent twice it begins once and answers an empty list.

    Raises Overtaken or NotEditable where a draft was changed or handed in meanwhile, PermissionDenied.
    """
    kept = Upload.objects.select_for_update().defer("file").get(pk=upload.pk)
    if kept.taken_at is not None:
        return []
    written = [_write(kept, row, by=by, content=content, begin=begin) for row in rows]
    kept.taken_at = timezone.now()
    kept.save(update_fields=["taken_at"])
    return written


def _write(upload: Upload, row: Row, *, by: User, content: Content, begin: Callable[..., Any]) -> Moderated:
    assert row.item is not None
    if row.item.pk is not None:
        return save(row.item, by=by, content=content, values=row.values, seen=row.seen) if row.values else row.item
    begun_with = uuid5(upload.pk, str(row.number))
    return begin(row.item, by=by, content=content, values=row.values, begun_with=begun_with)
