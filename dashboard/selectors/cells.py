"""What the dashboard's table is filled with: for each row its figures, or its pledges by region.

Of all that is public they are read from the tallies, once a publication; of what a filter leaves they are counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.states import ReviewRegion
from dashboard.selectors.filtering import NOT_STATED, Owner
from pledges.models import Pledge
from pledges.states import Weight
from progress.selectors import (
    REGION,
    Figures,
    compact_figures,
    figures,
    figures_by_objective,
    figures_by_objective_and_region,
    figures_by_region,
    figures_by_round_table,
    figures_by_round_table_and_region,
    figures_grouped,
)
from roundtables.models import Edition
from roundtables.selectors import split_at
from roundtables.selectors import table_of as table_expression
from workflow.selectors import Moment, read_once

ALL = ("all", 0)
Key = tuple[str, int]  # ("objective", 7), ("round_table", 2), or ALL: also what narrows the list to it


@dataclass(frozen=True)
class Column:
    """One column of the table: its heading, and the filter of the list of pledges that it stands for."""

    heading: str | Promise
    narrows: Mapping[str, str]


REGIONS = [
    *(Column(region.label, {"region": region.value}) for region in ReviewRegion),
    Column(_("Organisations"), {"owner": Owner.ORGANISATION}),
]
NO_REGION = Column(_("No region on record"), {"region": NOT_STATED})


@read_once
def all_figures(edition: Edition | None, moment: Moment) -> dict[Key, Figures]:
    """The figures of each row, of all that is public."""
    found = {ALL: compact_figures(moment)}
    found |= {("objective", number): each for number, each in figures_by_objective(moment).items()}
    if edition:
        found |= {("round_table", n): each for n, each in figures_by_round_table(edition, moment).items()}
    return found


def counted_figures(pledges: QuerySet[Pledge], edition: Edition | None, moment: Moment) -> dict[Key, Figures]:
    """The figures of each row, of these pledges."""
    found = {key: Figures() for key in _keys()} | {ALL: figures(pledges, moment=moment)}
    placed = _placed(pledges, edition, moment)
    for name, column in COLUMNS_OF.items():
        grouped = figures_grouped(placed, column, moment=moment)
        found |= {(name, number): each for (number,), each in grouped.items()}
    return found


def regions(found: Mapping[Key, Mapping[str, int]]) -> tuple[dict[Key, list[int]], list[Column]]:
    """The counts of each row in the order of the columns, and the columns."""
    codes = [*ReviewRegion.values, "organisations"]
    columns = list(REGIONS)
    if found[ALL].get(""):
        codes.append("")
        columns.append(NO_REGION)
    return {key: [found.get(key, {}).get(code, 0) for code in codes] for key in _keys()}, columns


def counted_by_region(pledges: QuerySet[Pledge], edition: Edition | None, moment: Moment) -> dict[Key, dict[str, int]]:
    """The pledges of each row by region, counted."""
    placed = _placed(pledges, edition, moment).annotate(region_or_not=REGION)
    total = figures_grouped(pledges.annotate(region_or_not=REGION), "region_or_not", moment=moment)
    found: dict[Key, dict[str, int]] = {ALL: {region: each.pledges for (region,), each in total.items()}}
    for name, column in COLUMNS_OF.items():
        grouped = figures_grouped(placed, column, "region_or_not", moment=moment)
        for (number, region), each in grouped.items():
            found.setdefault((name, number), {})[region] = each.pledges
    return found


@read_once
def all_by_region(edition: Edition | None, moment: Moment) -> dict[Key, dict[str, int]]:
    """The same of all that is public, from what is kept."""
    found: dict[Key, dict[str, int]] = {ALL: _counts(figures_by_region(moment))}
    found |= {("objective", n): _counts(each) for n, each in figures_by_objective_and_region(moment).items()}
    if edition:
        tables = figures_by_round_table_and_region(edition, moment)
        found |= {("round_table", n): _counts(each) for n, each in tables.items()}
    return found


def _counts(by_region: Mapping[str, Figures]) -> dict[str, int]:
    return {region: each.pledges for region, each in by_region.items()}


COLUMNS_OF = {"objective": "placements__objective_id", "round_table": "at_table"}


def _placed(pledges: QuerySet[Pledge], edition: Edition | None, moment: Moment) -> QuerySet[Pledge]:
    """Each pledge once for every main objective, with the round table it stands at."""
    split = split_at(edition, moment.publication) if edition else {}
    main = pledges.filter(placements__weight=Weight.MAIN)
    return main.annotate(at_table=table_expression("placements__objective_id", split))


def _keys() -> list[Key]:
    return [ALL, *(("round_table", n) for n in range(1, 5)), *(("objective", n) for n in range(1, 24))]
