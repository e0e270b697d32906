"""Charts over time for reports: columns of years and measures along the years; each stands beside its table."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from reports.selectors.facts import Facts
from reports.services.pictures import FONTS, INK, PAPER, WIDTH, words_at
from typesetting.blocks import Block, number, picture
from typesetting.glyphs import printable
from ui import charts
from ui.pictures import wrapped

UPDATES = charts.tint(charts.KNOWN, 0.4)
TALL, TOP, FOOT, WIDEST = 180, 64, 34, 40
LABELS, ROW, LABEL_SIGNS, TICKS_MAX, HEAD = 320, 30, 42, 8, 32


def over_the_years(title: str, years: Sequence[Facts]) -> Block:
    """Two columns a year, on one scale: pledges made in it, and updates that speak for a day of it."""
    most = max((each[name] for each in years for name in ("pledges", "updates")), default=0) or 1
    room = WIDTH / max(len(years), 1)
    wide = min(WIDEST, room / 2 - 4)
    every = -(-len(years) // 16)
    parts = _legend([(charts.KNOWN, _("Pledges made")), (UPDATES, _("Updates that speak for the year"))])
    for place, each in enumerate(years):
        middle = room * (place + 0.5)
        for name, at, fill in (("pledges", middle - wide, charts.KNOWN), ("updates", middle, UPDATES)):
            tall = TALL * each[name] / most
            if each[name]:
                parts.append(_box(at + 1, TOP + TALL - tall, wide - 2, tall, fill))
                parts.append(
                    words_at(at + wide / 2, TOP + TALL - tall - 5, number(each[name]), anchor="middle", size=13)
                )
        if place % every == 0:
            parts.append(words_at(middle, TOP + TALL + 22, str(each["year"]), anchor="middle", size=14))
    parts.append(_box(0, TOP + TALL, WIDTH, 1, charts.OUTLINE))
    said = "; ".join(f"{each['year']}: {number(each['pledges'])}, {number(each['updates'])}" for each in years)
    alt = _("%(title)s. Each year with the pledges made in it and the updates that speak for it: %(years)s.")
    return _drawn(parts, TOP + TALL + FOOT, title=title, alt=alt % {"title": title, "years": said})


def along_the_years(title: str, lines: Sequence[Facts], *, day: str) -> Block | None:
    """A stretch for each line that says a day, from its start to its end, and where the report's day stands.

    A line is anything with `title`, `starts_on` and `ends_on`; one without an end runs to the edge, in a lighter
    colour. None where no day is said at all.
    """
    days = [date.fromisoformat(each[name]) for each in lines for name in ("starts_on", "ends_on") if each[name]]
    if not days:
        return None
    axis = _Axis(min(days).year, max(days).year)
    parts = [part for year in axis.ticks() for part in _tick(axis, year, HEAD + ROW * len(lines))]
    for place, each in enumerate(lines):
        parts += _line(axis, each, HEAD + ROW * place)
    today = date.fromisoformat(day)
    if axis.first <= today < axis.last:
        parts.append(_box(axis.at(today), HEAD - 6, 2, ROW * len(lines) + 6, INK))
    words = {"title": title, "first": axis.first.year, "last": axis.last.year - 1}
    alt = _("%(title)s, from %(first)s to %(last)s. The table beside it says each start and end.") % words
    source = _("Lighter: no start or no end is stated. The upright line is the day the report is made for.")
    return _drawn(parts, HEAD + ROW * len(lines) + 10, title=title, alt=alt) | {"source": source}


class _Axis:
    """Whole years from the first to the last, beside the labels."""

    def __init__(self, first: int, last: int):
        self.first, self.last = date(first, 1, 1), date(last + 1, 1, 1)

    def at(self, day: date) -> float:
        """Where a day begins, in the picture read from the left."""
        return LABELS + (WIDTH - LABELS) * (day - self.first).days / (self.last - self.first).days

    def ticks(self) -> range:
        """The years that are named: so few that they stand apart."""
        years = self.last.year - self.first.year
        return range(self.first.year, self.last.year, -(-years // TICKS_MAX))


def _tick(axis: _Axis, year: int, height: int) -> list[str]:
    at = axis.at(date(year, 1, 1))
    return [
        _box(at, HEAD - 6, 1, height - HEAD + 6, charts.NO_DATA),
        words_at(at, 18, str(year), anchor="start", size=13),
    ]


def _line(axis: _Axis, each: Facts, y: int) -> list[str]:
    lines = wrapped(printable(each["title"]), LABEL_SIGNS) or [""]
    parts = [words_at(0, y + 19, lines[0] + ("…" if len(lines) > 1 else ""), anchor="start", size=14)]
    if each["starts_on"] or each["ends_on"]:
        starts = date.fromisoformat(each["starts_on"]) if each["starts_on"] else axis.first
        ends = date.fromisoformat(each["ends_on"]) + timedelta(days=1) if each["ends_on"] else axis.last
        fill = charts.KNOWN if each["starts_on"] and each["ends_on"] else UPDATES
        parts.append(_box(axis.at(starts), y + 6, max(axis.at(ends) - axis.at(starts), 3), ROW - 12, fill))
    return parts


def _legend(entries: Sequence[tuple[str, str]]) -> list[str]:
    parts = []
    for place, (fill, words) in enumerate(entries):
        parts += [_box(360 * place, 8, 14, 14, fill), words_at(360 * place + 22, 20, words, anchor="start", size=14)]
    return parts


def _box(x: float, y: float, wide: float, tall: float, fill: str) -> str:
    left = WIDTH - x - wide if get_language_bidi() else x
    return f'<rect x="{left:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{tall:.1f}" fill="{fill}"/>'


def _drawn(parts: Sequence[str], height: int, *, title: str, alt: str) -> Block:
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
        f'font-family="{FONTS}" style="direction:ltr"><rect width="{WIDTH}" height="{height}" fill="{PAPER}"/>'
        f"{''.join(parts)}</svg>"
    )
    return picture(svg, alt=alt, caption=title, width=WIDTH, height=height)
