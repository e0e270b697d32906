"""The whole Compact at one look: every objective under its round table, and what is known of its pledges or where they
come from. Each count leads to the very records it counts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dashboard.selectors.cells import (
    ALL,
    REGIONS,
    Column,
    Key,
    all_by_region,
    all_figures,
    counted_by_region,
    counted_figures,
    regions,
)
from dashboard.selectors.compact import placed_objectives, table_of
from dashboard.selectors.filtering import NOT_STATED, Freshness, filtered_pledges
from objectives.models import Objective
from progress.selectors import (
    Coverage,
    Figures,
    coverage,
    coverage_of,
)
from progress.states import Stage
from roundtables.models import Edition, RoundTable
from roundtables.selectors import current_edition, edition_of, round_tables
from tools.selectors import tool_count, tool_counts_by_objective, tool_counts_by_round_table
from ui import charts
from workflow.selectors import Moment

SHADES = 4
STRENGTHS = {Stage.FULFILLED: 1.0, Stage.IN_PROGRESS: 0.65, Stage.PLANNING: 0.35, Stage.DISCONTINUED: 0.12}


@dataclass(frozen=True)
class Cell:
    """A count, the list of the records behind it, and its colour: from 0 (none) to 4 (as many as any on the page)."""

    heading: str | Promise
    value: int
    url: str
    shade: int


@dataclass(frozen=True)
class Row:
    """An objective, a round table or the whole Compact in figures."""

    figures: Figures
    url: str
    cells: Sequence[Cell]
    tools: int | None


@dataclass(frozen=True)
class ObjectiveRow(Row):
    """One objective, with the bar drawn of its stages; all bars share one scale."""

    objective: Objective
    bar: Mapping[str, object]


@dataclass(frozen=True)
class Group:
    """A round table, in figures of its own, which are not the sum of its objectives'."""

    round_table: RoundTable
    row: Row
    rows: Sequence[ObjectiveRow]


@dataclass(frozen=True)
class Overview:
    """The Compact, or what the filters leave of it."""

    edition: Edition | None
    is_narrowed: bool
    by_region: bool
    coverage: Coverage
    columns: Sequence[Column]
    total: Row
    groups: Sequence[Group]

    @property
    def short_titles_are_official(self) -> bool:
        """False where any objective's short title in the page's language is a rendering of ours."""
        return all(row.objective.short_title_is_official for group in self.groups for row in group.rows)


STAGES = [
    *(Column(stage.label, {"stage": stage.value}) for stage in Stage),
    Column(pgettext_lazy("stage", "No update yet"), {"stage": NOT_STATED}),
    Column(_("Updated in the last 12 months"), {"freshness": Freshness.RECENT}),
]


@dataclass(frozen=True)
class _Counted:
    """What the table is filled with: the figures of each row, and what stands in its columns."""

    figures: Mapping[Key, Figures]
    values: Mapping[Key, Sequence[int]]
    columns: Sequence[Column]
    kept: Mapping[str, str]

    def row(self, key: Key, tools: int | None) -> dict[str, Any]:
        """What every row has, for the row of that key."""
        narrows = {} if key == ALL else {key[0]: str(key[1])}
        found = self.figures.get(key, Figures())
        return {
            "figures": found,
            "url": self._address(narrows),
            "cells": [
                Cell(column.heading, value, self._address(narrows | dict(column.narrows)), self._shade(key, value))
                for column, value in zip(self.columns, self.values[key], strict=True)
            ],
            "tools": tools,
        }

    def _address(self, narrows: Mapping[str, str]) -> str:
        """The list of exactly these; a filter in force that says more than a column's own stays."""
        query = {**narrows, **self.kept}
        return self.list_address + (f"?{urlencode(query)}" if query else "")

    @cached_property
    def list_address(self) -> str:
        """The list of pledges."""
        return reverse("pledges:list")

    @cached_property
    def most(self) -> int:
        """The largest count of any objective in any column."""
        return max((max(values) for key, values in self.values.items() if key[0] == "objective"), default=0)

    def _shade(self, key: Key, value: int) -> int:
        if key[0] != "objective" or self.columns[0] is not REGIONS[0]:
            return 0
        return -(-SHADES * value // self.most) if self.most else 0


def overview(
    moment: Moment,
    *,
    mirrored: bool,
    asked: Mapping[str, Any] = MappingProxyType({}),
    kept: Mapping[str, str] = MappingProxyType({}),
    by_region: bool = False,
) -> Overview:
    """The dashboard, arranged by the Forum asked for or the current one; `kept` are the filters in force, as in links.

    Tools are counted only where nothing is filtered: the filters are about pledges.
    """
    publication = moment.publication
    edition = edition_of(asked["forum"], publication) if asked.get("forum") else current_edition(publication)
    pledges = filtered_pledges(asked, moment=moment)
    found = counted_figures(pledges, edition, moment) if kept else all_figures(edition, moment)
    values, columns = {key: _stages(each) for key, each in found.items()}, STAGES
    if by_region:
        values, columns = regions(
            counted_by_region(pledges, edition, moment) if kept else all_by_region(edition, moment)
        )
    counted = _Counted(found, values, columns, kept)
    return Overview(
        edition=edition,
        is_narrowed=bool(kept),
        by_region=by_region,
        coverage=coverage_of(pledges) if kept else coverage(moment),
        columns=columns,
        total=Row(**counted.row(ALL, None if kept else tool_count(moment))),
        groups=list(_groups(counted, edition, moment, mirrored=mirrored)),
    )


def _groups(counted: _Counted, edition: Edition | None, moment: Moment, *, mirrored: bool) -> Iterator[Group]:
    if edition is None:
        return
    objectives = list(placed_objectives(edition).values())
    of_objective = {} if counted.kept else tool_counts_by_objective(moment)
    of_table = {} if counted.kept else tool_counts_by_round_table(edition, moment)
    stretches = [_stretches(counted.figures.get(("objective", each.number), Figures())) for each in objectives]
    hues = [charts.ROUND_TABLES[table_of(each)] for each in objectives]
    rows = [
        ObjectiveRow(**counted.row(("objective", each.number), of_objective.get(each.number)), objective=each, bar=bar)
        for each, bar in zip(objectives, charts.stacked(stretches, hues=hues, mirrored=mirrored), strict=True)
    ]
    for table in round_tables(edition, moment.publication):
        yield Group(
            round_table=table,
            row=Row(**counted.row(("round_table", table.number), of_table.get(table.number))),
            rows=[row for row in rows if table_of(row.objective) == table.number],
        )


def _stages(each: Figures) -> list[int]:
    return [*(count for _stage, count in each.stages), each.without_update, each.fresh]


def _stretches(each: Figures) -> list[charts.Part]:
    known: list[charts.Part] = [
        {"value": getattr(each, stage.value), "strength": strength} for stage, strength in STRENGTHS.items()
    ]
    return [*known, {"value": each.without_update, "strength": 0.0}]
