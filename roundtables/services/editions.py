"""Editing a Forum: its days and facts, the split of the objectives, the themes of its round tables.

Each edit is one act of an administrator, public at once under the next publication number. Forum dates move: those of
2022 were first announced as 10 to 13 May and held from the 17th to the 20th.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from roundtables.exceptions import NotInOrder
from roundtables.models import CalendarEntry, Edition, Placement, RoundTable
from roundtables.services.history import differences, hold_to, lock, make_public, need_reason, record, write
from roundtables.states import EditAct, EditKind, EntryKind, Precision
from roundtables.validators import problems_with_dates, problems_with_split
from workflow.models import Publication

DAYS = frozenset({"starts_on", "ends_on", "hearing_on", "is_verified"})


@transaction.atomic
def change_edition(edition: Edition, *, by: User, values: Mapping[str, Any], reason: str, seen: str) -> Edition:
    """Change a Forum's days and facts; the steps of the calendar that are the Forum itself and its hearing follow.

    `seen` is the mark the form was opened on. Raises PermissionDenied, EditedMeanwhile, ReasonMissing, or NotInOrder
    naming each question. A change that changes nothing leaves no trace.
    """
    lock(edition, by=by)
    hold_to(seen, edition, EditKind.EDITION)
    if problems := problems_with_dates(edition, values, today=timezone.localdate()):
        raise NotInOrder(problems)
    need_reason(reason)
    before = edition.content()
    if changes := write(edition, values):
        what = "dates" if DAYS & changes.keys() else "facts"
        note = f"Forum {edition.year}: {what}"
        publication = make_public(
            edition, EditKind.EDITION, EditAct.CHANGED, by=by, note=note, reason=reason, changes=changes, before=before
        )
        if DAYS & changes.keys():
            _let_calendar_follow(edition, by=by, reason=reason, publication=publication)
    return edition


@transaction.atomic
def change_split(
    edition: Edition, *, by: User, split: Mapping[int, int], is_carried_over: bool, reason: str, seen: str
) -> Edition:
    """Place the 23 objectives at the Forum's four round tables; the database refuses a split that is not complete.

    Raises PermissionDenied, EditedMeanwhile, ReasonMissing, or NotInOrder naming each objective.
    """
    lock(edition, by=by)
    hold_to(seen, edition, EditKind.SPLIT)
    if problems := problems_with_split(split):
        raise NotInOrder(problems)
    need_reason(reason)
    before = split_content(edition)
    edition.split_is_carried_over = is_carried_over
    _place(edition, split)
    after = split_content(edition)
    if changes := differences(_flat(before), _flat(after)):
        edition.save(update_fields=["split_is_carried_over"])
        note = f"Forum {edition.year}: objectives of the round tables"
        make_public(
            edition, EditKind.SPLIT, EditAct.CHANGED, by=by, note=note, reason=reason, changes=changes, before=before
        )
    return edition


@transaction.atomic
def change_theme(table: RoundTable, *, by: User, theme: str, reason: str, seen: str) -> RoundTable:
    """Change the theme of a round table; raises PermissionDenied, EditedMeanwhile or ReasonMissing."""
    lock(table, by=by)
    hold_to(seen, table, EditKind.THEME)
    need_reason(reason)
    before = table.content()
    if changes := write(table, {"theme": theme}):
        note = f"Forum {table.edition_id}: theme of round table {table.number}"
        make_public(
            table, EditKind.THEME, EditAct.CHANGED, by=by, note=note, reason=reason, changes=changes, before=before
        )
    return table


def split_content(edition: Edition) -> dict[str, Any]:
    """How the Forum's objectives are placed now, as it is kept for later reading."""
    placed = Placement.objects.filter(edition=edition).order_by("objective_id")
    found = {str(objective): table for objective, table in placed.values_list("objective_id", "round_table__number")}
    return {"split": found, "split_is_carried_over": edition.split_is_carried_over}


def _flat(content: Mapping[str, Any]) -> dict[str, Any]:
    return {**content["split"], "split_is_carried_over": content["split_is_carried_over"]}


def _place(edition: Edition, split: Mapping[int, int]) -> None:
    for table in edition.round_tables.all():
        here = [objective for objective, number in split.items() if number == table.number]
        moved = Placement.objects.filter(edition=edition, objective_id__in=here).exclude(round_table=table)
        moved.update(round_table=table)


def _let_calendar_follow(edition: Edition, *, by: User, reason: str, publication: Publication) -> None:
    """The calendar's own lines of the Forum and of its hearing say the same days as the Forum."""
    days = {
        EntryKind.FORUM: (edition.starts_on, edition.ends_on),
        EntryKind.HEARING: (edition.hearing_on, None),
    }
    lines = CalendarEntry.objects.standing().filter(kind__in=days, starts_on__year=edition.year)
    for entry in lines.select_for_update().order_by("pk"):
        line = _line(*days[EntryKind(entry.kind)], year=edition.year) | {"is_verified": edition.is_verified}
        before, changes = entry.content(), write(entry, line)
        if changes:
            record(
                entry,
                EditKind.ENTRY,
                EditAct.FOLLOWED,
                by=by,
                changes=changes,
                before=before,
                reason=reason,
                publication=publication,
            )


def _line(first: date | None, last: date | None, *, year: int) -> dict[str, Any]:
    if first is None:
        return {"starts_on": date(year, 1, 1), "ends_on": None, "precision": Precision.YEAR}
    return {"starts_on": first, "ends_on": last, "precision": Precision.DAY}
