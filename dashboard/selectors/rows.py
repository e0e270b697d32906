"""Records as rows of a list: each with its objectives and, for pledges, the latest update."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects

from objectives.models import Objective
from pledges.models import Pledge, PledgeObjective
from pledges.states import Weight
from progress.models import ProgressUpdate
from progress.selectors import latest_updates
from tools.models import Tool
from workflow.selectors import Moment


@dataclass(frozen=True)
class PledgeRow:
    """A pledge in a list."""

    pledge: Pledge
    objectives: list[Objective]
    update: ProgressUpdate | None

    @property
    def stage(self) -> str:
        """What its latest update says; nothing where there is none."""
        return self.update.stage if self.update else ""

    @property
    def content(self) -> tuple[object, ...]:
        """All that is shown of it in any list: what its markup can be kept under."""
        pledge = self.pledge
        placed = [(each.number, each.short_title, getattr(each, "round_table", None)) for each in self.objectives]
        days = (pledge.pledged_on, pledge.pledged_in_year, pledge.published_at, pledge.ends_on)
        whose = (str(pledge.owner), pledge.record.is_imported, pledge.covers_whole_compact)
        return (pledge.pk, pledge.title, pledge.target, self.stage, *days, *whose, placed)


@dataclass(frozen=True)
class ToolRow:
    """A tool in a list."""

    tool: Tool
    objectives: list[Objective]


def pledge_rows(pledges: Iterable[Pledge], placed: Mapping[int, Objective], *, moment: Moment) -> list[PledgeRow]:
    """The pledges with their main objectives and latest updates, in two queries for any number of them."""
    listed = list(pledges)
    main = PledgeObjective.objects.filter(weight=Weight.MAIN).order_by("objective_id")
    prefetch_related_objects(listed, Prefetch("placements", main))
    updates = latest_updates([pledge.record_id for pledge in listed], moment=moment)
    return [
        PledgeRow(
            pledge=pledge,
            objectives=[placed[each.objective_id] for each in pledge.placements.all() if each.objective_id in placed],
            update=updates.get(pledge.record_id),
        )
        for pledge in listed
    ]


def tool_rows(tools: Iterable[Tool], placed: Mapping[int, Objective]) -> list[ToolRow]:
    """The tools with their objectives, in one query for any number of them."""
    listed = list(tools)
    prefetch_related_objects(listed, Prefetch("objectives", Objective.objects.only("number").order_by("number")))
    return [
        ToolRow(tool=tool, objectives=[placed[each.pk] for each in tool.objectives.all() if each.pk in placed])
        for tool in listed
    ]
