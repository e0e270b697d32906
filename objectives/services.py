"""Writing the Compact's own text: objectives, lettered actions and guiding principles, as the reference files say."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import override

from objectives.models import Action, Objective, Principle

FILE_LANGUAGES = {"en": "en", "fr": "fr", "es": "es", "ar": "ar", "ru": "ru", "zh": "zh-hans"}  # in the file: here
DELETE, KEEP = "delete", "keep"


@transaction.atomic
def load_objectives(file: dict) -> int:
    """Make objectives and their actions what `objectives.json` says; the number of rows that had to change."""
    changed = bring_in_line(Objective.objects.all(), ["number"], (_objective(row) for row in file["objectives"]))
    return changed + bring_in_line(
        Action.objects.all(),
        ["objective_id", "letter"],
        (
            {"objective_id": row["number"], "letter": action["letter"], "summary": action["summary_en"]}
            for row in file["objectives"]
            for action in row["actions"]
        ),
        vanished=DELETE,
    )


@transaction.atomic
def load_principles(file: dict) -> int:
    """Make the guiding principles what `principles.json` says; the number of rows that had to change."""
    return bring_in_line(
        Principle.objects.all(),
        ["key"],
        (
            {
                "key": row["key"],
                "letter": row["letter"],
                **six_languages("title", {code: text["text"] for code, text in row["title"].items()}),
                "unofficial": {"title": _unverified(row["title"])},
            }
            for row in file["principles"]
        ),
    )


def bring_in_line(rows: QuerySet, key: list[str], wanted: Iterable[dict[str, Any]], *, vanished: str = KEEP) -> int:
    """Make a table what a reference file says; how many rows had to change.

    `key` names the fields that tell rows apart. Rows the file no longer has are kept unless `vanished` says DELETE.
    With nothing to change it is one SELECT.
    """
    by_key = {tuple(row[name] for name in key): row for row in wanted}
    with override(settings.LANGUAGE_CODE):  # so that a translated field's own column follows the English one
        standing = {tuple(getattr(row, name) for name in key): row for row in rows.all()}
        new = [rows.model(**row) for at, row in by_key.items() if at not in standing]
        other = [standing[at] for at, row in by_key.items() if at in standing and _brought_in_line(standing[at], row)]
        gone = [row.pk for at, row in standing.items() if at not in by_key] if vanished == DELETE else []
        rows.model._base_manager.bulk_create(new)
        for row in other:
            row.save()
    if gone:
        rows.model._base_manager.filter(pk__in=gone).delete()
    return len(new) + len(other) + len(gone)


def six_languages(field: str, texts: dict[str, str]) -> dict[str, str]:
    """A translated field's columns, from the file's texts by language code; a missing language is a KeyError."""
    return {f"{field}_{code.replace('-', '_')}": texts[theirs] for theirs, code in FILE_LANGUAGES.items()}


def _objective(row: dict) -> dict[str, Any]:
    return {
        "number": row["number"],
        "paragraph": row["paragraph_A_RES_73_195"],
        **six_languages("title", {code: text["text"] for code, text in row["title"].items()}),
        **six_languages("short_title", {code: text["text"] for code, text in row["short_title"].items()}),
        "sdg_targets": row["sdg_targets"],
        "sdg_targets_are_verified": row["sdg_targets_verified"],
        "unofficial": {"title": _unverified(row["title"]), "short_title": _unverified(row["short_title"])},
    }


def _unverified(texts: dict[str, dict]) -> list[str]:
    return [code for theirs, code in FILE_LANGUAGES.items() if not texts[theirs]["verified"]]


def _brought_in_line(standing: Model, row: dict) -> bool:
    """Set what differs; True where something did."""
    differing = {name: value for name, value in row.items() if getattr(standing, name) != value}
    for name, value in differing.items():
        setattr(standing, name, value)
    return bool(differing)
