"""Tools for tests, complete unless the test says otherwise, in any status by the project's own verbs."""

from tests.factories import accounts
from tools.models import Tool
from tools.states import Scope, ToolKind
from workflow import services


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
