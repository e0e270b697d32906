"""Writing progress updates. None of this changes a status: `workflow.services` does."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.models import User
from pledges.models import Pledge
from pledges.services.drafting import advance, lock_for_editing
from progress.models import ProgressUpdate
from workflow.exceptions import NotEditable
from workflow.models import Record
from workflow.services import start_draft


@transaction.atomic
def draft_update(*, by: User, pledge: Pledge, values: Mapping[str, Any]) -> ProgressUpdate:
    """Begin an update on a published pledge, in the name of its owner; raises NotEditable if it is not public."""
    Record.objects.select_for_update().get(pk=pledge.record_id)
    pledge.refresh_from_db(fields=["published_in", "replaced_in", "state", "organisation"])
    if pledge.published_in_id is None or pledge.replaced_in_id is not None:
        raise NotEditable
    owner = {"state_id": pledge.state_id, "organisation_id": pledge.organisation_id}
    return start_draft(ProgressUpdate(about_id=pledge.record_id, **owner, **values), by=by)


@transaction.atomic
def save_update(update: ProgressUpdate, *, by: User, revision: int, values: Mapping[str, Any]) -> ProgressUpdate:
    """Save what was written on top of `revision`. Raises Overtaken, and writes nothing, if somebody saved since."""
    lock_for_editing(update, by=by, revision=revision)
    for name, value in values.items():
        setattr(update, name, value)
    update.save(update_fields=[*values, *advance(update)])
    return update
