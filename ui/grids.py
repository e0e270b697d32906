"""Where things stand in a picture of a grid of counts, and in one of the map."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ui import charts
from ui.pictures import BAR, MARGIN, ORDINAL, WIDTH, framed, heading_of, legend_at, wrapped

LABELS = 320  # the column of words; the boxes have the rest
LABEL_SIGNS, GAP, ROW, LINE = 32, 3, 30, 20
SIGN = 8  # how wide a half-width of a heading is drawn
MAP_HEIGHT, MAP_WIDTH, MAP_TOP = 444, 960, 8  # of the drawing of the world


@dataclass(frozen=True)
class Box:
    """What stands in one place of a grid, and its colour."""

    text: str
    fill: str = charts.UNKNOWN


@dataclass(frozen=True)
class GridRow:
    """A line of a grid: its words with a number before them, and a box under each heading."""

    label: str
    boxes: Sequence[Box]
    number: int | None = None
    hue: str = charts.KNOWN
    is_heading: bool = False


@dataclass(frozen=True)
class Grid:
    """Headings, lines, and what the colours mean: pairs of words and a colour."""

    columns: Sequence[str]
    rows: Sequence[GridRow]
    legend: Sequence[tuple[str, str]] = ()


def grid_picture(title: str, grid: Grid, notes: Sequence[str], *, mirrored: bool = False) -> dict[str, Any]:
    """All the places of a picture of a grid; a heading that is too long for its column is broken."""
    heading = heading_of(title)
    legend = legend_at(heading[-1]["y"] + 36, grid.legend, mirrored=mirrored)
    y = (legend[-1]["text_y"] if legend else heading[-1]["y"]) + 34
    width = (WIDTH - 2 * MARGIN - LABELS) // max(len(grid.columns), 1)
    columns = [_broken(words, (width - GAP) // SIGN) for words in grid.columns]
    tallest = max((len(lines) for lines in columns), default=0)
    y += 18 * tallest
    heads = [
        {
            "x": _start(place, width, mirrored=mirrored) + width // 2,
            "lines": [{"text": line, "y": y - 10 - 18 * (len(lines) - 1 - at)} for at, line in enumerate(lines)],
        }
        for place, lines in enumerate(columns)
    ]
    drawn = []
    for row in grid.rows:
        lines = wrapped(row.label, LABEL_SIGNS)
        drawn.append(_row(row, lines, y, width, mirrored=mirrored))
        y += drawn[-1]["height"] + GAP
    return framed(heading, y, notes, mirrored=mirrored) | {"rows": drawn, "columns": heads, "legend": legend}


def map_picture(
    title: str, key: Sequence[tuple[str, str]], signs: Sequence[str], notes: Sequence[str], *, mirrored: bool = False
) -> dict[str, Any]:
    """The places of a picture of the map; `signs` are the words for a small State and for a dashed line.

    The world is not mirrored: only its key and its words are.
    """
    heading, scale = heading_of(title), round((WIDTH - 2 * MARGIN) / MAP_WIDTH, 4)
    top = heading[-1]["y"] + 20
    y = top + round(MAP_HEIGHT * scale) + 30
    legend = legend_at(y, key, mirrored=mirrored)
    places = []
    for place, text in enumerate(signs):
        (beside,) = legend_at(legend[-1]["text_y"] + 28 * (place + 1), [(text, "")], mirrored=mirrored)
        middle = {"line_y": beside["text_y"] - 5, "circle_x": beside["x"] + BAR // 2, "is_dashed": place > 0}
        places.append(beside | middle)
    drawn = {"map_y": top + round(MAP_TOP * scale), "scale": scale, "legend": legend, "signs": places}
    return framed(heading, places[-1]["text_y"] + 20, notes, mirrored=mirrored) | drawn


def _row(row: GridRow, lines: list[str], y: int, width: int, *, mirrored: bool) -> dict[str, Any]:
    indent = ORDINAL if row.number else 0
    return {
        "number": row.number,
        "hue": row.hue,
        "is_heading": row.is_heading,
        "label_x": WIDTH - MARGIN - indent if mirrored else MARGIN + indent,
        "lines": [{"text": line, "y": y + 20 + LINE * place} for place, line in enumerate(lines)],
        "y": y,
        "text_y": y + 20,
        "height": max(ROW, LINE * len(lines) + 10),
        "boxes": [
            {
                "text": box.text,
                "fill": box.fill,
                "x": _start(place, width, mirrored=mirrored),
                "width": width - GAP,
                "text_x": _start(place, width, mirrored=mirrored) + width // 2,
            }
            for place, box in enumerate(row.boxes)
        ],
    }


def _start(place: int, width: int, *, mirrored: bool) -> int:
    """Where the column begins, counted from the left."""
    start = MARGIN + LABELS + place * width
    return WIDTH - start - width + GAP if mirrored else start


def _broken(words: str, most: int) -> list[str]:
    """The words in lines of at most so many signs: a word that is longer goes on in the next line."""
    return [line[at : at + most] for line in wrapped(words, most) for at in range(0, len(line), most)]
