"""Bringing the database in line with the reference files: objectives, principles, States, Forums, questions."""

import json
from pathlib import Path

from django.db import transaction

from accounts.models import User
from objectives.services import load_objectives, load_principles
from roundtables.models import CalendarEntry, Edition, RoundTable
from roundtables.services.forums import left_alone, load_calendar, load_editions
from roundtables.services.loaded import contents, keep_what_changed
from roundtables.services.questions import load_guiding_questions
from roundtables.services.states import load_states
from workflow.models import Publication
from workflow.selectors import current_publication
from workflow.services import publish_reference_edit

LOADERS = {  # file: what is made of it, in the order the tables need each other
    "objectives.json": load_objectives,
    "principles.json": load_principles,
    "states.json": load_states,
    "roundtables.json": load_editions,
    "forums.json": load_calendar,
    "guiding_questions.json": load_guiding_questions,
}


@transaction.atomic
def load_reference(folder: Path, *, by: User) -> tuple[int, Publication | None]:
    """Make the reference data what the files in the folder say: how many rows changed, and in which publication.

    All of it or nothing, in one publication; where nothing differs no publication number is taken. The files win over
    what stands in the database, but not over what people edited here (`edited_otherwise`). Two at once wait for each
    other. What changes is kept, so that an earlier moment is read as it was; what was there from the first publication
    on has no beginning.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    _hold_what_people_edit()
    before, is_first = contents(), current_publication() == 0
    changed = sum(load(_read(folder, name)) for name, load in LOADERS.items())
    if not changed:
        return 0, None
    publication = publish_reference_edit(by=by, note=f"Reference data: {changed} rows")
    if not is_first:
        keep_what_changed(before, by=by, publication=publication)
    return changed, publication


def edited_otherwise(folder: Path) -> list[str]:
    """What people edited here and the files in the folder say otherwise: left as it is, and named in plain words."""
    return left_alone(_read(folder, "roundtables.json"), _read(folder, "forums.json"))


def _hold_what_people_edit() -> None:
    """Who is editing finishes first, and is left alone; who comes later is told. Locked as the verbs do."""
    for model in (Edition, RoundTable, CalendarEntry):
        list(model._base_manager.select_for_update().order_by("pk").values_list("pk"))


def _read(folder: Path, name: str) -> dict:
    return json.loads((folder / name).read_text(encoding="utf-8"))
