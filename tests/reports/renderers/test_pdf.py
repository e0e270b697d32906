"""The PDF: what the compiler refuses, and the structure that assistive technology walks by.

PDF/UA-1 and PDF/A-2a are enforced by the compiler. Where `VERAPDF` names the command of veraPDF, the files are
checked by it too: `VERAPDF=verapdf pytest tests/reports/renderers/test_pdf.py`.
"""

import io
import os
import shlex
import subprocess

import pytest
from pypdf import PdfReader

from reports.exceptions import TypesettingFailed
from reports.services.renderers.pdf import render
from tests.factories.documents import REFERENCE, URL, sample
from typesetting import blocks

LANGUAGES = ["en", "fr", "es", "ru", "ar", "zh-hans"]


HEADINGS = ["/H1", "/H1", "/H2", "/H1", "/H1", "/H2", "/H3", "/H3"]  # the first is that of the contents


def root(document):
    return PdfReader(io.BytesIO(render(document))).trailer["/Root"]


def walk(element):
    """The elements of the structure tree, in reading order."""
    element = element.get_object()
    if isinstance(element, list):
        for each in element:
            yield from walk(each)
    elif isinstance(element, dict) and ("/S" in element or "/K" in element):
        if "/S" in element:
            yield element
        if "/K" in element:
            yield from walk(element["/K"])


def tags(document):
    return [str(element["/S"]) for element in walk(root(document)["/StructTreeRoot"]["/K"])]


@pytest.mark.parametrize(("language", "said"), [("en", "en"), ("ar", "ar"), ("zh-hans", "zh-CN")])
def test_the_file_is_tagged_and_says_its_language_title_and_standards(language, said):
    catalogue = root(sample(language))
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == said
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    xmp = catalogue["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in "".join(xmp.split("\n"))


def test_headings_tables_lists_pictures_and_links_are_tagged_as_such():
    found = tags(sample())
    assert [tag for tag in found if tag in {"/H1", "/H2", "/H3"}] == HEADINGS
    assert (found.count("/Table"), found.count("/THead"), found.count("/TH")) == (1, 1, 4)
    assert found.count("/Figure") == 2
    assert {"/L", "/LI", "/Link", "/TOC", "/TOCI"} <= set(found)


def test_pictures_say_what_they_show():
    elements = walk(root(sample())["/StructTreeRoot"]["/K"])
    alts = [str(element["/Alt"]) for element in elements if element["/S"] == "/Figure"]
    assert alts == ["In progress: 4, fulfilled: 0, no update: 3", "Two sample bars"]


def test_what_is_in_another_language_is_tagged_with_it():
    languages = {
        str(element["/Lang"]) for element in walk(root(sample())["/StructTreeRoot"]["/K"]) if "/Lang" in element
    }
    assert "ar" in languages


def test_references_lead_to_their_records():
    links = [
        str(note.get_object()["/A"]["/URI"])
        for page in PdfReader(io.BytesIO(render(sample()))).pages
        for note in page.get("/Annots", [])
        if "/A" in note.get_object() and "/URI" in note.get_object()["/A"]
    ]
    assert links.count(URL) >= 3
    assert REFERENCE in URL


def test_a_tables_head_stands_on_every_page_of_it():
    made = sample()
    made["blocks"] = [blocks.table("Long", [("Head of column", 1)], [[f"Row {row}"] for row in range(120)])]
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(render(made))).pages][2:]
    assert len(pages) > 1
    assert all("Head of column" in page for page in pages)


def test_a_cell_longer_than_a_page_goes_on_over_the_next():
    made = sample()
    made["blocks"] = [blocks.table("Long", [("Head", 1), ("", 1)], [["word " * 3000, "last"]])]
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(render(made))).pages]
    assert sum(page.count("word") for page in pages) == 3000


def test_a_document_the_compiler_refuses_says_why():
    made = sample()
    made["blocks"].append(blocks.paragraph("\N{THAI CHARACTER KO KAI}"))
    with pytest.raises(TypesettingFailed, match="could not be displayed"):
        render(made)


@pytest.mark.parametrize("words", ["", " ", "\u200b", "\u2060\u00ad"])
def test_a_title_that_nobody_would_see_does_not_stop_a_report(words):
    made = sample()
    record = blocks.record("GCM-PL-2026-00003", words, facts=[], texts=[])
    made["blocks"] = [blocks.heading(1, "Annex"), blocks.heading(2, words), blocks.heading(2, "Records"), record]
    assert tags(made)[-20:].count("/H3") == 1


def test_a_picture_without_a_text_is_refused():
    made = sample()
    next(block for block in made["blocks"] if block["kind"] == "picture")["alt"] = ""
    with pytest.raises(TypesettingFailed, match="alt"):
        render(made)


@pytest.mark.skipif("VERAPDF" not in os.environ, reason="VERAPDF does not name the command of veraPDF")
@pytest.mark.parametrize("flavour", ["ua1", "2a"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_verapdf_finds_nothing(language, flavour, tmp_path):
    file = tmp_path / "sample.pdf"
    file.write_bytes(render(sample(language)))
    command = [*shlex.split(os.environ["VERAPDF"]), "--flavour", flavour, str(file)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
