"""Texts as WordprocessingML: runs and paragraphs, each in its language and direction."""

import io
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from typesetting.blocks import Block, Text
from typesetting.spoken import Piece, breakable, carried, office_tag, pieces

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
INK, SOFT, LINE, TINT = "1C2733", "51606E", "C3CCD4", "F1F4F7"
ADDRESS_MAX = 2000  # characters Word follows


class Writer:
    """A document on its way to Word: what its runs look like, and the relations and numbers it has given out."""

    def __init__(self, document: Block, part: Any) -> None:
        self.document = document
        self.rtl = document["dir"] == "rtl"
        self.accent = document["accent"].lstrip("#").upper()
        self.level = 0
        self.bookmarks = {id(block): f"_Toc{place:06d}" for place, block in enumerate(document["blocks"], start=1)}
        self._part = part
        self._count = 0

    def number(self) -> int:
        """The next number for what needs one of its own in the file: pictures and bookmarks."""
        self._count += 1
        return self._count

    def link(self, url: str) -> str:
        """The id of the relation that leads to the address; one for each address."""
        return str(self._part.relate_to(url, HYPERLINK, is_external=True))

    def image(self, png: bytes) -> str:
        """The id of the relation to the picture."""
        relation, _image = self._part.get_or_add_image(io.BytesIO(png))
        return str(relation)

    def text(self, text: Text, look: str = "") -> str:
        """The text as runs; `look` are properties of ours for all of them."""
        return "".join(self._piece(piece, look) for piece in pieces(text, self.document))

    def plain(self, words: str, look: str = "") -> str:
        """Words of the document's language, or signs of none."""
        return self._run(Piece(carried(words), self.document["language"], self.rtl), look) if words else ""

    def sources(self, texts: list[Text]) -> str:
        """The references a statement is taken from, in brackets."""
        if not texts:
            return ""
        soft = look(colour=SOFT, size=8)
        listed = self.plain(", ", soft).join(self.text(text, soft) for text in texts)
        return self.plain(" [", soft) + listed + self.plain("]", soft)

    def runs_right_to_left(self, text: Text) -> bool:
        """The direction of a paragraph that holds this text alone: its writer's; a reference's is the document's."""
        own = pieces(text, self.document)
        return own[0].rtl if own and own[0].role not in {"address", "reference"} else self.rtl

    def alone(self, text: Text, style: str = "", given: str = "") -> str:
        """A paragraph that holds this text alone, in its direction."""
        return self.paragraph(self.text(text, given), style, rtl=self.runs_right_to_left(text))

    def paragraph(self, runs: str, style: str = "", *, rtl: bool | None = None, more: str = "") -> str:
        """A paragraph of finished runs, in the document's direction where none is given."""
        named = f'<w:pStyle w:val="{style}"/>' if style else ""
        way = "<w:bidi/>" if (self.rtl if rtl is None else rtl) else ""
        return f"<w:p><w:pPr>{named}{more}{way}</w:pPr>{runs}</w:p>"

    def paragraphs(self, text: Text, style: str = "") -> str:
        """A longer text: a paragraph for each of its lines, in its own direction, and the mark after the last."""
        own = pieces(text, self.document)
        lines = [(piece, line) for piece in own if piece.role != "mark" for line in _lines(piece.text)]
        marks = "".join(self._piece(piece, "") for piece in own if piece.role == "mark")
        made = []
        for place, (piece, line) in enumerate(lines, start=1):
            said = Piece(line, piece.language, piece.rtl, piece.role, piece.url)
            runs = self._piece(said, "") + (marks if place == len(lines) else "")
            made.append(self.paragraph(runs, style, rtl=piece.rtl))
        return "".join(made)

    def _piece(self, piece: Piece, given: str) -> str:
        if piece.role == "mark":
            return self._run(piece, look(colour=SOFT, size=8))
        if piece.role == "official":
            return self._run(piece, "<w:b/><w:bCs/>" + given)
        if piece.role not in {"address", "reference"}:
            return self._run(piece, given)
        words = breakable(piece.text) if piece.role == "address" else piece.text
        run = self._run(Piece(words, piece.language, rtl=False), given or look(colour=self.accent))
        if not piece.url or len(piece.url) > ADDRESS_MAX:
            return run
        return f'<w:hyperlink r:id="{self.link(carried(piece.url))}" w:history="1">{run}</w:hyperlink>'

    def _run(self, piece: Piece, given: str) -> str:
        foreign = piece.language != self.document["language"]
        tag = office_tag(piece.language)
        said = f'<w:lang w:val="{tag}" w:eastAsia="{tag}" w:bidi="{tag}"/>' if foreign else ""
        properties = f"{given}{'<w:rtl/>' if piece.rtl else ''}{said}"
        words = "<w:br/>".join(
            f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in piece.text.replace("\t", " ").split("\n")
        )
        return f"<w:r><w:rPr>{properties}</w:rPr>{words}</w:r>"


def look(*, bold: bool = False, colour: str = "", size: float = 0) -> str:
    """Properties of a run, in the order the schema has them."""
    weight = "<w:b/><w:bCs/>" if bold else ""
    tone = f'<w:color w:val="{colour}"/>' if colour else ""
    points = f'<w:sz w:val="{int(size * 2)}"/><w:szCs w:val="{int(size * 2)}"/>' if size else ""
    return weight + tone + points


def attribute(words: str) -> str:
    """A text as the value of an attribute, in its quotes."""
    return quoteattr(carried(words))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]
