"""National plans for tests, complete unless the test says otherwise, in any status by the project's own verbs."""

from datetime import date

from drafting.services import begin, draft_amendment
from plans.models import Plan
from plans.services import PLAN_CONTENT
from plans.states import Horizon
from tests.factories import accounts
from workflow import services

MEASURE = {
    "title": "A sample measure",
    "description": "What the sample measure does.",
    "horizon": Horizon.SHORT,
    "lead_institution": "Ministry of Samples",
    "partners": "",
    "starts_on": date(2026, 1, 1),
    "ends_on": date(2027, 12, 31),
    "indicator": "Number of samples",
    "baseline": "0",
    "target": "10",
    "budget_amount": None,
    "budget_currency": "",
    "budget_is_secured": None,
    "objectives": [7],
    "actions": ["7a"],
    "milestones": [{"title": "First sample", "due_on": date(2026, 6, 30), "reached_on": None}],
}


def measure(**changes):
    """A complete measure as plain values."""
    return MEASURE | changes


def draft(by, *, state="PRT", measures=None, **values):
    """A complete draft, saved; one measure unless the test gives others."""
    shown = {
        "language": "en",
        "title": "A sample plan",
        "period_starts_on": date(2026, 1, 1),
        "period_ends_on": date(2030, 12, 31),
        "measures": [measure()] if measures is None else measures,
    } | values
    return begin(Plan(state_id=state), by=by, content=PLAN_CONTENT, values=shown)


def submitted(by, **fields):
    """On the moderators' desk."""
    return services.submit(draft(by, **fields), by=by)


def published(by=None, moderator=None, **fields):
    """Public."""
    by = by or accounts.focal_point(fields.get("state", "PRT"))
    return services.publish(submitted(by, **fields), by=moderator or accounts.moderator())


def amended(plan, *, by, reason="A sample reason."):
    """A draft of the next version, as a copy."""
    return draft_amendment(plan, by=by, content=PLAN_CONTENT, reason=reason)
