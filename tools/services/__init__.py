"""Everything that writes tools."""

from tools.services.importing import import_tools, plan_tool_import

__all__ = ["import_tools", "plan_tool_import"]
