"""Tables of a Word file: real header rows that repeat, fixed widths, columns in the direction of reading."""

from collections.abc import Sequence

from reports.services.renderers.docx_text import LINE, SOFT, TINT, Writer, attribute, look
from typesetting.blocks import Block, Text
from typesetting.spoken import plain

ACROSS = 9638  # twentieths of a point between the margins: 17 cm
LETTER = 112  # of a narrow column
NARROWEST, WIDEST = 700, 2600
LONG = 900  # characters a row may have and still stay on one page
FIGURES_ACROSS = 5
LINE_HEIGHT = 350  # of a line to write on


def table(block: Block, writer: Writer) -> str:
    """The table under its caption, with room after it."""
    widths = _widths(block, writer)
    heads = [column["head"] for column in block["columns"]]
    narrow = [place > 0 and column["width"] == 0 for place, column in enumerate(block["columns"])]
    rows = [_row(heads, widths, narrow, writer, size=8, head=True)]
    for row in block["rows"]:
        short = sum(len(plain(cell, writer.document)) for cell in row) < LONG
        rows.append(_row(row, widths, narrow, writer, size=8, whole=short))
    caption = writer.paragraph(writer.text(block["caption"]), "ReportCaption") if block["caption"] else ""
    name = plain(block["caption"], writer.document)
    return caption + _table("".join(rows), widths, writer, name=name) + writer.paragraph("", "ReportGap")


def figures(block: Block, writer: Writer) -> str:
    """Large numbers side by side, each with what it is a part of."""
    items = block["items"]
    across = max(FIGURES_ACROSS, len(items))
    width = ACROSS // across
    cells = []
    for item in items:
        value = writer.text(item["value"], look(bold=True, size=20))
        of = writer.text(f" {item['of']}", look(colour=SOFT, size=9)) if item["of"] else ""
        label = writer.text(item["label"], look(colour=SOFT, size=9))
        border = f'<w:tcBorders><w:top w:val="single" w:sz="12" w:space="0" w:color="{writer.accent}"/></w:tcBorders>'
        inside = writer.paragraph(value + of, "ReportCell") + writer.paragraph(label, "ReportCell")
        cells.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{border}</w:tcPr>{inside}</w:tc>')
    row = f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"
    if not items:
        return ""
    return _table(row, [width] * len(items), writer, lines=False) + writer.paragraph("", "ReportGap")


def pairs(entries: Sequence[Sequence[Text]], writer: Writer, *, first: int = 2400) -> str:
    """Labels and what stands beside them: two columns without lines."""
    if not entries:
        return ""
    widths = [first, ACROSS - first]
    rows = [_row((label, value), widths, (False, False), writer, size=9, soft=True) for label, value in entries]
    return _table("".join(rows), widths, writer, lines=False) + writer.paragraph("", "ReportGap")


def room(prompt: str, lines: int, writer: Writer) -> str:
    """A box that people are to write in, about so many lines high and on one page."""
    side = f'w:val="dashed" w:sz="6" w:space="0" w:color="{SOFT}"'
    borders = "".join(f"<w:{name} {side}/>" for name in ("top", "left", "bottom", "right"))
    shape = f'<w:tcW w:w="{ACROSS}" w:type="dxa"/><w:tcBorders>{borders}</w:tcBorders>'
    cell = f"<w:tc><w:tcPr>{shape}</w:tcPr>{prompt}</w:tc>"
    height = f'<w:cantSplit/><w:trHeight w:val="{LINE_HEIGHT * (lines + 1)}" w:hRule="atLeast"/>'
    row = f"<w:tr><w:trPr>{height}</w:trPr>{cell}</w:tr>"
    return _table(row, [ACROSS], writer, lines=False) + writer.paragraph("", "ReportGap")


def _table(rows: str, widths: Sequence[int], writer: Writer, *, name: str = "", lines: bool = True) -> str:
    way = "<w:bidiVisual/>" if writer.rtl else ""
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{LINE}"'
    borders = f"<w:tblBorders><w:bottom {line}/><w:insideH {line}/></w:tblBorders>" if lines else ""
    told = f"<w:tblCaption w:val={attribute(name)}/>" if name else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr>{way}<w:tblW w:w="{sum(widths)}" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:top w:w="50" w:type="dxa"/><w:left w:w="70" w:type="dxa"/><w:bottom w:w="50" w:type="dxa"/>'
        f'<w:right w:w="70" w:type="dxa"/></w:tblCellMar><w:tblLook w:val="0020" w:firstRow="{int(lines)}" '
        f'w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>{told}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _row(
    texts: Sequence[Text],
    widths: Sequence[int],
    narrow: Sequence[bool],
    writer: Writer,
    *,
    size: float,
    soft: bool = False,
    head: bool = False,
    whole: bool = True,
) -> str:
    properties = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if head else "")
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/>' if head else ""
    rule = f'<w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="{writer.accent}"/></w:tcBorders>'
    cells = ""
    for place, (text, width) in enumerate(zip(texts, widths, strict=True)):
        style = "ReportNumber" if narrow[place] else "ReportCell"
        runs = writer.text(text, look(bold=head, colour=SOFT if soft and place == 0 else "", size=size))
        cells += (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{rule if head else ""}{shade}</w:tcPr>'
            f"{writer.paragraph(runs, style, rtl=writer.runs_right_to_left(text))}</w:tc>"
        )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"


def _widths(block: Block, writer: Writer) -> list[int]:
    """Narrow columns as wide as their longest word, the others by their shares of what is left."""
    columns = block["columns"]
    needed = [_needed(place, block, writer) if column["width"] == 0 else 0 for place, column in enumerate(columns)]
    shares = sum(column["width"] for column in columns)
    left = ACROSS - sum(needed)
    floor = ACROSS // (2 * len(columns))
    if shares and left < floor * sum(1 for column in columns if column["width"]):
        return [ACROSS // len(columns)] * len(columns)
    return [need or int(left * column["width"] / shares) for need, column in zip(needed, columns, strict=True)]


def _needed(place: int, block: Block, writer: Writer) -> int:
    head = f"{block['columns'][place]['head']}W"  # bold is wider
    words = [head, *(plain(row[place], writer.document) for row in block["rows"])]
    longest = max((len(word) for text in words for word in text.split()), default=1)
    return min(max(longest * LETTER + 160, NARROWEST), WIDEST)
