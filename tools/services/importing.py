"""Taking tools and practices over from a list of public pages, as new records or new versions of known ones."""

from collections.abc import Sequence
from typing import Any

from accounts.models import State, User
from objectives.models import Objective
from tools.models import Tool
from tools.validators import COLUMNS, Known, ListedTool, check_tool
from workflow.services.importing import Import, give_owners, import_entries, plan_import
from workflow.validators import Entry, read_rows, refuse_if_wrong

SOURCE = "registry:practices"
NOTE = "Tools and practices taken over from public listings"


def plan_tool_import(data: bytes) -> Import:
    """What importing this file would do; raises FileRefused with every problem it has. Writes nothing."""
    return plan_import(Tool, _entries(data), source=SOURCE)


def import_tools(data: bytes, *, by: User) -> Import:
    """Publish the file's tools in one publication, or raise FileRefused and change nothing; twice is once."""
    return import_entries(Tool, _entries(data), source=SOURCE, save=_save, by=by, note=NOTE)


def _entries(data: bytes) -> list[Entry[ListedTool]]:
    rows = read_rows(data, columns=COLUMNS, key="id")
    known = Known(
        states={name.lower(): code for code, name in State.objects.values_list("iso3", "name_en")},
        objectives={str(number): number for number in Objective.objects.values_list("number", flat=True)},
    )
    entries = [check_tool(row, known=known) for row in rows]
    refuse_if_wrong(rows)
    return entries


def _save(drafts: Sequence[tuple[Tool, ListedTool]]) -> None:
    """Fill and save the versions with their objectives, each table in one statement."""
    give_owners([(tool, content.owner) for tool, content in drafts])
    for tool, content in drafts:
        for name, value in content.fields.items():
            setattr(tool, name, value)
    Tool.objects.bulk_create(tool for tool, _content in drafts)
    served: Any = Tool.objectives.through
    served.objects.bulk_create(
        served(tool=tool, objective_id=number) for tool, content in drafts for number in content.objectives
    )
