"""Each block of a document as HTML, every text of it escaped."""

from collections.abc import Callable
from typing import Any

from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from typesetting.blocks import Block, Text
from typesetting.drawings import bar_svg, inline
from typesetting.spoken import Piece, breakable, html_tag, pieces

NOTHING = format_html("{}", "")


class Page:
    """A document on its way to HTML: how its texts are marked, and the names its parts are linked by.

    A heading of level 1 is an `h2` (the title is the `h1`); a record stands one below the heading before it.
    """

    def __init__(self, document: Block) -> None:
        self.document = document
        self.level = 1
        self._names = {id(block): f"report-{place}" for place, block in enumerate(document["blocks"], start=1)}

    def name_of(self, block: Block) -> str:
        """The id of a block's element, the same for every reader."""
        return self._names[id(block)]

    def text(self, text: Text) -> SafeString:
        """The text, in its language and direction where they are not the document's."""
        return format_html_join("", "{}", ((self._piece(piece),) for piece in pieces(text, self.document)))

    def paragraphs(self, text: Text) -> SafeString:
        """A longer text: a paragraph for each of its lines, and the mark after the last."""
        own = pieces(text, self.document)
        lines = [
            Piece(line.strip(), piece.language, piece.rtl, piece.role, piece.url)
            for piece in own
            if piece.role != "mark"
            for line in piece.text.split("\n")
            if line.strip()
        ]
        marks = format_html_join("", "{}", ((self._piece(piece),) for piece in own if piece.role == "mark"))
        return format_html_join(
            "",
            "<p{}>{}{}</p>",
            (
                (self._said(line), _lines(line.text), marks if place == len(lines) else "")
                for place, line in enumerate(lines, start=1)
            ),
        )

    def sources(self, texts: list[Text]) -> SafeString:
        """The references a statement is taken from, in brackets."""
        if not texts:
            return NOTHING
        listed = format_html_join(", ", "{}", ((self.text(text),) for text in texts))
        return format_html(' <span class="report-sources">[{}]</span>', listed)

    def _said(self, piece: Piece) -> SafeString:
        if piece.language == self.document["language"]:
            return NOTHING
        return format_html(' lang="{}" dir="{}"', html_tag(piece.language), "rtl" if piece.rtl else "ltr")

    def _piece(self, piece: Piece) -> SafeString:
        if piece.role == "mark":
            return format_html(' <span class="report-mark">{}</span>', piece.text.strip())
        if piece.role == "official":
            return format_html("<strong{}>{}</strong>", self._said(piece), _lines(piece.text))
        if piece.role in {"address", "reference"}:
            return _reference(piece)
        said = self._said(piece)
        return format_html("<span{}>{}</span>", said, _lines(piece.text)) if said else _lines(piece.text)


def shown(block: Block, page: Page) -> SafeString:
    """The block as HTML."""
    return BLOCKS[block["kind"]](block, page)


def _lines(text: str) -> SafeString:
    return linebreaksbr(text)


def _reference(piece: Piece) -> SafeString:
    words = breakable(piece.text) if piece.role == "address" else piece.text
    if piece.url:
        return format_html('<a class="report-{}" dir="ltr" href="{}">{}</a>', piece.role, piece.url, words)
    return format_html('<span class="report-{}" dir="ltr">{}</span>', piece.role, words)


def _heading(block: Block, page: Page) -> SafeString:
    page.level = block["level"]
    tag = f"h{min(block['level'] + 1, 6)}"
    return format_html('<{} id="{}">{}</{}>', tag, page.name_of(block), page.text(block["text"]), tag)


def _paragraph(block: Block, page: Page) -> SafeString:
    last = len(block["texts"]) - 1
    return format_html_join(
        "\n",
        "<p>{}{}</p>",
        (
            (page.text(text), page.sources(block["sources"]) if place == last else "")
            for place, text in enumerate(block["texts"])
        ),
    )


def _quote(block: Block, page: Page) -> SafeString:
    return format_html(
        '<figure class="report-quote"><blockquote>{}</blockquote><figcaption>{}{}</figcaption></figure>',
        page.paragraphs(block["text"]),
        page.text(block["by"]),
        page.sources(block["sources"]),
    )


def _picture(block: Block, page: Page) -> SafeString:
    drawing = inline(block["svg"], prefix=f"{page.name_of(block)}-", alt=block["alt"])
    source = page.text(block["source"])
    return format_html(
        '<figure class="report-picture" id="{}"><figcaption>{}</figcaption>{}{}</figure>',
        page.name_of(block),
        page.text(block["caption"]),
        drawing,
        format_html('<p class="report-source">{}</p>', source) if source else "",
    )


