"""What a rendering says, taken out of its file again, for comparison with what the document says."""

import io
import re
import unicodedata
from collections.abc import Iterable

from docx import Document as WordDocument
from lxml import html
from openpyxl import load_workbook
from pypdf import PdfReader

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
ARABIC = re.compile("[\u0620-\u064a\u0671-\u06d3]+")
BRACKETS = str.maketrans("", "", "[](){}<>")
UNSEEN = re.compile("[\\s\u00ad\u200b\u200e\u200f\u2028\u2029\u2060]+")


def squeezed(text: str) -> str:
    """The text without space and what is not seen; letters in their plain forms."""
    return UNSEEN.sub("", unicodedata.normalize("NFKC", text))


def missing(texts: Iterable[str], whole: str) -> list[str]:
    """The texts that are not in the whole, or not after the one before."""
    at, lost, whole = 0, [], squeezed(whole)
    for text in texts:
        found = whole.find(squeezed(text), at)
        if found < 0:
            lost.append(text)
        else:
            at = found + len(squeezed(text))
    return lost


def descriptions(content: bytes) -> list[str]:
    """What a Word file says of its pictures."""
    return [shape.get("descr") for shape in WordDocument(io.BytesIO(content)).element.body.iter(f"{DRAWING}docPr")]


def without_brackets(text: str) -> str:
    """A line from right to left is drawn with its brackets turned, and they come out of a PDF so."""
    return text.translate(BRACKETS)


def pdf_text(content: bytes, running: Iterable[str] = ()) -> str:
    """The pages' text without the lines at head and foot."""
    texts = []
    for number, page in enumerate(PdfReader(io.BytesIO(content)).pages, start=1):
        text = squeezed(page.extract_text())
        for words in running:
            text = text.replace(squeezed(words.replace("{page}", str(number))), "", 1) if number > 1 else text
        texts.append(text)
    return "".join(texts)


def arabic_words(text: str) -> list[str]:
    """The Arabic words of a text, in its order."""
    return ARABIC.findall(unicodedata.normalize("NFKC", text))


def not_in_reading_order(texts: Iterable[str], content: bytes) -> list[str]:
    """The texts whose Arabic words are not in the file, each after the one before.

    A PDF draws a line from the left, so what is read first stands last in it: each line is read backwards, as whatever
    shows or reads aloud Arabic does. A text of several lines is such lines in their order.
    """
    pages = PdfReader(io.BytesIO(content)).pages
    drawn = arabic_words("\n".join(page.extract_text() for page in pages))
    at, lost = 0, []
    for text in texts:
        words = arabic_words(text)
        ends = (_end_of(words, drawn, start) for start in range(at, len(drawn)))
        end = next((end for end in ends if end is not None), None) if words else at
        if end is None:
            lost.append(text)
        else:
            at = end
    return lost


def _end_of(words: list[str], drawn: list[str], at: int) -> int | None:
    """Where the words end if they begin there, as lines that are each drawn backwards."""
    if not words:
        return at
    for taken in range(len(words), 0, -1):
        if drawn[at : at + taken] == words[:taken][::-1]:
            end = _end_of(words[taken:], drawn, at + taken)
            if end is not None:
                return end
    return None


def html_text(content: bytes) -> str:
    """The text of the page's body, without what only drawings say."""
    page = html.fromstring(content.decode())
    for drawing in page.xpath("//*[local-name()='svg']"):
        drawing.drop_tree()
    return page.xpath("//body")[0].text_content()


def docx_text(content: bytes) -> str:
    """The text of the body, in its order, tables among it."""
    body = WordDocument(io.BytesIO(content)).element.body
    return "\n".join("".join(t.text or "" for t in p.iter(f"{WORD}t")) for p in body.iter(f"{WORD}p"))


def xlsx_cells(content: bytes) -> dict[str, list[list[str]]]:
    """The cells of each sheet as words."""
    book = load_workbook(io.BytesIO(content))
    return {
        sheet.title: [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
        for sheet in book.worksheets
    }
