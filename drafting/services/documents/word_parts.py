"""The pieces of a Word document of ours: paragraphs, tables and properties, in either direction.

python-docx knows neither right-to-left text nor content controls nor custom properties; their elements are made here,
as ECMA-376 part 1 orders them.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _

from drafting.services.documents.paper import Paper, carried, plain_text

INK, SOFT, ACCENT, TINT = "1C2733", "51606E", "0B4F82", "EEF2F6"
PIECE = 240  # characters of one property, below what Word takes
PROPERTY = "gcm-portal-"
SEAL_MARK = "gcm-portal:"
CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
VARIANT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
CUSTOM_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
WORD_LANGUAGES = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES", "ru": "ru-RU", "ar": "ar-SA", "zh-hans": "zh-CN"}
SIZES = {0: 22, 1: 14, 2: 11.5}


def blank(paper: Paper) -> Any:
    """An empty A4 document in the fonts and the direction of the page, with properties that name nobody."""
    from docx import Document  # noqa: PLC0415  slow to load, and few pages need it
    from docx.shared import Cm  # noqa: PLC0415

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    if paper.direction == "rtl":
        _before(section._sectPr, _element("w:bidi"), "w:docGrid")
    properties, now = document.core_properties, datetime.now(UTC)
    properties.author = properties.last_modified_by = "GCM Implementation Portal"
    properties.title, properties.comments, properties.language = plain_text(paper.title)[:250], "", paper.language
    properties.created = properties.modified = now
    _set_styles(document, paper)
    return document


def heading(document: Any, text: str, level: int, paper: Paper, *, written: bool = False) -> None:
    """A real heading, so that the document can be walked through by its structure."""
    style = f"Heading {level}" if level else "Title"
    _write(document.add_paragraph(style=style), text, paper, written=written)


def paragraph(
    document: Any, text: str, paper: Paper, *, style: str | None = None, soft: bool = False, lead: str = ""
) -> None:
    """A paragraph of ours; `lead` stands before it in bold."""
    made = document.add_paragraph(style=style)
    if lead:
        _run(made, _("%(label)s:") % {"label": lead}, paper, bold=True, size=9, colour=SOFT)
        _run(made, " ", paper, size=9)
    _write(made, text, paper, soft=soft)


def facts_table(document: Any, paper: Paper) -> None:
    """What stands on top: two columns without lines."""
    made = document.add_table(rows=0, cols=2)
    _shape(made, (4.6, 12.4), paper)
    for label, value in paper.facts:
        cells = made.add_row().cells
        fill(cells[0], label, paper, soft=True)
        fill(cells[1], value, paper, bold=True)
    document.add_paragraph()


def table(
    document: Any, heads: Sequence[str], widths: Sequence[float], paper: Paper, *, tags: Sequence[str] = ()
) -> Any:
    """A table with a real header row, repeated on each page."""
    made = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    _shape(made, widths, paper)
    row = made.rows[0]
    row._tr.get_or_add_trPr().append(_element("w:tblHeader"))
    for cell, head, tag in zip(row.cells, heads, tags or [""] * len(heads), strict=True):
        fill(cell, head, paper, bold=True, tag=tag)
        cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=TINT))
    return made


def fill(
    cell: Any,
    text: str,
    paper: Paper,
    *,
    written: bool = False,
    bold: bool = False,
    soft: bool = False,
    tag: str = "",
) -> None:
    """Put the text into the cell, a paragraph for each of its lines; `tag` names it for the way back."""
    lines = plain_text(text).split("\n")
    first = cell.paragraphs[0]
    paragraphs = [first, *(cell.add_paragraph() for _line in lines[1:])]
    for made, line in zip(paragraphs, lines, strict=True):
        _write(made, line, paper, written=written, bold=bold, soft=soft)
    if tag:
        _control(first._p, [made._p for made in paragraphs], tag)


def choices(document: Any, words: Sequence[str], paper: Paper) -> None:
    """A long list of choices, as running lines."""
    for word in words:
        made = document.add_paragraph(style="List Bullet")
        _write(made, word, paper, soft=True)


def seal(document: Any, paper: Paper) -> None:
    """What the document is recognised by: as properties, and once more in small print for programs that drop them."""
    made = document.add_paragraph()
    words = _("The portal recognises this document by the following line. Please leave it as it is.")
    _run(made, words, paper, size=7, colour=SOFT)
    made = document.add_paragraph()
    _run(made, SEAL_MARK + paper.seal, paper, size=4, colour=SOFT, plain=True)
    pieces = [paper.seal[at : at + PIECE] for at in range(0, len(paper.seal), PIECE)]
    entries = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number + 2}"'
        f' name="{PROPERTY}{number}"><vt:lpwstr>{escape(piece)}</vt:lpwstr></property>'
        for number, piece in enumerate(pieces)
    )
    _attach(document, f'<Properties xmlns="{CUSTOM}" xmlns:vt="{VARIANT}">{entries}</Properties>')


def _attach(document: Any, xml: str) -> None:
    from docx.opc.packuri import PackURI  # noqa: PLC0415
    from docx.opc.part import Part  # noqa: PLC0415

    package = document.part.package
    part = Part(PackURI("/docProps/custom.xml"), CUSTOM_TYPE, DECLARATION + xml.encode(), package)
    package.relate_to(part, CUSTOM_RELATION)


def _set_styles(document: Any, paper: Paper) -> None:
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Pt, RGBColor  # noqa: PLC0415

    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10)
    normal.font.color.rgb = RGBColor.from_string(INK)
    normal.paragraph_format.space_after = Pt(3)
    _complex_size(normal, 10)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:cs"), "Arial")
    fonts.set(qn("w:eastAsia"), "Microsoft YaHei")
    language = WORD_LANGUAGES[paper.language]
    normal.element.get_or_add_rPr().append(_element("w:lang", val=language, bidi=language, eastAsia=language))
    for level, size in SIZES.items():
        style = document.styles[f"Heading {level}" if level else "Title"]
        style.font.size, style.font.color.rgb = Pt(size), RGBColor.from_string(ACCENT if level else INK)
        _complex_size(style, size)
        style.font.name = "Calibri"
        given = style.element.get_or_add_rPr().get_or_add_rFonts()
        for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            given.attrib.pop(qn(f"w:{name}"), None)
        given.set(qn("w:cs"), "Arial")
        style.paragraph_format.space_before = Pt(16 if level else 0)
        style.paragraph_format.space_after = Pt(6)
    quote = document.styles["Intense Quote"]
    quote.font.italic, quote.font.bold, quote.font.color.rgb = False, False, RGBColor.from_string(INK)
    quote.paragraph_format.left_indent = quote.paragraph_format.right_indent = Pt(0)


def _complex_size(style: Any, points: float) -> None:
    """The same size for Arabic, which Word keeps apart."""
    from docx.oxml.ns import qn  # noqa: PLC0415

    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:szCs")):
        properties.remove(old)
    properties.find(qn("w:sz")).addnext(_element("w:szCs", val=str(int(points * 2))))


def _shape(made: Any, widths: Sequence[float], paper: Paper) -> None:
    """Fixed widths, so that a long answer does not squeeze its question; columns in the page's direction."""
    from docx.shared import Cm  # noqa: PLC0415

    made.autofit = False
    if paper.direction == "rtl":
        _before(made._tbl.tblPr, _element("w:bidiVisual"), "w:tblW")
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Cm(width)


