"""A chart as a picture to take away: SVG, and PNG drawn with our own fonts. What it says of itself is inside."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from dashboard.selectors.charts import Chart
from dashboard.selectors.citation import NAME, disclaimer, licence
from dashboard.selectors.world import World
from typesetting import pixels
from typesetting.glyphs import printable
from ui.charts import NO_DATA, Row
from ui.grids import Grid, grid_picture, map_picture
from ui.pictures import bar_picture
from workflow.models import Publication

ZOOM = 2  # for print and for sharp screens


def as_svg(chart: Chart, found: Any, *, published: Publication, chosen_by: Sequence[tuple[str, str]]) -> str:
    """What the chart found as a picture, with source, publication, filters, licence and disclaimer under it."""
    source = _("Source: %(name)s, %(site)s, publication %(number)s of %(day)s.") % {
        "name": NAME, "site": settings.SITE_URL, "number": published.number, "day": date_format(published.at.date()),
    }  # fmt: skip
    filters = "; ".join(words for _name, words in chosen_by)
    notes = [*map(str, chart.notes), filters, source, _("Licence: %(terms)s") % {"terms": licence()}, disclaimer()]
    title = printable(str(chart.title))
    places = DRAWN[chart.kind](chart, title, found, [printable(each) for each in notes])
    return render_to_string(f"charts/{chart.kind}.svg", places | {"title": title, "language": get_language()})


def _bars(chart: Chart, title: str, found: Any, notes: list[str]) -> dict[str, Any]:
    rows: list[Row] = [{**row, "label": printable(str(row["label"]))} for row in chart.draw(found)]  # type: ignore[typeddict-item]
    legend = [str(words) for words in (chart.known, chart.unknown) if words]
    return bar_picture(title, rows, notes, legend=legend, mirrored=get_language_bidi())


def _grid(chart: Chart, title: str, found: Any, notes: list[str]) -> dict[str, Any]:
    drawn: Grid = chart.draw(found)
    rows = [replace(row, label=printable(row.label)) for row in drawn.rows]
    return grid_picture(title, replace(drawn, rows=rows), notes, mirrored=get_language_bidi())


def _map(chart: Chart, title: str, found: Any, notes: list[str]) -> dict[str, Any]:
    world: World = chart.draw(found)
    key = [(str(words), fill) for words, fill in world.classes] + [(str(world.not_a_state), NO_DATA)]
    signs = [str(world.small_state), str(world.disputed_boundary)]
    return map_picture(title, key, signs, notes, mirrored=get_language_bidi()) | {"world": world}


DRAWN = {"bars": _bars, "grid": _grid, "map": _map}


def as_png(svg: str) -> bytes:
    """The same picture in pixels, twice as many as it has places: for print and for sharp screens."""
    return pixels.as_png(svg, zoom=ZOOM)
