"""Where things stand in a picture that is a file: a heading, bars with their words, and the lines below.

Pure functions from rows to places; the templates in `charts/` draw them. Everything is placed from the reading
edge and mirrored for languages that run from right to left. Text has no measure here: widths are counted in
half-widths.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from ui import charts

WIDTH, MARGIN, LINE, BAR = 1200, 40, 24, 16
LABELS, NUMBERS, ORDINAL = 430, 110, 36  # columns of words, of figures, of numbers before words; bars have the rest
TITLE_SIGNS, LABEL_SIGNS, NOTE_SIGNS = 76, 40, 132  # half-widths of a line


def signs(text: str) -> int:
    """How wide a text is, in half-widths: signs of East Asia count two, marks above others none."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text
    )


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of that width: broken at spaces, and between signs where there are none."""
    lines, line = [], ""
    for word in _pieces(text):
        if line and signs(line + word.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += word
    return [*lines, line.rstrip()] if line.strip() else lines


def heading_of(title: str) -> list[dict[str, Any]]:
    """The lines of a title at the head of a picture."""
    return [{"text": line, "y": MARGIN + 30 + 36 * place} for place, line in enumerate(wrapped(title, TITLE_SIGNS))]


def framed(heading: list[dict[str, Any]], y: int, notes: Sequence[str], *, mirrored: bool) -> dict[str, Any]:
    """What any picture has: its title, and below what is drawn down to `y` a rule and the notes; and its size."""
    below = [line for note in notes if note for line in wrapped(note, NOTE_SIGNS)]
    return {
        "width": WIDTH,
        "height": y + 34 + 22 * len(below) + MARGIN - 10,
        "rule_y": y + 6,
        "rule_end": WIDTH - MARGIN,
        "heading": heading,
        "foot": [{"text": line, "y": y + 34 + 22 * place} for place, line in enumerate(below)],
        "edge": WIDTH - MARGIN if mirrored else MARGIN,
        "margin": MARGIN,
        "anchor": "end" if mirrored else "start",
        "far_anchor": "start" if mirrored else "end",
    }


def bar_picture(
    title: str, rows: Iterable[charts.Row], notes: Sequence[str], *, legend: Sequence[str] = (), mirrored: bool = False
) -> dict[str, Any]:
    """All the places of a picture of bars on one scale; `legend` names the filled and the empty part of a bar."""
    heading = heading_of(title)
    y = MARGIN + 36 * len(heading) + (70 if legend else 30)
    drawn = []
    for row in charts.bars(rows, mirrored=mirrored):
        lines = wrapped(str(row["label"]), LABEL_SIGNS)
        drawn.append(_bar(row, lines, y, mirrored=mirrored))
        y += LINE * max(len(lines), 1) + 10
    filled = _filled(drawn)
    fills = zip(legend, (filled, charts.UNKNOWN), strict=False)
    return framed(heading, y, notes, mirrored=mirrored) | {
        "rows": drawn,
        "legend": legend_at(heading[-1]["y"] + 36, list(fills), outline=filled, mirrored=mirrored),
    }


def _bar(row: dict[str, Any], lines: list[str], y: int, *, mirrored: bool) -> dict[str, Any]:
    room = WIDTH - 2 * MARGIN - LABELS - NUMBERS
    start = MARGIN + NUMBERS if mirrored else MARGIN + LABELS
    indent = ORDINAL if row.get("number") else 0
    return {
        "number": row.get("number"),
        "label_x": WIDTH - MARGIN - indent if mirrored else MARGIN + indent,
        "lines": [{"text": line, "y": y + LINE * place + 14} for place, line in enumerate(lines)],
        "value": row["value"],
        "value_x": MARGIN if mirrored else WIDTH - MARGIN,
        "value_y": y + 14,
        "y": y,
        "height": BAR,
        "outline": row["outline"],
        "segments": [
            {
                "x": round(start + room * float(each["x"].rstrip("%")) / 100, 1),
                "width": round(room * float(each["width"].rstrip("%")) / 100, 1),
                "fill": each["fill"],
            }
            for each in row["segments"]
        ],
    }


def _filled(rows: list[dict[str, Any]]) -> str:
    """The colour of the bars where it is one for all; where they have several, none of them."""
    return charts.KNOWN if {row["outline"] for row in rows} <= {charts.KNOWN} else charts.OUTLINE


def legend_at(
    y: int, items: Sequence[tuple[str, str]], *, outline: str = charts.OUTLINE, mirrored: bool = False
) -> list[dict[str, Any]]:
    """Boxes of a colour with words beside them: in one line, or in several where one does not hold them."""
    found, at = [], MARGIN
    for text, fill in items:
        if at > MARGIN and at + 24 + 9 * signs(text) > WIDTH - MARGIN:
            at, y = MARGIN, y + LINE + 4
        box, label = (WIDTH - at - BAR, WIDTH - at - 24) if mirrored else (at, at + 24)
        found.append(
            {
                "text": text, "fill": fill, "outline": outline, "x": box, "text_x": label, "y": y - 13, "text_y": y,
                "size": BAR,
            }
        )  # fmt: skip
        at += 60 + 10 * signs(text)
    return found


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for sign in " ".join(text.split()):
        wide = unicodedata.east_asian_width(sign) in "WF"
        if (
            pieces
            and not wide
            and not pieces[-1].endswith(" ")
            and unicodedata.east_asian_width(pieces[-1][-1]) not in "WF"
        ):
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces
