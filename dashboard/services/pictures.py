"""A chart as a picture to take away: SVG, and PNG drawn with our own fonts. What it says of itself is inside."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from dashboard.selectors.charts import Chart
from dashboard.selectors.citation import NAME, disclaimer, licence
from typesetting import pixels
from typesetting.glyphs import printable
from ui.pictures import bar_picture
from workflow.models import Publication

ZOOM = 2  # for print and for sharp screens


def as_svg(chart: Chart, rows: Sequence[Any], *, published: Publication, chosen_by: Sequence[tuple[str, str]]) -> str:
    """The chart of these rows, with source, publication, filters, licence and disclaimer under it."""
    source = _("Source: %(name)s, %(site)s, publication %(number)s of %(day)s.") % {
        "name": NAME, "site": settings.SITE_URL, "number": published.number, "day": date_format(published.at.date()),
    }  # fmt: skip
    filters = "; ".join(words for _name, words in chosen_by)
    notes = [str(chart.note), filters, source, _("Licence: %(terms)s") % {"terms": licence()}, disclaimer()]
    title = printable(str(chart.title))
    places = bar_picture(
        title,
        [{**chart.bar(each), "label": printable(str(chart.bar(each)["label"]))} for each in rows],  # type: ignore[typeddict-item]
        [printable(each) for each in notes],
        legend=[str(words) for words in (chart.known, chart.unknown) if words],
        mirrored=get_language_bidi(),
    )
    return render_to_string("charts/bars.svg", places | {"title": title, "language": get_language()})


def as_png(svg: str) -> bytes:
    """The same picture in pixels, twice as many as it has places: for print and for sharp screens."""
    return pixels.as_png(svg, zoom=ZOOM)
