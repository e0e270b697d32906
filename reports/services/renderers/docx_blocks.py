"""Each block of a document as WordprocessingML."""

from collections.abc import Callable

from reports.services.renderers.docx_drawings import drawing
from reports.services.renderers.docx_tables import figures, pairs, room, table
from reports.services.renderers.docx_text import SOFT, Writer, look
from typesetting.blocks import Block
from typesetting.drawings import BAR_HEIGHT, BAR_WIDTH, TONES, bar_svg


def shown(block: Block, writer: Writer) -> str:
    """The block as elements of the body."""
    return BLOCKS[block["kind"]](block, writer)


def _heading(block: Block, writer: Writer) -> str:
    writer.level = block["level"]
    number = writer.number()
    opens = "<w:pageBreakBefore/>" if block["level"] == 1 and not block.get("flows") else ""
    runs = (
        f'<w:bookmarkStart w:id="{number}" w:name="{writer.bookmarks[id(block)]}"/>'
        f'{writer.text(block["text"])}<w:bookmarkEnd w:id="{number}"/>'
    )
    return writer.paragraph(runs, f"Heading{min(block['level'], 4)}", more=opens)


def _paragraph(block: Block, writer: Writer) -> str:
    last = len(block["texts"]) - 1
    return "".join(
        writer.paragraph(
            writer.text(text) + (writer.sources(block["sources"]) if place == last else ""),
            rtl=writer.runs_right_to_left(text),
        )
        for place, text in enumerate(block["texts"])
    )


def _quote(block: Block, writer: Writer) -> str:
    by = writer.text(block["by"], look(bold=True, colour=SOFT, size=9)) + writer.sources(block["sources"])
    return writer.paragraphs(block["text"], "ReportQuote") + writer.paragraph(by, "ReportSpeaker")


def _picture(block: Block, writer: Writer) -> str:
    caption = writer.paragraph(writer.text(block["caption"]), "ReportCaption")
    shape = drawing(block["svg"], block["width"], block["height"], alt=block["alt"], writer=writer)
    source = writer.text(block["source"])
    return caption + shape + (writer.paragraph(source, "ReportSource") if source else "")


def _to_write(block: Block, writer: Writer) -> str:
    return room(writer.alone(block["prompt"], "ReportPrompt"), block["lines"], writer)


def _note(block: Block, writer: Writer) -> str:
    return writer.alone(block["text"], "ReportNote")


def _list(block: Block, writer: Writer) -> str:
    return "".join(writer.alone(item, "ListBullet") for item in block["items"])


def _bar(block: Block, writer: Writer) -> str:
    svg = bar_svg(block["segments"], rtl=writer.rtl)
    shape = drawing(svg, BAR_WIDTH, BAR_HEIGHT, alt=block["alt"], writer=writer) if svg else ""
    legend = ""
    for part in block["segments"]:
        square = "\N{WHITE SQUARE}" if part["tone"] == "silent" else "\N{BLACK SQUARE}"
        colour = SOFT if part["tone"] == "silent" else TONES[part["tone"]].lstrip("#").upper()
        legend += writer.plain(f"{square} ", look(colour=colour))
        legend += writer.text(part["label"]) + writer.plain(": ") + writer.text(part["shown"], look(bold=True))
        legend += writer.plain("    ")
    return shape + writer.paragraph(legend, "ReportLegend")


def _record(block: Block, writer: Writer) -> str:
    level = min(writer.level + 1, 4)
    code = writer.text(
        {"text": block["reference"], "role": "reference", "url": ""}, look(bold=True, colour=writer.accent)
    )
    made = [
        writer.paragraph(code, "ReportCode"),
        writer.alone(block["title"], f"Heading{level}"),
        pairs(block["facts"], writer),
    ]
    for label, text in block["texts"]:
        if label:
            made.append(writer.paragraph(writer.text(label, look(bold=True)), more="<w:keepNext/>"))
        made.append(writer.paragraphs(text))
    return "".join(made)


BLOCKS: dict[str, Callable[[Block, Writer], str]] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "quote": _quote,
    "picture": _picture,
    "to_write": _to_write,
    "note": _note,
    "list": _list,
    "figures": figures,
    "bar": _bar,
    "table": table,
    "record": _record,
}
