"""Charts as data for the SVG templates: pure functions, no colour chosen by a page, no text laid out in a picture.

Widths are percentages of the drawing, so the picture needs no scaling and its labels stay text of the page.
Colours are literal: custom properties turn black in the renderers that make files of the same pictures.
"""

from collections.abc import Iterable, Mapping
from typing import NotRequired, TypedDict

KNOWN = "#0a5a94"
UNKNOWN = "#ffffff"
OUTLINE = "#6b7986"
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
