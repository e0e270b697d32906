"""What the reference files changed, kept like every other edit: so that an earlier moment is read as it was."""

from typing import Any

from accounts.models import User
from roundtables.models import CalendarEntry, Edition, Placement, ReferenceEdit, RoundTable
from roundtables.services.history import differences
from roundtables.states import EditAct, EditKind
from workflow.models import Publication

Contents = dict[tuple[EditKind, int], dict[str, Any]]
ABOUT = {EditKind.EDITION: "edition_id", EditKind.SPLIT: "edition_id", EditKind.ENTRY: "entry_id"}


def contents() -> Contents:
    """All that the files may change and that is read by moment, as it stands; `{}` for a step that was removed."""
    editions, tables = list(Edition.objects.all()), list(RoundTable.objects.all())
    found: Contents = {(EditKind.EDITION, each.pk): each.content() for each in editions}
    found |= {(EditKind.THEME, each.pk): each.content() for each in tables}
    for each in editions:
        found[EditKind.SPLIT, each.pk] = {"split": {}, "split_is_carried_over": each.split_is_carried_over}
    placed = Placement.objects.order_by("edition_id", "objective_id")
    for year, objective, table in placed.values_list("edition_id", "objective_id", "round_table__number"):
        found[EditKind.SPLIT, year]["split"][str(objective)] = table
    entries = CalendarEntry.objects.all()
    return found | {(EditKind.ENTRY, each.pk): {} if each.is_removed else each.content() for each in entries}


def keep_what_changed(before: Contents, *, by: User, publication: Publication) -> None:
    """A row for each thing the files changed, added or took out in this publication."""
    years = dict(RoundTable.objects.values_list("pk", "edition_id"))
    ReferenceEdit.objects.bulk_create(
        ReferenceEdit(
            **({"round_table_id": pk, "edition_id": years[pk]} if kind == EditKind.THEME else {ABOUT[kind]: pk}),
            by=by,
            kind=kind,
            act=EditAct.LOADED,
            changes=_changes(before.get((kind, pk), {}), now),
            before=before.get((kind, pk), {}),
            publication=publication,
        )
        for (kind, pk), now in contents().items()
        if before.get((kind, pk), {}) != now
    )


def _changes(before: dict[str, Any], now: dict[str, Any]) -> dict[str, list]:
    return differences(_flat(before), _flat(now)) if before and now else {}


def _flat(content: dict[str, Any]) -> dict[str, Any]:
    return {**content.get("split", {}), **{name: value for name, value in content.items() if name != "split"}}