def _to_write(block: Block, page: Page) -> SafeString:
    rules = format_html_join("", "<br>{}", (("",) for _line in range(block["lines"])))
    return format_html(
        '<section class="report-write"><p>{}</p><p class="report-room" aria-hidden="true">{}</p></section>',
        page.text(block["prompt"]),
        rules,
    )


def _note(block: Block, page: Page) -> SafeString:
    return format_html('<p class="report-note">{}</p>', page.text(block["text"]))


def _list(block: Block, page: Page) -> SafeString:
    return format_html(
        "<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((page.text(item),) for item in block["items"]))
    )


def _figures(block: Block, page: Page) -> SafeString:
    items = format_html_join(
        "",
        '<li><strong>{}</strong> <span class="report-of">{}</span> <span class="report-label">{}</span></li>',
        ((page.text(item["value"]), page.text(item["of"]), page.text(item["label"])) for item in block["items"]),
    )
    return format_html('<ul class="report-figures" role="list">{}</ul>', items)


def _bar(block: Block, page: Page) -> SafeString:
    svg = bar_svg(block["segments"], rtl=page.document["dir"] == "rtl")
    drawing = inline(svg, prefix=f"{page.name_of(block)}-", alt=block["alt"]) if svg else ""
    legend = format_html_join(
        "",
        '<li class="tone-{}">{}: <strong>{}</strong></li>',
        ((part["tone"], page.text(part["label"]), page.text(part["shown"])) for part in block["segments"]),
    )
    return format_html('<div class="report-bar">{}<ul role="list">{}</ul></div>', drawing, legend)


def _table(block: Block, page: Page) -> SafeString:
    looks = [_look(place, column) for place, column in enumerate(block["columns"])]
    heads = format_html_join(
        "",
        '<th scope="col"{}>{}</th>',
        ((look, page.text(c["head"])) for look, c in zip(looks, block["columns"], strict=True)),
    )
    rows = format_html_join("\n", "<tr>{}</tr>", ((_cells(row, looks, page),) for row in block["rows"]))
    caption = page.text(block["caption"])
    return format_html(
        '<div class="report-table" tabindex="0" role="group" aria-labelledby="{}">'
        "<table>{}<thead><tr>{}</tr></thead><tbody>\n{}\n</tbody></table></div>",
        page.name_of(block) if caption else _heading_before(block, page),
        format_html('<caption id="{}">{}</caption>', page.name_of(block), caption) if caption else "",
        heads,
        rows,
    )


def _look(place: int, column: Block) -> SafeString:
    """Narrow columns after the first are numbers and signs, set in the middle."""
    return format_html(' class="{}"', "report-narrow") if place and column["width"] == 0 else NOTHING


def _cells(row: list[Text], looks: list[SafeString], page: Page) -> SafeString:
    first = format_html('<th scope="row">{}</th>', page.text(row[0])) if row else NOTHING
    rest = zip(looks[1:], row[1:], strict=True)
    return first + format_html_join("", "<td{}>{}</td>", ((look, page.text(cell)) for look, cell in rest))


def _heading_before(block: Block, page: Page) -> str:
    name = ""
    for each in page.document["blocks"]:
        if each is block:
            return name or page.name_of(block)
        if each["kind"] == "heading":
            name = page.name_of(each)
    return name


def _record(block: Block, page: Page) -> SafeString:
    tag = f"h{min(page.level + 2, 6)}"
    facts = format_html_join(
        "",
        "<div><dt>{}</dt><dd>{}</dd></div>",
        ((page.text(label), page.text(value)) for label, value in block["facts"]),
    )
    texts = format_html_join(
        "",
        "{}{}",
        (
            (format_html('<p class="report-of-text">{}</p>', page.text(label)) if label else "", page.paragraphs(text))
            for label, text in block["texts"]
        ),
    )
    return format_html(
        '<section class="report-record" id="{}"><p class="report-code" dir="ltr">{}</p>'
        "<{}>{}</{}><dl>{}</dl>{}</section>",
        page.name_of(block),
        block["reference"],
        tag,
        page.text(block["title"]),
        tag,
        facts,
        texts,
    )


BLOCKS: dict[str, Callable[[Any, Page], SafeString]] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "quote": _quote,
    "picture": _picture,
    "to_write": _to_write,
    "note": _note,
    "list": _list,
    "figures": _figures,
    "bar": _bar,
    "table": _table,
    "record": _record,
}
