"""The 23 objectives under the four round tables of a Forum, with their figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from objectives.models import Action, Objective
from pledges.querysets import PledgeQuerySet
from progress.selectors import (
    Figures,
    figures_by_objective,
    figures_by_round_table,
    public_pledges,
)
from roundtables.models import Edition, RoundTable
from roundtables.selectors import current_edition, objectives_at, round_tables
from tools.querysets import ToolQuerySet
from tools.selectors import public_tools, tool_counts_by_objective, tool_counts_by_round_table
from ui import charts
from workflow.selectors import Moment


@dataclass(frozen=True)
class Line:
    """One objective with its figures and the bar drawn of them; all bars of a page share one scale."""

    objective: Objective
    figures: Figures
    tools: int
    bar: dict


@dataclass(frozen=True)
class Section:
    """One round table with its objectives and the figures of the table itself, which are not the lines' sum."""

    round_table: RoundTable
    figures: Figures
    tools: int
    lines: list[Line]

    @property
    def objectives(self) -> Mapping[int, Objective]:
        """The objectives of the table by number."""
        return {line.objective.number: line.objective for line in self.lines}

    @property
    def query(self) -> str:
        """What narrows a list to the table's objectives, whichever Forum's split it is."""
        return "?" + urlencode([("objective", line.objective.number) for line in self.lines])


@dataclass(frozen=True)
class ObjectivePage:
    """One objective with its round table and lettered actions, its figures, its records and its neighbours."""

    objective: Objective
    round_table: RoundTable
    actions: list[Action]
    figures: Figures
    pledges: PledgeQuerySet
    tools: ToolQuerySet
    placed: Mapping[int, Objective]

    @property
    def previous(self) -> Objective | None:
        """The one before it in the Compact."""
        return self.placed.get(self.objective.number - 1)

    @property
    def next(self) -> Objective | None:
        """The one after it."""
        return self.placed.get(self.objective.number + 1)


def placed_objectives(edition: Edition | None) -> Mapping[int, Objective]:
    """The 23 objectives by number; each knows its `round_table` at that Forum, as it was when the Forum was read."""
    return objectives_at(edition).order_by("number").in_bulk() if edition else {}


def table_of(objective: Objective) -> int:
    """The number of the round table an objective was read with."""
    return objective.round_table  # type: ignore[attr-defined]


def objective_lines(edition: Edition | None, moment: Moment, *, mirrored: bool) -> list[Line]:
    """All objectives in the order of the Compact; `mirrored` where the page runs from right to left."""
    counted, tools = figures_by_objective(moment), tool_counts_by_objective(moment)
    objectives = list(placed_objectives(edition).values())
    drawn = charts.bars(
        [
            {
                "label": each.short_title,
                "value": counted[each.number].pledges,
                "known": counted[each.number].with_update,
                "round_table": table_of(each),
            }
            for each in objectives
        ],
        mirrored=mirrored,
    )
    return [
        Line(each, counted[each.number], tools[each.number], bar) for each, bar in zip(objectives, drawn, strict=True)
    ]


def sections(edition: Edition | None, moment: Moment, *, mirrored: bool) -> list[Section]:
    """The four round tables of the edition with their objectives; none where there is no edition yet."""
    if edition is None:
        return []
    counted, tools = figures_by_round_table(edition, moment), tool_counts_by_round_table(edition, moment)
    lines = objective_lines(edition, moment, mirrored=mirrored)
    return [
        Section(
            round_table=table,
            figures=counted[table.number],
            tools=tools[table.number],
            lines=[line for line in lines if table_of(line.objective) == table.number],
        )
        for table in round_tables(edition, moment.publication)
    ]


def objective_page(number: int, moment: Moment) -> ObjectivePage | None:
    """One objective as it stands at the current Forum; None outside 1 to 23."""
    edition = current_edition(moment.publication)
    placed = placed_objectives(edition)
    if edition is None or number not in placed:
        return None
    pledges = public_pledges(moment).for_objective(number)
    return ObjectivePage(
        objective=placed[number],
        round_table=round_tables(edition, moment.publication)[table_of(placed[number]) - 1],
        actions=list(placed[number].actions.order_by("letter")),
        figures=figures_by_objective(moment)[number],
        pledges=pledges,
        tools=public_tools(moment).for_objective(number),
        placed=placed,
    )
