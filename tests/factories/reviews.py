"""Reviews for tests, complete unless the test says otherwise, by the project's own services and verbs."""

from drafting.services import begin
from reviews.models import Review
from reviews.services import REVIEW_CONTENT
from tests.factories import accounts
from workflow import services

COMPLETE = {
    "language": "en",
    "occasion": "forum:2026",
    "priorities_short": "Fair recruitment, for a test and for nothing else.",
    "statement_7": "Two sample shelters opened, for a test and for nothing else.",
}


def draft(by, *, state="PRT", **answers):
    """A complete draft for the Forum of 2026; the answers by the names of their questions."""
    return begin(Review(state_id=state), by=by, content=REVIEW_CONTENT, values=COMPLETE | answers)


def submitted(by, **answers):
    """On the moderators' desk."""
    return services.submit(draft(by, **answers), by=by)


def published(by=None, moderator=None, *, state="PRT", **answers):
    """Public."""
    by = by or accounts.focal_point(state)
    return services.publish(submitted(by, state=state, **answers), by=moderator or accounts.moderator())
