"""Charts as data for the SVG templates: pure functions, no colour chosen by a page, no text laid out in a picture.

Widths are percentages of the drawing, so the picture needs no scaling and its labels stay text of the page.
Colours are literal: custom properties turn black in the renderers that make files of the same pictures.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import NotRequired, TypedDict

KNOWN = "#0a5a94"
UNKNOWN = "#ffffff"
OUTLINE = "#6b7986"
NO_DATA = "#d5dde4"
ROUND_TABLES = {1: "#17705f", 2: "#5b4b9a", 3: "#8a5510", 4: "#9b2f5b"}


class Row(TypedDict):
    """One bar: `value` counted, of which `known` have what is asked for (left out: all of it)."""

    label: str
    value: int
    known: NotRequired[int]
    url: NotRequired[str]
    number: NotRequired[int]
    round_table: NotRequired[int]


class Segment(TypedDict):
    """A stretch of a bar, in per cent of the drawing's width."""

    x: str
    width: str
    fill: str
    known: bool


class Part(TypedDict):
    """A stretch of a stacked bar: how many, and how strongly it is drawn (0 leaves it white)."""

    value: int
    strength: float


def tint(colour: str, strength: float) -> str:
    """The colour mixed with white, as a literal: 1 is the colour itself, 0 is white."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * strength):02x}" for part in parts)


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 2) if whole else 0.0


def _segment(start: float, width: float, fill: str, *, known: bool, mirrored: bool) -> Segment:
    x = 100 - start - width if mirrored else start
    return {"x": f"{x:.2f}%", "width": f"{width:.2f}%", "fill": fill, "known": known}


def _split(known: int, value: int, whole: int, fill: str, *, mirrored: bool) -> list[Segment]:
    """The known stretch, then the rest of `value`; stretches of nothing are left out."""
    if not 0 <= known <= value:
        raise ValueError(f"{known} known of {value}: the part is larger than the whole, or negative")
    first, rest = _percent(known, whole), _percent(value - known, whole)
    segments = [
        _segment(0, first, fill, known=True, mirrored=mirrored),
        _segment(first, rest, UNKNOWN, known=False, mirrored=mirrored),
    ]
    return [segment for segment, width in zip(segments, (first, rest), strict=True) if width]


def share(known: int, total: int, *, mirrored: bool = False) -> dict[str, object]:
    """One bar for `known` of `total`; a total of nothing gives no segment at all."""
    return {
        "known": known,
        "unknown": total - known,
        "total": total,
        "segments": _split(known, total, total, KNOWN, mirrored=mirrored),
        "outline": OUTLINE,
    }


def bars(rows: Iterable[Row | Mapping], *, mirrored: bool = False) -> list[dict[str, object]]:
    """Bars on one common scale, the largest value filling the width; order is the caller's, nothing is ranked."""
    listed = [dict(row) for row in rows]
    longest = max((row["value"] for row in listed), default=0)
    for row in listed:
        fill = ROUND_TABLES.get(row.get("round_table"), KNOWN)
        known = row.get("known", row["value"])
        row["segments"] = _split(known, row["value"], longest, fill, mirrored=mirrored)
        row["outline"] = fill
    return listed


def stacked(
    rows: Iterable[Sequence[Part]], *, hues: Sequence[str] = (), mirrored: bool = False
) -> list[dict[str, object]]:
    """Bars of several stretches on one common scale, the longest filling the width; nothing is drawn of nothing."""
    listed = [list(row) for row in rows]
    whole = max((sum(part["value"] for part in row) for row in listed), default=0)
    drawn = []
    for row, hue in zip_longest(listed, hues, fillvalue=KNOWN):
        segments, start = [], 0.0
        for part in row:
            width = _percent(part["value"], whole)
            if width:
                fill, known = tint(hue, part["strength"]), part["strength"] > 0
                segments.append(_segment(start, width, fill, known=known, mirrored=mirrored))
            start += width
        drawn.append({"segments": segments, "outline": hue})
    return drawn


def spans(stretches: Iterable[tuple[float, float]], *, mirrored: bool = False) -> list[dict[str, object]]:
    """One bar for each stretch, from where to where in per cent of the width; none is drawn narrower than one."""
    return [
        {
            "segments": [_segment(start, max(end - start, 1.0), KNOWN, known=True, mirrored=mirrored)],
            "outline": KNOWN,
        }
        for start, end in stretches
    ]