def _write(
    made: Any, text: str, paper: Paper, *, written: bool = False, bold: bool = False, soft: bool = False
) -> None:
    """The text's lines into one paragraph, in the direction of who wrote it."""
    for number, line in enumerate(carried(text).split("\n")):
        if number:
            made.add_run().add_break()
        _run(made, line, paper, written=written, bold=bold, size=9 if soft else None, colour=SOFT if soft else None)
    if (paper.written_direction if written else paper.direction) == "rtl":
        made._p.get_or_add_pPr().append(_element("w:bidi"))


def _run(
    made: Any,
    text: str,
    paper: Paper,
    *,
    written: bool = False,
    bold: bool = False,
    size: float | None = None,
    colour: str | None = None,
    plain: bool = False,
) -> None:
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Pt, RGBColor  # noqa: PLC0415

    if not text:
        return
    run = made.add_run(text)
    run.font.bold = run.font.cs_bold = bold or None
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)
    if not plain and (paper.written_direction if written else paper.direction) == "rtl":
        run.font.rtl = True
    properties = run._r.get_or_add_rPr()
    if size:
        run.font.size = Pt(size)
        properties.find(qn("w:sz")).addnext(_element("w:szCs", val=str(int(size * 2))))
    language = WORD_LANGUAGES[paper.written_language if written else paper.language]
    properties.append(_element("w:lang", val=language, bidi=language, eastAsia=language))


def _control(before: Any, paragraphs: Sequence[Any], tag: str) -> None:
    """Wrap the paragraphs in a content control that cannot be deleted, only filled."""
    control, properties, content = _element("w:sdt"), _element("w:sdtPr"), _element("w:sdtContent")
    properties.append(_element("w:tag", val=tag))
    properties.append(_element("w:lock", val="sdtLocked"))
    control.append(properties)
    control.append(content)
    before.addprevious(control)
    for each in paragraphs:
        content.append(each)


def _before(parent: Any, made: Any, name: str) -> None:
    """Put the element where the schema wants it: before the one of that name, or last."""
    from docx.oxml.ns import qn  # noqa: PLC0415

    following = parent.find(qn(name))
    if following is None:
        parent.append(made)
    else:
        following.addprevious(made)


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made
