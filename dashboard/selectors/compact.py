"""The 23 objectives under the four round tables of a Forum, with their figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import F

from objectives.models import Action, Objective
from pledges.querysets import PledgeQuerySet
from progress.selectors import (
    Coverage,
    Figures,
    compact_figures,
    coverage,
    figures,
    figures_by_objective,
    figures_by_round_table,
    public_pledges,
)
from roundtables.models import Edition, RoundTable
from roundtables.selectors import current_edition
from tools.querysets import ToolQuerySet
from tools.selectors import public_tools, tool_count, tool_counts_by_objective, tool_counts_by_round_table
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
    def query(self) -> str:
        """What narrows a list to the table's objectives, whichever Forum's split it is."""
        return "?" + urlencode([("objective", line.objective.number) for line in self.lines])


@dataclass(frozen=True)
class Overview:
    """The whole Compact at one look."""

    edition: Edition | None
    figures: Figures
    coverage: Coverage
    tools: int
    sections: list[Section]

    @property
    def short_titles_are_official(self) -> bool:
        """False where any objective's short title in the page's language is a rendering of ours."""
        return all(line.objective.short_title_is_official for each in self.sections for line in each.lines)


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
    """The 23 objectives by number; each knows its `round_table` at that Forum."""
    if edition is None:
        return {}
    placed = Objective.objects.filter(placements__edition=edition)
    return placed.annotate(round_table=F("placements__round_table__number")).order_by("number").in_bulk()


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
        for table in edition.round_tables.order_by("number")
    ]


def overview(moment: Moment, *, mirrored: bool) -> Overview:
    """The dashboard, arranged by the current Forum."""
    edition = current_edition()
    return Overview(
        edition=edition,
        figures=compact_figures(moment),
        coverage=coverage(moment),
        tools=tool_count(moment),
        sections=sections(edition, moment, mirrored=mirrored),
    )


def objective_page(number: int, moment: Moment) -> ObjectivePage | None:
    """One objective as it stands at the current Forum; None outside 1 to 23."""
    edition = current_edition()
    placed = placed_objectives(edition)
    if edition is None or number not in placed:
        return None
    pledges = public_pledges(moment).for_objective(number)
    return ObjectivePage(
        objective=placed[number],
        round_table=edition.round_tables.get(number=table_of(placed[number])),
        actions=list(placed[number].actions.order_by("letter")),
        figures=figures(pledges, moment=moment),
        pledges=pledges,
        tools=public_tools(moment).for_objective(number),
        placed=placed,
    )
