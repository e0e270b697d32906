"""What every edit has in common: who may, on what it was opened, why, and the row that stays."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied

from accounts.models import User
from roundtables.exceptions import EditedMeanwhile, ReasonMissing
from roundtables.models import CalendarEntry, Edition, Paper, ReferenceEdit, Remembered, RoundTable
from roundtables.selectors import about, mark_of
from roundtables.states import REASON_MAX, EditAct, EditKind
from workflow.models import Publication
from workflow.services import publish_reference_edit

Thing = Edition | RoundTable | CalendarEntry | Paper
Changes = dict[str, list]


def authorise(by: User) -> None:
    """Raises PermissionDenied for who may not edit reference data."""
    if not by.has_perm("workflow.edit_reference"):
        raise PermissionDenied


def lock(thing: Thing, *, by: User) -> None:
    """Lock the row and read it afresh, for somebody who may edit it: of two at once the second sees the first."""
    authorise(by)
    locked: Any = type(thing)._base_manager.select_for_update(of=("self",))
    thing.refresh_from_db(from_queryset=locked)


def hold_to(seen: str, thing: Thing, kind: EditKind) -> None:
    """Raises EditedMeanwhile where the thing was edited since the form was opened."""
    if mark_of(thing, kind) != seen:
        raise EditedMeanwhile


def need_reason(reason: str) -> None:
    """Raises ReasonMissing where none is given."""
    if not reason.strip():
        raise ReasonMissing


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Changes:
    """What changed, as name to what it said before and what it says now."""
    names = [*before, *(name for name in after if name not in before)]
    return {name: [before.get(name), after.get(name)] for name in names if before.get(name) != after.get(name)}


def write(thing: Remembered, values: Mapping[str, Any]) -> Changes:
    """Put the values into the row and save it; what changed."""
    before = thing.content()
    for name in thing.REMEMBERED:
        if name in values:
            setattr(thing, name, values[name])
    changes = differences(before, thing.content())
    if changes:
        thing.save()
    return changes


def make_public(
    thing: Thing,
    kind: EditKind,
    act: EditAct,
    *,
    by: User,
    note: str,
    reason: str,
    changes: Mapping[str, Any],
    before: Mapping[str, Any],
) -> Publication:
    """The edit takes the next publication number, for what the public reads changes, and leaves its row."""
    publication = publish_reference_edit(by=by, note=note)
    record(thing, kind, act, by=by, changes=changes, before=before, reason=reason, publication=publication)
    return publication


def record(
    thing: Thing,
    kind: EditKind,
    act: EditAct,
    *,
    by: User,
    changes: Mapping[str, Any] | None = None,
    before: Mapping[str, Any] | None = None,
    reason: str = "",
    publication: Publication | None = None,
) -> ReferenceEdit:
    """The row that stays: what was done to the thing, and what the public read of it until then."""
    named = about(thing)
    if isinstance(thing, RoundTable | Paper):
        named["edition"] = thing.edition
    return ReferenceEdit.objects.create(
        **named,
        by=by,
        kind=kind,
        act=act,
        changes=dict(changes or {}),
        before=dict(before or {}),
        reason=reason.strip()[:REASON_MAX],
        publication=publication,
    )
