"""Charts that are grids of counts: objectives by what became of their pledges, by region, and by what is needed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dashboard.selectors.cells import NO_REGION, REGIONS, Column
from dashboard.selectors.charts.kinds import Asked, Chart, Words
from dashboard.selectors.compact import table_of
from dashboard.selectors.fields import Listing
from dashboard.selectors.fields.columns import INTEGER, TEXT, Field, value
from dashboard.selectors.gaps import GapCell, GapPicture, gap_picture
from dashboard.selectors.needs import filtered_needs, need_choices
from dashboard.selectors.overview import SHADES, STAGES, Overview, Row, overview
from objectives.models import Objective
from ui import charts
from ui.grids import Box, Grid, GridRow
from workflow.selectors import Moment


@dataclass(frozen=True)
class Line:
    """A line of the table of the Compact: an objective, a round table, or all of it (`number` is then None)."""

    of: str
    number: int | None
    label: Words
    round_table: int | None
    row: Row

    def count(self, heading: Words) -> int:
        """What stands under that heading; nothing where the page leaves the column out."""
        return next((cell.value for cell in self.row.cells if cell.heading == heading), 0)


def _found(asked: Asked, moment: Moment, *, by_region: bool) -> Overview:
    kept = {name: str(each) for name, each in (asked or {}).items() if each}
    return overview(moment, mirrored=False, asked=asked or {}, kept=kept, by_region=by_region)


def _lines(found: Overview) -> list[Line]:
    return [*_lines_of_tables(found), Line("all", None, _("The whole Compact"), None, found.total)]


def _lines_of_tables(found: Overview) -> Iterator[Line]:
    for group in found.groups:
        number = group.round_table.number
        yield Line("round table", number, str(group.round_table), number, group.row)
        for row in group.rows:
            yield Line("objective", row.objective.number, row.objective.short_title, number, row)


def _matrix(found: Overview) -> Grid:
    return Grid(
        columns=[str(_("Pledges")), *(str(column.heading) for column in found.columns)],
        rows=[
            GridRow(
                str(line.label),
                [_count(line.row.figures.pledges), *(_count(cell.value, cell.shade) for cell in line.row.cells)],
                number=line.number if line.of == "objective" else None,
                hue=charts.ROUND_TABLES.get(line.round_table or 0, charts.KNOWN),
                is_heading=line.of != "objective",
            )
            for line in _lines(found)
        ],
    )


def _count(number: int, shade: int = 0) -> Box:
    return Box(str(number), charts.tint(charts.KNOWN, 0.4 * shade / SHADES) if shade else charts.UNKNOWN)


def _matrix_chart(name: str, title: Words, about: Words, columns: Sequence[Column], *, by_region: bool) -> Chart:
    return Chart(
        table=Listing(
            name=name,
            key="number",
            title=title,
            about=about,
            public=lambda moment: _lines(_found(None, moment, by_region=by_region)),
            fields=(
                value(
                    "of", TEXT, _("What the line counts: an objective, a round table, or all."),
                    lambda line: line.of, is_optional=False,
                ),
                value("number", INTEGER, _("Its number."), lambda line: line.number),
                value("label", TEXT, _("What it is called."), lambda line: str(line.label), is_optional=False),
                value("round_table", INTEGER, _("The round table it stands at."), lambda line: line.round_table),
                value(
                    "pledges", INTEGER, _("Public pledges."), lambda line: line.row.figures.pledges, is_optional=False
                ),
                *(_column(each) for each in columns),
            ),
        ),
        kind="grid",
        find=lambda asked, moment: _found(asked, moment, by_region=by_region),
        rows=_lines,
        draw=_matrix,
        title=title,
        notes=[_("A pledge that names several objectives counts at each of them and once in every total.")],
        asks="dashboard",
    )  # fmt: skip


def _column(column: Column) -> Field:
    """The field of a column, named by the filter it stands for."""
    (code,) = column.narrows.values()
    name = CODES.get(column.heading, str(code).lower())
    return value(name, INTEGER, column.heading, _under(column.heading), is_optional=False)


def _under(heading: Words) -> Callable[[Line], int]:
    return lambda line: line.count(heading)


CODES: dict[Words, str] = {
    STAGES[-2].heading: "no_update",
    STAGES[-1].heading: "fresh",
    REGIONS[-1].heading: "organisations",
    NO_REGION.heading: "no_region",
}


def _gaps(asked: Asked, moment: Moment) -> GapPicture:
    given = asked or {}
    placed = need_choices(get_language(), moment).objectives
    return gap_picture(
        filtered_needs(given, moment=moment), placed, moment=moment, kind=given.get("kind", ""),
        only=given.get("objective", ()),
    )  # fmt: skip


@dataclass(frozen=True)
class Place:
    """One place of the gap picture: an objective and a kind of support."""

    objective: Objective
    cell: GapCell


def _places(found: GapPicture) -> list[Place]:
    return [Place(row.objective, cell) for row in found.rows for cell in row.cells]


FILLS = {"gap": "#fbe9e7", "both": "#e3f1ea", "offer": "#f0f3f5", "none": charts.UNKNOWN}
STANDINGS = {
    "gap": _("Need stated, nobody offers"),
    "both": _("Need stated, support offered"),
    "offer": _("Support offered, no need stated"),
}


def _gap_grid(found: GapPicture) -> Grid:
    return Grid(
        columns=[str(kind.label) for kind in found.kinds],
        rows=[
            GridRow(
                row.objective.short_title,
                [_gap_box(cell) for cell in row.cells],
                number=row.objective.number,
                hue=charts.ROUND_TABLES[table_of(row.objective)],
            )
            for row in found.rows
        ],
        legend=[(str(words), FILLS[standing]) for standing, words in STANDINGS.items()],
    )


def _gap_box(cell: GapCell) -> Box:
    return Box("" if cell.standing == "none" else f"{cell.needs} : {cell.offers}", FILLS[cell.standing])


BY_STAGE = _matrix_chart(
    "objectives-by-stage",
    _("Pledges on each objective, by what their latest update says"),
    _("The 23 objectives under their round tables, by the stage of the latest public update."),
    STAGES,
    by_region=False,
)
BY_REGION = _matrix_chart(
    "objectives-by-region",
    _("Pledges on each objective, by region of the State that made them"),
    _("The 23 objectives under their round tables, by region; what organisations pledge is counted apart."),
    [*REGIONS, NO_REGION],
    by_region=True,
)
GAPS = Chart(
    table=Listing(
        name="gaps",
        key="objective",
        title=_("The gap picture"),
        about=_("Objectives by kinds of support: needs stated, and tools and pledges that offer such support."),
        public=lambda moment: _places(_gaps(None, moment)),
        fields=(
            value("objective", INTEGER, _("Its number."), lambda each: each.objective.number, is_optional=False),
            value("kind", TEXT, _("The kind of support."), lambda each: each.cell.kind.value, is_optional=False),
            value("label", TEXT, _("It in words."), lambda each: str(each.cell.kind.label), is_optional=False),
            value("needs", INTEGER, _("Needs stated."), lambda each: each.cell.needs, is_optional=False),
            value("tools", INTEGER, _("Tools that offer it."), lambda each: each.cell.tools, is_optional=False),
            value("pledges", INTEGER, _("Pledges that offer it."), lambda each: each.cell.pledges, is_optional=False),
            value(
                "standing", TEXT, _("“gap” where need is stated and nobody offers; else “both”, “offer” or “none”."),
                lambda each: each.cell.standing, is_optional=False,
            ),
        ),
    ),
    kind="grid",
    find=_gaps,
    rows=_places,
    draw=_gap_grid,
    title=_("Needs and offers by objective and kind of support"),
    notes=[_("The first number counts the needs stated, the second the tools and pledges that offer such support.")],
    asks="needs",
)  # fmt: skip
