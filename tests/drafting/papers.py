"""Documents for tests: edited the way Word and Excel edit them, by their own libraries."""

import io

from docx import Document
from openpyxl import load_workbook

from drafting.services.documents.word_reading import WORD

HOSTILE_TEXTS = (
    "=1+1\n@SUM(A1)\n+44 20\n-7",
    "'a leading apostrophe",
    'two  spaces, a\ttab, “smart” and "plain" quotes ',
    "سطر أول\nسطر ثانٍ (2026) — نص",
    "第一行\n第二行：“引号”",
    "Первая строка — «кавычки»\n\nтретья",
    "_x0041_ <b>&amp;</b> ]]> \u2011 \u00a0 non-breaking",
    "x" * 3000,
)


def cell_of_answer(document, name):
    """The cell of a Word document that holds the answer to a question."""
    (tag,) = [each for each in document.element.body.iter(f"{WORD}tag") if each.get(f"{WORD}val") == f"answer:{name}"]
    return next(tag.iterancestors(f"{WORD}tc"))


def with_word_answer(content, name, text):
    """The document with another answer typed into its first paragraph, the others of the cell taken away."""
    document = Document(io.BytesIO(content))
    first, *others = cell_of_answer(document, name).iter(f"{WORD}p")
    for each in others:
        each.getparent().remove(each)
    for run in list(first.iter(f"{WORD}r")):
        run.getparent().remove(run)
    from docx.text.paragraph import Paragraph  # noqa: PLC0415

    Paragraph(first, document).add_run(text)
    return saved(document)


def with_excel_answer(content, name, value):
    """The workbook with another value in the cell of a question."""
    book = load_workbook(io.BytesIO(content))
    (cell,) = [row[3] for row in book.worksheets[0].iter_rows() if row[0].value == name]
    cell.value = value
    return saved(book)


def saved(document):
    """The bytes of what python-docx or openpyxl has open."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


WITH_ANSWER = {"docx": with_word_answer, "xlsx": with_excel_answer}


def text_of_file(content, ending):
    """All words of a document, with a space between cells."""
    if ending == "docx":
        document = Document(io.BytesIO(content))
        return " ".join(each.text or "" for each in document.element.body.iter(f"{WORD}t"))
    book = load_workbook(io.BytesIO(content))
    return " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value)
