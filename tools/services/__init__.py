"""Everything that writes tools and calls for them."""

from tools.services.calls import change_call, close_call, content_of, draft_call, publish_call
from tools.services.content import TOOL_CONTENT
from tools.services.importing import import_tools, plan_tool_import

__all__ = [
    "TOOL_CONTENT",
    "change_call",
    "close_call",
    "content_of",
    "draft_call",
    "import_tools",
    "plan_tool_import",
    "publish_call",
]
