"""What a tool says, as plain values by the names of its questions."""

from drafting.services import Content, Part
from tools.models import Tool


def _objectives(tool: Tool) -> list[int]:
    return sorted(objective.pk for objective in tool.objectives.all())


def _set_objectives(tool: Tool, numbers: list[int]) -> None:
    tool.objectives.set(numbers or [])


TOOL_CONTENT = Content(
    columns=(
        "language",
        "title",
        "kind",
        "summary",
        "provider",
        "link",
        "scope",
        "standing",
        "in_use_since",
        "results",
        "lessons",
        "replication",
        "where_used",
        "languages",
        "offers_support",
        "support_offered",
        "support_kinds",
        "support_languages",
        "call",
        "plan_measure",
    ),
    parts={"objectives": Part(_objectives, _set_objectives)},
)
