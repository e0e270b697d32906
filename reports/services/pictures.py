"""Charts of reports as pictures: the site's own bars, and a matrix of shaded numbers; each stands beside its table."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from django.template.loader import render_to_string
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from reports.selectors.facts import Facts
from typesetting.blocks import Block, number, picture
from typesetting.glyphs import printable
from ui import charts
from ui.pictures import bar_picture, wrapped

FONTS = "Noto Sans, IBM Plex Sans Arabic, Noto Sans SC, sans-serif"
RIGHT_TO_LEFT = "\u200f"  # words that begin with a digit would else be set from the left
INK, PAPER, GAP = "#16222e", "#ffffff", "#8a3d1c"
WIDTH, LABELS, HEAD_LINE, HEAD_SIGNS, LABEL_SIGNS, CELL, LINE = 960, 320, 17, 13, 42, 28, 16
SHADES = 4


@dataclass(frozen=True)
class Shaded:
    """One row of a matrix: its label and its numbers, in the order of the columns."""

    label: str
    values: Sequence[int]


@dataclass(frozen=True)
class Cell:
    """One place of a matrix as it is drawn: its words on its colour."""

    text: str
    fill: str = PAPER
    ink: str = INK


def pledges_by_objective(objectives: Sequence[Facts]) -> Block:
    """How many pledges name each objective and of how many anything is known, as the site draws it."""
    title = _("Pledges under each objective")
    rows = [
        {
            "label": printable(each["short_title"]),
            "number": each["number"],
            "value": each["figures"]["pledges"],
            "known": each["figures"]["with_update"],
            "round_table": each["round_table"],
        }
        for each in objectives
    ]
    legend = [_("with an update"), _("nothing reported yet")]
    places = bar_picture(title, rows, [], legend=legend, mirrored=get_language_bidi())  # type: ignore[arg-type]
    alt = "; ".join(f"{each['number']}: {number(each['value'])}" for each in rows)
    return picture(
        render_to_string("charts/bars.svg", places | {"title": title, "language": get_language()}),
        alt=f"{title}. {alt}.",
        caption=_("A pledge that names several objectives counts at each, so the bars do not add up."),
        width=places["width"],
        height=places["height"],
    )


def matrix(title: str, columns: Sequence[str], rows: Sequence[Shaded]) -> Block:
    """Numbers in shaded cells, from white (none) to the strongest (as many as anywhere in the picture)."""
    most = max((value for row in rows for value in row.values), default=0)
    said = "; ".join(f"{row.label}: {', '.join(map(number, row.values))}" for row in rows)
    drawn = [(row.label, [_shaded(value, most) for value in row.values]) for row in rows]
    return _grid(title, columns, drawn, alt=f"{title}. {said}.")


def gap_matrix(title: str, columns: Sequence[str], rows: Sequence[tuple[str, Sequence[Facts]]], *, alt: str) -> Block:
    """The gap picture: in each cell needs and offers, and where nobody offers it is dark."""
    drawn = [(label, [_gap(cell) for cell in cells]) for label, cells in rows]
    source = _("Needs / offers. Dark: need is stated and nobody offers. Empty: neither is on record.")
    return _grid(title, columns, drawn, alt=alt) | {"source": source}


def _grid(title: str, columns: Sequence[str], rows: Sequence[tuple[str, Sequence[Cell]]], *, alt: str) -> Block:
    heads = [wrapped(printable(each), HEAD_SIGNS) for each in columns]
    top = HEAD_LINE * max(map(len, heads)) + 12
    height = top + CELL * len(rows) + 8
    room = (WIDTH - LABELS) / len(columns)
    parts = [_head(lines, LABELS + room * place, room, top) for place, lines in enumerate(heads)]
    for place, (label, cells) in enumerate(rows):
        parts += _row(label, cells, top + CELL * place, room)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
        f'font-family="{FONTS}" style="direction:ltr"><rect width="{WIDTH}" height="{height}" fill="{PAPER}"/>'
        f"{''.join(parts)}</svg>"
    )
    return picture(svg, alt=alt, caption=title, width=WIDTH, height=height)


def _shaded(value: int, most: int) -> Cell:
    shade = -(-SHADES * value // most) if most else 0
    fill = charts.tint(charts.KNOWN, 0.85 * shade / SHADES)
    return Cell(number(value), fill, PAPER if shade >= SHADES - 1 else INK)


def _gap(cell: Facts) -> Cell:
    needs, offers = cell["needs"], cell["tools"] + cell["pledges"]
    words = f"{number(needs)} / {number(offers)}"
    return {
        "gap": Cell(words, GAP, PAPER),
        "both": Cell(words, charts.tint(charts.KNOWN, 0.4)),
        "offer": Cell(words, charts.tint(charts.KNOWN, 0.12)),
        "none": Cell(""),
    }[cell["standing"]]


def words_at(x: float, y: float, text: str, *, anchor: str, size: int, fill: str = INK) -> str:
    """Words in a picture, placed from the reading edge: x is that of a picture read from the left."""
    mirrored = get_language_bidi()
    at = WIDTH - x if mirrored else x
    turned = {"start": "end", "end": "start"}.get(anchor, anchor) if mirrored else anchor
    sign = RIGHT_TO_LEFT if mirrored else ""
    return (
        f'<text x="{at:.1f}" y="{y:.1f}" font-size="{size}" fill="{fill}" text-anchor="{turned}">'
        f"{sign}{escape(text)}</text>"
    )


def _head(lines: Sequence[str], x: float, room: float, top: int) -> str:
    first = top - 8 - HEAD_LINE * (len(lines) - 1)
    return "".join(
        words_at(x + room / 2, first + HEAD_LINE * place, line, anchor="middle", size=13)
        for place, line in enumerate(lines)
    )


def _row(label: str, cells: Sequence[Cell], y: int, room: float) -> list[str]:
    lines = wrapped(printable(label), LABEL_SIGNS)
    text = lines[0] + ("…" if len(lines) > 1 else "")
    parts = [words_at(0, y + LINE + 3, text, anchor="start", size=14)]
    for place, cell in enumerate(cells):
        x = LABELS + room * place
        left = WIDTH - x - room if get_language_bidi() else x
        parts.append(
            f'<rect x="{left:.1f}" y="{y}" width="{room:.1f}" height="{CELL}" fill="{cell.fill}" '
            f'stroke="{charts.NO_DATA}"/>'
        )
        if cell.text:
            parts.append(words_at(x + room / 2, y + LINE + 3, cell.text, anchor="middle", size=14, fill=cell.ink))
    return parts
