"""Bringing the database in line with the reference files: objectives, principles, States, Forums, calendar."""

import json
from pathlib import Path

from django.db import transaction

from accounts.models import User
from objectives.services import load_objectives, load_principles
from roundtables.services.forums import load_calendar, load_editions
from roundtables.services.states import load_states
from workflow.models import Publication
from workflow.services import publish_reference_edit

LOADERS = {  # file: what is made of it, in the order the tables need each other
    "objectives.json": load_objectives,
    "principles.json": load_principles,
    "states.json": load_states,
    "roundtables.json": load_editions,
    "forums.json": load_calendar,
}


@transaction.atomic
def load_reference(folder: Path, *, by: User) -> tuple[int, Publication | None]:
    """Make the reference data what the files in the folder say: how many rows changed, and in which publication.

    All of it or nothing, in one publication; where nothing differs no publication number is taken. The files win over
    what stands in the database. Two at once wait for each other.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    changed = sum(load(json.loads((folder / name).read_text(encoding="utf-8"))) for name, load in LOADERS.items())
    if not changed:
        return 0, None
    return changed, publish_reference_edit(by=by, note=f"Reference data: {changed} rows")
