"""A report's document as a Word file: real headings, table heads that repeat, alternative texts, either direction.

python-docx makes the package, its styles and pictures; the body is written as one piece of WordprocessingML
(ECMA-376 part 1), which is many times faster than element by element. The same document is the same bytes.
"""

import hashlib
import io
from functools import cache
from importlib.metadata import version
from typing import Any

from reports.services.renderers.docx_blocks import shown
from reports.services.renderers.docx_cover import contents, cover, foot, head
from reports.services.renderers.docx_styles import set_page, set_styles
from reports.services.renderers.docx_text import NAMESPACES, Writer
from reports.services.renderers.packages import moment_of, settled
from typesetting.blocks import Block
from typesetting.glyphs import FONTS
from typesetting.spoken import carried, office_tag

EDITION = "word 1"  # rises when the markup changes


def render(document: Block) -> bytes:
    """The Word file; the same document is the same file."""
    from docx import Document  # noqa: PLC0415  slow to load, and few processes need it

    word = Document()
    set_styles(word, document)
    writer = Writer(document, word.part)
    parts = [cover(writer), contents(writer), *(shown(block, writer) for block in document["blocks"])]
    _replace(word.element.body, "".join(parts))
    set_page(word, document)
    _fill(word.sections[0].header, head(writer))
    _fill(word.sections[0].footer, foot(writer))
    _set_properties(word, document)
    made = io.BytesIO()
    word.save(made)
    return settled(made.getvalue(), moment_of(document))


@cache
def made_with() -> str:
    """What turned the document into bytes: the library, what draws its pictures, and a digest of the fonts in them."""
    digest = hashlib.sha256()
    for font in sorted(FONTS.glob("*.ttf")):
        digest.update(font.read_bytes())
    libraries = ", ".join(f"{name} {version(name)}" for name in ("python-docx", "lxml", "resvg-py"))
    return f"{libraries}, {EDITION}, {digest.hexdigest()[:16]}"


def _elements(xml: str) -> Any:
    from docx.oxml.parser import parse_xml  # noqa: PLC0415

    return parse_xml(f"<w:body {NAMESPACES}>{xml}</w:body>")


def _replace(body: Any, xml: str) -> None:
    """All but the section's own properties, which stay last."""
    for child in list(body)[:-1]:
        body.remove(child)
    section = body[-1]
    for child in list(_elements(xml)):
        section.addprevious(child)


def _fill(part: Any, xml: str) -> None:
    part.is_linked_to_previous = False
    for child in list(part._element):
        part._element.remove(child)
    for child in list(_elements(xml)):
        part._element.append(child)


def _set_properties(word: Any, document: Block) -> None:
    properties, moment = word.core_properties, moment_of(document)
    properties.title = carried(document["title"])[:250]
    properties.subject = document["reference"]
    properties.author = properties.last_modified_by = "GCM Implementation Portal"
    properties.language = office_tag(document["language"])
    properties.comments, properties.keywords, properties.revision = "", "", 1
    properties.created = properties.modified = moment.replace(tzinfo=None)
    package = word.part.package
    for name, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del package.rels[name]
