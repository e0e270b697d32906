"""What a tool's page shows of one version."""

from django.db.models import Prefetch

from plans.models import Measure
from plans.selectors import public_measure
from roundtables.selectors import current_edition, objectives_at
from tools.models import Tool
from tools.querysets import ToolQuerySet
from workflow.selectors import Moment


def linked_measure(tool: Tool, moment: Moment) -> Measure | None:
    """The measure of a national plan the tool belongs to, as the public sees it at that moment, or None."""
    return public_measure(tool.plan_measure_id, moment) if tool.plan_measure_id else None


def with_content(tools: ToolQuerySet, *, publication: int | None = None) -> ToolQuerySet:
    """With all a record's page shows; objectives know their `round_table` at the Forum current then."""
    objectives = objectives_at(current_edition(publication))
    return tools.with_parties().prefetch_related(Prefetch("objectives", objectives.order_by("number")), "attachments")
