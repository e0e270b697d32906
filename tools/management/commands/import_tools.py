"""`manage.py import_tools FILE.csv [--dry-run]`: take tools and practices over from public pages."""

from tools.services.importing import import_tools, plan_tool_import
from workflow.management.importing import ImportCommand


class Command(ImportCommand):
    """Checks every row first; imports all in one publication, or nothing and says why. Twice is once."""

    help = "Import tools from a CSV file shaped like data/practices.csv."

    def plan(self, data):
        return plan_tool_import(data)

    def take(self, data, *, by):
        return import_tools(data, by=by)
