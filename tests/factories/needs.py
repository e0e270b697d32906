"""Capacity needs for tests, complete unless the test says otherwise, in any status by the project's own verbs."""

from needs.models import Need
from objectives.states import SupportKind
from plans.states import Horizon
from tests.factories import accounts
from workflow import services


def draft(by, *, state="PRT", objective=7, related=(), **fields):
    """A complete draft, saved."""
    values = {
        "title": "A sample need",
        "main_objective_id": objective,
        "support_kinds": [SupportKind.TRAINING],
        "horizon": Horizon.SHORT,
        "what_exists": "Two sample offices, set up for a test and for nothing else.",
        "what_is_missing": "Training for 40 sample officers, for a test and for nothing else.",
        "state_id": state,
    } | fields
    need = services.start_draft(Need(**values), by=by)
    need.related_objectives.set(related)
    return need


def submitted(by, **fields):
    """On the moderators' desk."""
    return services.submit(draft(by, **fields), by=by)


def published(by=None, moderator=None, **fields):
    """Public."""
    by = by or accounts.focal_point(fields.get("state", "PRT"))
    return services.publish(submitted(by, **fields), by=moderator or accounts.moderator())
