"""Setting pictures that stand beside a link when it is shared: their titles and labels, in lines that fit."""

import unicodedata
from collections.abc import Iterator

from django.utils.translation import ngettext

from progress.selectors import Figures

LINES_MAX = 3
LABEL_SIZE, LABEL_ROOM = 24, 330
FONTS_BY_LANGUAGE = {"ar": "IBM Plex Sans Arabic", "zh-hans": "Noto Sans SC"}
EMBEDDED_FROM_THE_RIGHT, ITS_END = "\u202b", "\u202c"  # the renderer takes every line to run from the left
SIZES = (68, 58, 50, 42)  # of a title, the largest first that fits
ROOM = 1040  # from margin to margin
FULL_WIDTH, LATIN, NARROW = 1.0, 0.6, 0.3  # of the type size, on the safe side
WORD_MAX = 22  # signs of a word that keep together
NARROW_SIGNS = frozenset("iljtfI.,:;'’|!()[] ")


def set_title(title: str) -> tuple[int, list[str]]:
    """The size of type and the lines of a title, as large as fits; what does not fit at all ends in an ellipsis."""
    words = " ".join(title.split())
    for size in SIZES:
        lines = list(_lines(words, size, ROOM))
        if len(lines) <= LINES_MAX:
            return size, lines
    return SIZES[-1], set_lines(words, SIZES[-1], room=ROOM, at_most=LINES_MAX)


def set_lines(text: str, size: int, *, room: int, at_most: int) -> list[str]:
    """The text in so many lines at most; what does not fit ends in an ellipsis."""
    lines = list(_lines(text, size, room))
    if len(lines) <= at_most:
        return lines
    return [*lines[: at_most - 1], shortened(lines[at_most - 1], size, room=room, always=True)]


def set_labels(figures: Figures) -> list[tuple[int, list[str]]]:
    """The three numbers of a picture, each with its label in two lines at most, in the active language."""
    labelled = (
        (figures.pledges, ngettext("pledge on record", "pledges on record", figures.pledges)),
        (figures.with_update, ngettext("has a progress update", "have a progress update", figures.with_update)),
        (
            figures.fresh,
            ngettext("has one from the last 12 months", "have one from the last 12 months", figures.fresh),
        ),
    )
    return [(value, set_lines(label, LABEL_SIZE, room=LABEL_ROOM, at_most=2)) for value, label in labelled]


def font_of(text: str, language: str) -> str:
    """The font a text is set in, by its script; where that does not tell, by the language of the page."""
    for sign in text:
        name = unicodedata.name(sign, "")
        if name.startswith("CJK"):
            return "Noto Sans SC"
        if name.startswith("ARABIC"):
            return "IBM Plex Sans Arabic"
        if name.startswith(("LATIN", "CYRILLIC")):
            return "Noto Sans"
    return FONTS_BY_LANGUAGE.get(language, "Noto Sans")


def from_the_right(text: str) -> str:
    """The text as a line that runs from the right, whatever is in it: references and numbers keep their place."""
    return f"{EMBEDDED_FROM_THE_RIGHT}{text}{ITS_END}"


def shortened(text: str, size: int, *, room: int = ROOM, always: bool = False) -> str:
    """The text as far as there is room for it, with an ellipsis where something is left out."""
    if not always and _width(text, size) <= room:
        return text
    while text and _width(f"{text}…", size) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _lines(text: str, size: int, room: int) -> Iterator[str]:
    line = ""
    for piece in _pieces(text):
        if line and _width(line + piece.rstrip(), size) > room:
            yield line.strip()
            line = ""
        line += piece
    if line.strip():
        yield line.strip()


def _pieces(text: str) -> Iterator[str]:
    """Where a line may break: after a space, and between the signs of scripts that have none."""
    piece = ""
    for sign in text:
        piece += sign
        if sign == " " or unicodedata.east_asian_width(sign) in "WF" or len(piece) == WORD_MAX:
            yield piece
            piece = ""
    if piece:
        yield piece


def _width(text: str, size: int) -> float:
    return size * sum(_share(sign) for sign in text)


def _share(sign: str) -> float:
    if unicodedata.east_asian_width(sign) in "WF":
        return FULL_WIDTH
    if unicodedata.combining(sign):
        return 0
    return NARROW if sign in NARROW_SIGNS else LATIN
