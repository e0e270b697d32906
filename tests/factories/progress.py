"""Progress updates for tests, complete unless the test says otherwise, by the project's own verbs."""

from datetime import date

from progress.models import ProgressUpdate
from progress.states import Stage
from workflow import services


def draft(by, *, about, **fields):
    """A complete draft about a record, saved; its owner is Portugal unless the test says otherwise."""
    values = {
        "about": about,
        "speaks_for_on": date(2026, 6, 1),
        "stage": Stage.IN_PROGRESS,
        "narrative": "Two sample offices opened, for a test and for nothing else.",
        "state_id": "PRT",
    } | fields
    return services.start_draft(ProgressUpdate(**values), by=by)


def submitted(by, **fields):
    """On the moderators' desk."""
    return services.submit(draft(by, **fields), by=by)


def published(by, *, moderator, **fields):
    """Public."""
    return services.publish(submitted(by, **fields), by=moderator)
