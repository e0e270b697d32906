"""From a document of neutral blocks to the bytes of a PDF, the same bytes wherever and whenever it is done.

The words travel as JSON and are never read as markup. The file is PDF/UA-1 (accessible: the compiler refuses pictures
without a text and characters without a glyph) and PDF/A-2a (for the archive). Fonts come from this folder only, and
the only clock is the document's own.
"""

import hashlib
import json
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from typesetting.blocks import Block
from typesetting.exceptions import TypesettingRefused
from typesetting.glyphs import FONTS

STANDARDS: list[Any] = ["ua-1", "a-2a"]


def typeset(document: Block, *, template: Path) -> bytes:
    """The document as a PDF, in the form the template gives it; raises TypesettingRefused with the compiler's reason.

    `document["created"]` is the moment it bears, in seconds since 1970.
    """
    import typst  # noqa: PLC0415  slow to load, and few processes need it

    try:
        return typst.compile(
            str(template),
            format="pdf",
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            sys_inputs={"document": canonical(document)},
            pdf_standards=STANDARDS,
            timestamp=document["created"],
        )
    except typst.TypstError as error:
        raise TypesettingRefused(error.diagnostic or error.message) from error


def canonical(value: object) -> str:
    """JSON that depends on the content alone: keys sorted, no spaces, text as it is."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@cache
def toolchain(template: Path) -> str:
    """What turns a document into bytes: the compiler's version, and a digest of template and fonts."""
    digest = hashlib.sha256(template.read_bytes())
    for font in sorted(FONTS.glob("*.ttf")):
        digest.update(font.read_bytes())
    return f"typst {version('typst')}, {digest.hexdigest()[:16]}"
