"""Writing drafts: begun, saved, copied for an amendment or a withdrawal. None of this changes a status."""

from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from drafting.services.content import Content, Values, stamp
from workflow.exceptions import AmendmentOpen, NotEditable, Overtaken, ReasonMissing
from workflow.models import Moderated, Record
from workflow.services import start_draft
from workflow.states import EDITABLE, OPEN, Change

ModeratedT = TypeVar("ModeratedT", bound=Moderated)


@transaction.atomic
def begin(
    item: ModeratedT, *, by: User, content: Content, values: Values, begun_with: UUID | None = None
) -> ModeratedT:
    """Begin a record with the first answers; a form sent twice begins once and answers what it began.

    `item` is unsaved and says whose it is. Raises PermissionDenied where the person does not draft for its owner.
    """
    if begun_with is not None:
        User.objects.select_for_update(no_key=True).get(
            pk=by.pk
        )  # the same form at the same moment: one after another
        begun: ModeratedT | None = (
            type(item)._default_manager.filter(record__begun_with=begun_with, author=by).first()  # type: ignore[assignment]
        )
        if begun is not None:
            return begun
    content.write(item, {name: value for name, value in values.items() if name in content.columns})
    start_draft(item, by=by, begun_with=begun_with)
    content.write(item, {name: value for name, value in values.items() if name in content.parts})
    return item


@transaction.atomic
def save(item: ModeratedT, *, by: User, content: Content, values: Values, seen: str) -> ModeratedT:
    """Save these answers, typed on top of those whose `stamp` is `seen`.

    Raises Overtaken, and writes nothing, where somebody has changed any of them since; NotEditable where the version
    was handed in meanwhile. Answers to other questions are nobody's conflict.
    """
    lock_for_editing(item, by=by)
    if stamp(content.read(item, values)) != seen:
        raise Overtaken
    columns = content.write(item, values)
    item.revision += 1
    item.saved_at = timezone.now()
    item.save(update_fields=[*columns, "revision", "saved_at"])
    return item


@transaction.atomic
def save_reason(item: ModeratedT, *, by: User, reason: str) -> ModeratedT:
    """Put the reason of an amendment or a withdrawal in other words, while it is a draft.

    Raises NotEditable where it was handed in meanwhile, ReasonMissing without a reason.
    """
    _lock_draft(item, by=by)
    if not reason.strip():
        raise ReasonMissing
    item.change_reason = reason.strip()
    item.revision += 1
    item.saved_at = timezone.now()
    item.save(update_fields=["change_reason", "revision", "saved_at"])
    return item


def lock_for_editing(item: Moderated, *, by: User) -> None:
    """Lock the record and this version, read both afresh, and refuse what may not be edited now or by this person.

    Raises NotEditable where it was handed in, or is a request to withdraw, which has no answers; PermissionDenied.
    """
    _lock_draft(item, by=by)
    if item.change == Change.WITHDRAWAL:
        raise NotEditable


def _lock_draft(item: Moderated, *, by: User) -> None:
    record = Record.objects.select_for_update().get(pk=item.record_id)
    item.refresh_from_db(from_queryset=type(item)._base_manager.select_for_update())
    item.record = record
    if item.status not in EDITABLE:
        raise NotEditable
    if not by.has_perm(f"{item._meta.app_label}.edit_{item._meta.model_name}", item):
        raise PermissionDenied


def draft_amendment(item: ModeratedT, *, by: User, content: Content, reason: str) -> ModeratedT:
    """Begin a new version of a published record as a copy of all of it, for a reason that will be public.

    Raises AmendmentOpen if one is under way, NotEditable if it is not public, ReasonMissing without a reason.
    """
    return _next_version(item, by=by, content=content, change=Change.AMENDMENT, reason=reason)


def draft_withdrawal(
    item: ModeratedT, *, by: User, content: Content, reason: str, superseded_by: Record | None = None
) -> ModeratedT:
    """Begin the request to take a published record off the site, or to put another in its place.

    The reason will stand on its tombstone. Raises what `draft_amendment` raises.
    """
    return _next_version(
        item, by=by, content=content, change=Change.WITHDRAWAL, reason=reason, superseded_by=superseded_by
    )


@transaction.atomic
def _next_version(
    item: ModeratedT,
    *,
    by: User,
    content: Content,
    change: Change,
    reason: str,
    superseded_by: Record | None = None,
) -> ModeratedT:
    record = Record.objects.select_for_update().get(pk=item.record_id)
    item.refresh_from_db()
    if item.published_in_id is None or item.replaced_in_id is not None:
        raise NotEditable
    if type(item)._default_manager.filter(record=record, status__in=OPEN).exists():
        raise AmendmentOpen
    if not reason.strip():
        raise ReasonMissing
    own = {"record": record, "change": change, "change_reason": reason.strip(), "superseded_by": superseded_by}
    version = start_draft(type(item)(**_columns_of(item), **own), by=by)
    content.write(version, {name: content.parts[name].read(item) for name in content.parts.keys() - content.private})
    for many in item._meta.many_to_many:  # what no question writes, such as attached files
        if many.name not in content.parts and many.remote_field.through._meta.auto_created:  # type: ignore[union-attr]
            getattr(version, many.name).set(getattr(item, many.name).all())
    return version


def _columns_of(item: Moderated) -> dict[str, Any]:
    """The row's content: everything but the bookkeeping of the version it is copied from."""
    own = {"id", "record", "change", "change_reason", "superseded_by", "author", "submitted_by"} | item.BOOKKEEPING
    fields = [each for each in item._meta.concrete_fields if each.name not in own]
    return {each.attname: getattr(item, each.attname) for each in fields}
