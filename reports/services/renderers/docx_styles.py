"""Page and styles of a Word file, so that who edits it changes a look in one place."""

from typing import Any

from reports.services.renderers.docx_text import INK, LINE, SOFT, TINT
from typesetting.blocks import Block
from typesetting.spoken import office_tag

LATIN, ARABIC, CHINESE = "Noto Sans", "IBM Plex Sans Arabic", "Noto Sans SC"
BODY = 10.0
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def set_page(word: Any, document: Block) -> None:
    """A4, the first page without head and foot, in the direction of reading."""
    from docx.shared import Cm  # noqa: PLC0415

    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.2)
    section.header_distance = section.footer_distance = Cm(1.1)
    section.different_first_page_header_footer = True
    if document["dir"] == "rtl":
        grid = next(child for child in section._sectPr if child.tag.endswith("}docGrid"))
        grid.addprevious(_parsed(f"<w:bidi {WORD}/>"))


def set_styles(word: Any, document: Block) -> None:
    """The styles of Word we use, and a few of our own, as the accent and the language of the document have them."""
    accent = document["accent"].lstrip("#").upper()
    styles = word.styles.element
    for old in list(styles):
        if old.tag.endswith("}style") and _id_of(old) not in KEPT:
            styles.remove(old)
    tag = office_tag(document["language"])
    defaults = next(child for child in styles if child.tag.endswith("}docDefaults"))
    styles.replace(defaults, _parsed(_defaults(tag)))
    for name, words, paragraph, run in _table(accent, rtl=document["dir"] == "rtl"):
        styles.append(_parsed(_style(name, words, paragraph, run)))


SHADE = f'<w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/>'
KEPT = frozenset({"Normal", "DefaultParagraphFont", "TableNormal", "NoList"})


def _table(accent: str, *, rtl: bool) -> list[tuple[str, str, str, str]]:
    """Id, name, properties of the paragraph and of its runs; the built-in ones are known by their names."""
    edge = "right" if rtl else "left"
    keep = "<w:keepNext/><w:keepLines/>"
    indent = '<w:ind w:left="200" w:right="200"/>'  # the same on both sides: quotes run in either direction
    rows: list[tuple[str, str, str]] = [
        ("Title", _spacing(120, 160), _run(30, accent, bold=True)),
        ("Subtitle", _spacing(80, 200), _run(12.5)),
        (
            "heading 1",
            keep + _line("bottom", 12, 4, accent) + _spacing(240, 200) + _level(0),
            _run(18, accent, bold=True),
        ),
        ("heading 2", keep + _spacing(300, 120) + _level(1), _run(13, bold=True)),
        ("heading 3", keep + _spacing(200, 80) + _level(2), _run(11, bold=True)),
        ("heading 4", keep + _spacing(160, 60) + _level(3), _run(10, bold=True)),
        ("toc 1", _spacing(120, 20), _run(10, bold=True)),
        ("toc 2", _spacing(20, 20) + '<w:ind w:left="400"/>', _run(10)),
        ("List Bullet", '<w:numPr><w:numId w:val="1"/></w:numPr>' + _spacing(0, 80), ""),
        ("Report Contents", _spacing(0, 240), _run(18, accent, bold=True)),
        ("Report Overline", _line("bottom", 24, 6, accent) + _spacing(400, 900), _run(10, SOFT)),
        ("Report Forum", _spacing(0, 40), _run(13, SOFT)),
        ("Report Theme", _spacing(0, 120), _run(14, bold=True)),
        ("Report Listed", keep + _spacing(600, 80), _run(10, SOFT, bold=True)),
        ("Report Caption", keep + _spacing(200, 80), _run(9, SOFT, bold=True)),
        ("Report Picture", _spacing(60, 60), ""),
        ("Report Source", _spacing(40, 160), _run(8, SOFT)),
        ("Report Legend", _spacing(0, 200), _run(9)),
        ("Report Cell", _spacing(0, 0), ""),
        ("Report Number", _spacing(0, 0) + '<w:jc w:val="center"/>', ""),
        ("Report Gap", '<w:spacing w:before="0" w:after="0" w:line="160" w:lineRule="exact"/>', _run(4)),
        ("Report Note", _line(edge, 18, 8, accent) + SHADE + _spacing(120, 160), ""),
        ("Report Quote", _line(edge, 18, 8, LINE) + _spacing(100, 60) + indent, ""),
        ("Report Speaker", _line(edge, 18, 8, LINE) + _spacing(0, 200) + indent, _run(9, SOFT)),
        ("Report Prompt", _spacing(0, 60), _run(9, SOFT)),
        ("Report Code", keep + _line("top", 4, 6, LINE) + _spacing(320, 0), _run(8.5)),
        ("Report Running", '<w:tabs><w:tab w:val="right" w:pos="9638"/></w:tabs>' + _spacing(0, 0), _run(8, SOFT)),
    ]
    return [(_id(name), name, paragraph, run) for name, paragraph, run in rows]


def _id(name: str) -> str:
    return "".join(part[0].upper() + part[1:] for part in name.split()).replace("Toc", "TOC")


def _line(side: str, eighths: int, room: int, colour: str) -> str:
    return f'<w:pBdr><w:{side} w:val="single" w:sz="{eighths}" w:space="{room}" w:color="{colour}"/></w:pBdr>'


def _defaults(tag: str) -> str:
    fonts = f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{CHINESE}" w:cs="{ARABIC}"/>'
    size = f'<w:sz w:val="{int(BODY * 2)}"/><w:szCs w:val="{int(BODY * 2)}"/>'
    language = f'<w:lang w:val="{tag}" w:eastAsia="{tag}" w:bidi="{tag}"/>'
    return (
        f'<w:docDefaults {WORD}><w:rPrDefault><w:rPr>{fonts}<w:color w:val="{INK}"/>{size}{language}</w:rPr>'
        '</w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="120" w:line="276" w:lineRule="auto"/>'
        "</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def _style(name: str, words: str, paragraph: str, run: str) -> str:
    own = "" if not name.startswith("Report") else ' w:customStyle="1"'
    return (
        f'<w:style {WORD} w:type="paragraph"{own} w:styleId="{name}"><w:name w:val="{words}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
    )


def _spacing(before: int, after: int) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}"/>'


def _level(number: int) -> str:
    return f'<w:outlineLvl w:val="{number}"/>'


def _run(size: float, colour: str = "", *, bold: bool = False) -> str:
    weight = "<w:b/><w:bCs/>" if bold else ""
    tone = f'<w:color w:val="{colour}"/>' if colour else ""
    return f'{weight}{tone}<w:sz w:val="{int(size * 2)}"/><w:szCs w:val="{int(size * 2)}"/>'


def _id_of(style: Any) -> str:
    return next((value for name, value in style.attrib.items() if name.endswith("}styleId")), "")


def _parsed(xml: str) -> Any:
    from docx.oxml.parser import parse_xml  # noqa: PLC0415

    return parse_xml(xml)
