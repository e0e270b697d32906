"""All renderings of a document say the same, in the same order, whatever is written in it."""

import pytest

from reports.services.renderers import RENDERERS
from reports.services.renderers.said import annexed, pictured, said
from reports.states import ReportFormat
from tests.factories.documents import PLACES, sample
from tests.reports.renderers.reading import (
    arabic_words,
    descriptions,
    docx_text,
    html_text,
    missing,
    not_in_reading_order,
    pdf_text,
    squeezed,
    without_brackets,
    xlsx_cells,
)

LANGUAGES = ["en", "fr", "es", "ru", "ar", "zh-hans"]
HOSTILE = [
    '#panic("x") #read("/etc/passwd") *b* _i_ $x^2$ `raw` [[link]] // no /* no */ \\ # @ref <label>',
    "<b>&amp; <script>alert(1)</script> \"quoted\" 'single' ]]> <!-- no --> <w:t> &#0; &lt;",
    "nul\x00 bell\x07 escape\x1b tab\tline\u2028separator\u0085 surrogate-free \ufffe",
    '=HYPERLINK("https://evil.example") +1 -1 @SUM(A1)',
    "=1+1",
    "ไทย 😀 \u202eesrever\u2066 uncovered",
    "W" * 5000,
    "http://evil.example/a?b=c&d=e javascript:alert(1)",
    "بدأت in English ثم عادت 2026 (mixed) שלום",
    "{page} {pages} %(n)s %s {} {{ }} {% raw %} \\u0000",
    "   ",
    "-",
    "1234567890123",
    "007",
]


def rendered(document, form):
    return RENDERERS[form].render(document)


def read(document, form):
    return READERS[form](rendered(document, form))


def cells_of(document):
    sheets = xlsx_cells(rendered(document, ReportFormat.XLSX))
    return {squeezed(cell) for rows in sheets.values() for row in rows for cell in row}


def missing_in_pdf(document):
    """Texts that are not in the PDF in their order: Arabic by its words as they are read, others letter by letter."""
    content = rendered(document, ReportFormat.PDF)
    whole = pdf_text(content, [*document["running"], document["reference"], "Page {page} of"])
    others = [without_brackets(text) for text in said(document) if not arabic_words(text)]
    return missing(others, without_brackets(whole)) + not_in_reading_order(said(document), content)


READERS = {ReportFormat.HTML: html_text, ReportFormat.DOCX: docx_text}
FORMS = list(READERS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_says_all_the_document_says_in_reading_order(language):
    assert missing_in_pdf(sample(language)) == []


@pytest.mark.parametrize("language", ["en", "ru", "zh-hans"])
def test_the_pdf_does_so_where_what_people_wrote_is_hostile(language):
    document = sample(language, [text for text in HOSTILE if not arabic_words(text)])
    assert missing_in_pdf(document) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_page_and_word_file_say_all_the_document_says_in_its_order(language, form):
    document = sample(language)
    assert missing(said(document), read(document, form)) == []


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_they_do_so_where_what_people_wrote_is_hostile(language, form):
    document = sample(language, HOSTILE)
    assert missing(said(document), read(document, form)) == []


@pytest.mark.parametrize("place", range(PLACES))
def test_every_hostile_text_is_said_in_every_place(place):
    document = sample(texts=HOSTILE[place:] + HOSTILE[:place])
    assert {form: missing(said(document), read(document, form)) for form in FORMS} == {form: [] for form in FORMS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_annex_has_every_figure_table_and_record(language):
    document = sample(language)
    cells = {
        squeezed(cell)
        for rows in xlsx_cells(rendered(document, ReportFormat.XLSX)).values()
        for r in rows
        for cell in r
    }
    assert [text for text in annexed(document) if squeezed(text) not in cells] == []


def test_the_annex_keeps_hostile_text_as_text():
    document = sample(texts=HOSTILE)
    cells = {
        squeezed(cell)
        for rows in xlsx_cells(rendered(document, ReportFormat.XLSX)).values()
        for r in rows
        for cell in r
    }
    assert [text for text in annexed(document) if squeezed(text) not in cells] == []


def test_the_pictures_are_named_in_words():
    document = sample()
    page, word = rendered(document, ReportFormat.HTML).decode(), rendered(document, ReportFormat.DOCX)
    assert pictured(document) == ["In progress: 4, fulfilled: 0, no update: 3", "Two sample bars"]
    assert [alt for alt in pictured(document) if alt not in page] == []
    assert [alt for alt in pictured(document) if alt not in descriptions(word)] == []


def test_nothing_is_said_for_what_is_empty():
    document = sample()
    document["blocks"] = []
    document["cover"] = dict.fromkeys(document["cover"], "") | {"listed": [], "lines": [], "title": "Only a title"}
    assert said(document) == ["Only a title", "Contents of the sample"]
