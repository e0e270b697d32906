"""Keeping the calendar: steps that are added, changed and removed, each public at once and with its row."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.models import User
from roundtables.exceptions import NoLongerThere, NotInOrder
from roundtables.models import CalendarEntry, Edition
from roundtables.services.history import authorise, hold_to, lock, make_public, need_reason, write
from roundtables.states import EditAct, EditKind
from roundtables.validators import problems_with_entry


@transaction.atomic
def add_entry(*, by: User, values: Mapping[str, Any], reason: str) -> CalendarEntry:
    """Put a step into the calendar; raises PermissionDenied, ReasonMissing, or NotInOrder naming each question."""
    authorise(by)
    _check(None, values)
    need_reason(reason)
    entry = CalendarEntry()
    entry.say(values)
    entry.save()
    changes = {name: ["", value] for name, value in entry.content().items() if value}
    _tell(entry, EditAct.ADDED, by=by, reason=reason, changes=changes, before={})
    return entry


@transaction.atomic
def change_entry(
    entry: CalendarEntry, *, by: User, values: Mapping[str, Any], reason: str, seen: str
) -> CalendarEntry:
    """Change a step; raises PermissionDenied, NoLongerThere, EditedMeanwhile, ReasonMissing or NotInOrder."""
    _lock(entry, by=by, seen=seen)
    _check(entry, values)
    need_reason(reason)
    before = entry.content()
    if changes := write(entry, values):
        _tell(entry, EditAct.CHANGED, by=by, reason=reason, changes=changes, before=before)
    return entry


@transaction.atomic
def remove_entry(entry: CalendarEntry, *, by: User, reason: str, seen: str) -> CalendarEntry:
    """Take a step out of the calendar; what the calendar said earlier can still be read.

    Raises PermissionDenied, NoLongerThere, EditedMeanwhile or ReasonMissing.
    """
    _lock(entry, by=by, seen=seen)
    need_reason(reason)
    entry.is_removed = True
    entry.save(update_fields=["is_removed"])
    _tell(entry, EditAct.REMOVED, by=by, reason=reason, changes={}, before=entry.content())
    return entry


def _lock(entry: CalendarEntry, *, by: User, seen: str) -> None:
    lock(entry, by=by)
    if entry.is_removed:
        raise NoLongerThere
    hold_to(seen, entry, EditKind.ENTRY)


def _check(entry: CalendarEntry | None, values: Mapping[str, Any]) -> None:
    if problems := problems_with_entry(
        entry, values, forum=Edition.objects.filter(year=values["starts_on"].year).first()
    ):
        raise NotInOrder(problems)


def _tell(
    entry: CalendarEntry,
    act: EditAct,
    *,
    by: User,
    reason: str,
    changes: Mapping[str, Any],
    before: Mapping[str, Any],
) -> None:
    note = f"Calendar: {entry.title}"[:300]
    make_public(entry, EditKind.ENTRY, act, by=by, note=note, reason=reason, changes=changes, before=before)
