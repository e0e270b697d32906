"""Tools for tests, complete unless the test says otherwise, in any status by the project's own verbs."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from objectives.states import SupportKind
from tests.factories import accounts
from tools.models import Tool
from tools.services import draft_call, publish_call
from tools.services.calls import COLUMNS
from tools.states import Scope, ToolKind
from workflow import services

OFFER = {
    "offers_support": True,
    "support_offered": "A sample week of training, for a test and for nothing else.",
    "support_kinds": [SupportKind.TRAINING],
    "support_languages": ["en", "fr"],
}


def day(after=0):
    """The day so many days from today, in UTC."""
    return timezone.now().date() + timedelta(days=after)


def call_values(**fields):
    """What a sample call says, open today unless the test says otherwise."""
    values = dict.fromkeys(COLUMNS, "") | {
        "slug": "sample-call",
        "title_en": "A sample call",
        "text_en": "Sample tools are called for, for a test and for nothing else.",
        "opens_on": day(-1),
        "deadline": day(10),
        "objectives": [],
    }
    return values | fields


def call(*, by=None, **fields):
    """A call that is written and not published."""
    return draft_call(by=by or administrator(), values=call_values(**fields))


def public_call(*, by=None, **fields):
    """A call that is public; one whose deadline is over was published in time."""
    by, deadline = by or administrator(), fields.get("deadline")
    is_over = deadline is not None and deadline < day()
    written = call(by=by, **(fields | {"deadline": day(10)} if is_over else fields))
    publish_call(written, by=by)
    if is_over:
        written.deadline = deadline
        written.save(update_fields=["deadline"])
    return written


def administrator():
    """Who writes calls."""
    found = User.objects.filter(email="administrator@example.org").first()
    return found or accounts.administrator()


def draft(by, *, state="PRT", objectives=(), **fields):
    """A complete draft, saved; theme-specific where objectives are given."""
    values = {
        "title": "A sample tool",
        "summary": "A sample tool, described for a test and for nothing else.",
        "kind": ToolKind.GUIDANCE,
        "scope": Scope.THEME_SPECIFIC if objectives else Scope.CROSS_CUTTING,
        "state_id": state,
    } | fields
    tool = services.start_draft(Tool(**values), by=by)
    tool.objectives.set(objectives)
    return tool


def submitted(by, **fields):
    """On the moderators' desk."""
    return services.submit(draft(by, **fields), by=by)


def published(by=None, moderator=None, **fields):
    """Public."""
    by = by or accounts.focal_point(fields.get("state", "PRT"))
    return services.publish(submitted(by, **fields), by=moderator or accounts.moderator())
