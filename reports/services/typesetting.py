"""From a document of neutral blocks to the bytes of a PDF, the same bytes wherever and whenever it is done.

The words travel as JSON and are never read as markup. The file is PDF/UA-1 (accessible: the compiler refuses pictures
without a text and characters without a glyph) and PDF/A-2a (for the archive). Fonts come from this folder only, and
the only clock is the publication's.
"""

import hashlib
import json
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from reports.exceptions import TypesettingFailed
from reports.services.blocks import Block
from reports.services.glyphs import FONTS

TEMPLATE = Path(__file__).resolve().parent.parent / "typst" / "booklet.typ"
STANDARDS: list[Any] = ["ua-1", "a-2a"]


def typeset(document: Block) -> bytes:
    """The document as a PDF; raises TypesettingFailed with the compiler's reason."""
    import typst  # noqa: PLC0415  slow to load, and only workers need it

    try:
        return typst.compile(
            str(TEMPLATE),
            format="pdf",
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            sys_inputs={"document": canonical(document)},
            pdf_standards=STANDARDS,
            timestamp=document["created"],
        )
    except typst.TypstError as error:
        raise TypesettingFailed(error.diagnostic or error.message) from error


def canonical(value: object) -> str:
    """JSON that depends on the content alone: keys sorted, no spaces, text as it is."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@cache
def toolchain() -> str:
    """What turned the document into bytes: the compiler's version, and a digest of template and fonts."""
    digest = hashlib.sha256(TEMPLATE.read_bytes())
    for font in sorted(FONTS.glob("*.ttf")):
        digest.update(font.read_bytes())
    return f"typst {version('typst')}, {digest.hexdigest()[:16]}"
