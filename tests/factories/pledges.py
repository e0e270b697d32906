"""Pledges for tests, complete unless the test says otherwise, in any status by the project's own verbs."""

from datetime import date

from pledges.models import Pledge, PledgeContact, PledgeObjective
from pledges.states import Nature, PledgeType
from tests.factories import accounts
from workflow import services

LONG_ENOUGH = "A sample undertaking, written for a test and for nothing else. " * 6


def draft(by, *, state="PRT", objectives=(7,), contact_email="", **fields):
    """A complete draft, saved."""
    values = {
        "title": "A sample pledge",
        "description": LONG_ENOUGH,
        "pledge_type": PledgeType.INDIVIDUAL,
        "natures": [Nature.PROCESS],
        "starts_on": date(2026, 1, 1),
        "is_open_ended": True,
        "state_id": state,
    } | fields
    pledge = services.start_draft(Pledge(**values), by=by)
    PledgeObjective.objects.bulk_create(PledgeObjective(pledge=pledge, objective_id=n) for n in objectives)
    if contact_email:
        PledgeContact.objects.create(record=pledge.record, name="Contact Person", email=contact_email)
    return pledge


def submitted(by, **fields):
    """On the moderators' desk."""
    return services.submit(draft(by, **fields), by=by)


def published(by=None, moderator=None, **fields):
    """Public."""
    by = by or accounts.focal_point(fields.get("state", "PRT"))
    return services.publish(submitted(by, **fields), by=moderator or accounts.moderator())
