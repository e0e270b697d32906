"""Which characters our fonts can print: a document with one they cannot is refused by the compiler.

A font names its characters in its `cmap` table (OpenType specification, formats 4 and 12). What no font of ours has is
shown as a white square, and the booklet says so.
"""

import re
import struct
from functools import cache
from pathlib import Path

FONTS = Path(__file__).resolve().parent / "fonts"
UNPRINTABLE = "\N{WHITE SQUARE}"
CONTROLS = re.compile(
    "[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
INVISIBLE = frozenset("\n\u00ad\u200b\u200c\u200d\u2028\u2029\u2060")


def printable(text: str) -> str:
    """The text without control and direction-changing characters, and a white square for what has no glyph."""
    clean = CONTROLS.sub(lambda found: " " if found[0] == "\t" else "", text.replace("\r\n", "\n"))
    known = covered()
    return "".join(char if char in INVISIBLE or ord(char) in known else UNPRINTABLE for char in clean)


@cache
def covered() -> frozenset[int]:
    """The code points at least one of the fonts has a glyph for."""
    return frozenset().union(*(_code_points(path) for path in sorted(FONTS.glob("*-400Regular.ttf"))))


def _code_points(path: Path) -> set[int]:
    font = path.read_bytes()
    (tables,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4s4xII", font, 12 + 16 * index) for index in range(tables))
    start = next(offset for tag, offset, _length in records if tag == b"cmap")
    (count,) = struct.unpack_from(">H", font, start + 2)
    found: set[int] = set()
    for index in range(count):
        (offset,) = struct.unpack_from(">I", font, start + 8 + 8 * index)
        found |= _subtable(font, start + offset)
    return found


def _subtable(font: bytes, at: int) -> set[int]:
    (form,) = struct.unpack_from(">H", font, at)
    if form == 12:
        (groups,) = struct.unpack_from(">I", font, at + 12)
        ranges = (struct.unpack_from(">II", font, at + 16 + 12 * index) for index in range(groups))
        return {code for first, last in ranges for code in range(first, last + 1)}
    if form == 4:
        return _segments(font, at)
    return set()


def _segments(font: bytes, at: int) -> set[int]:
    (double,) = struct.unpack_from(">H", font, at + 6)
    found: set[int] = set()
    for place in range(at + 14, at + 14 + double, 2):
        (last,) = struct.unpack_from(">H", font, place)
        start_at = place + double + 2
        (first,), (delta,) = (
            struct.unpack_from(">H", font, start_at),
            struct.unpack_from(">H", font, start_at + double),
        )
        range_at = start_at + 2 * double
        (shift,) = struct.unpack_from(">H", font, range_at)
        for code in range(first, last + 1):
            glyph = (code + delta) & 0xFFFF
            if shift:
                (glyph,) = struct.unpack_from(">H", font, range_at + shift + 2 * (code - first))
            if glyph and code != 0xFFFF:
                found.add(code)
    return found
