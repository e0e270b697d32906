"""The Word file: real structure, real directions, alternative texts, and nothing of the machine in it."""

import io
import zipfile

import pytest
from docx import Document

from reports.services.renderers.docx import render
from tests.factories.documents import URL, sample
from typesetting import blocks

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(document):
    return Document(io.BytesIO(render(document)))


def body(document):
    return opened(document).element.body


def attribute(element, name):
    return element.get(f"{WORD}{name}")


def test_headings_are_headings():
    found = [
        (p.style.name, p.text) for p in opened(sample(texts=["Own"])).paragraphs if p.style.name.startswith("Head")
    ]
    assert found == [
        ("Heading 1", "The sample at a glance"),
        ("Heading 2", "What was said"),
        ("Heading 1", "For people to write"),
        ("Heading 1", "Annex of the sample"),
        ("Heading 2", "Records of the sample"),
        ("Heading 3", "Own"),
        ("Heading 3", "A short record"),
    ]


def test_a_heading_of_level_one_opens_a_page_unless_it_flows():
    heads = [p for p in opened(sample()).paragraphs if p.style.name == "Heading 1"]
    assert [p.paragraph_format.page_break_before for p in heads] == [True, None, True]


def test_contents_are_a_field_filled_with_links_to_the_headings():
    made = body(sample())
    (field,) = made.iter(f"{WORD}instrText")
    marks = {attribute(mark, "name") for mark in made.iter(f"{WORD}bookmarkStart")}
    leads = [attribute(link, "anchor") for link in made.iter(f"{WORD}hyperlink") if attribute(link, "anchor")]
    assert field.text.split() == ["TOC", "\\o", '"1-2"', "\\n", "\\h"]
    assert len(leads) == 5
    assert set(leads) == marks
    assert [attribute(char, "fldCharType") for char in made.iter(f"{WORD}fldChar")] == ["begin", "separate", "end"]


def test_a_tables_head_repeats_and_short_rows_stay_whole():
    made = sample()
    made["blocks"] = [blocks.table("Caption", [("Head", 1)], [["short"], ["long " * 300]])]
    (table,) = [each for each in body(made).iter(f"{WORD}tbl") if each.find(f".//{WORD}tblHeader") is not None]
    rows = list(table.iter(f"{WORD}tr"))
    assert [row.find(f".//{WORD}tblHeader") is not None for row in rows] == [True, False, False]
    assert [row.find(f".//{WORD}cantSplit") is not None for row in rows] == [True, True, False]
    assert attribute(table.find(f".//{WORD}tblCaption"), "val") == "Caption"


def test_every_table_fits_between_the_margins_and_every_row_has_all_cells():
    for table in body(sample(texts=["W" * 400])).iter(f"{WORD}tbl"):
        grid = [int(attribute(column, "w")) for column in table.iter(f"{WORD}gridCol")]
        assert min(grid) > 0
        assert sum(grid) <= 9638
        assert {len(list(row.iter(f"{WORD}tc"))) for row in table.iter(f"{WORD}tr")} == {len(grid)}


def test_arabic_runs_from_the_right_in_page_paragraphs_tables_and_runs():
    made = body(sample("ar"))
    assert made.sectPr.find(f"{WORD}bidi") is not None
    assert all(table.find(f".//{WORD}bidiVisual") is not None for table in made.iter(f"{WORD}tbl"))
    heads = [p for p in made.iter(f"{WORD}p") if (p.find(f".//{WORD}pStyle") is not None)]
    assert all(
        p.find(f".//{WORD}bidi") is not None
        for p in heads
        if "Heading" in attribute(p.find(f".//{WORD}pStyle"), "val")
    )
    note = next(p for p in heads if attribute(p.find(f".//{WORD}pStyle"), "val") == "ReportNote")
    assert all(run.find(f"{WORD}rPr/{WORD}rtl") is not None for run in note.iter(f"{WORD}r"))


def test_what_is_in_another_language_has_its_language_and_direction():
    quote = next(p for p in opened(sample()).paragraphs if p.style.name == "Report Quote")
    run = quote.runs[0]._r
    assert quote._p.pPr.find(f"{WORD}bidi") is not None
    assert run.rPr.find(f"{WORD}rtl") is not None
    assert attribute(run.rPr.find(f"{WORD}lang"), "bidi") == "ar-SA"
    back = next(p for p in opened(sample("ar")).paragraphs if p.style.name == "Report Quote")
    assert back._p.pPr.find(f"{WORD}bidi") is None


@pytest.mark.parametrize(("language", "tag"), [("en", "en-GB"), ("ar", "ar-SA"), ("zh-hans", "zh-CN")])
def test_the_file_says_title_language_and_the_documents_moment(language, tag):
    word = opened(sample(language, ["Own"]))
    said = word.core_properties
    assert (said.title, said.language, said.subject) == ("Sample. Own", tag, "GCM-RP-2026-SAMPLE-P00001")
    assert said.created.isoformat() == said.modified.isoformat() == "2026-09-21T14:13:20+00:00"
    defaults = word.styles.element.find(f"{WORD}docDefaults//{WORD}lang")
    assert attribute(defaults, "val") == tag


def test_head_and_foot_have_the_reference_and_the_page_of_how_many_but_not_on_the_cover():
    (section,) = opened(sample()).sections
    fields = [attribute(each, "instr").strip() for each in section.footer._element.iter(f"{WORD}fldSimple")]
    words = "".join(text.text for text in section.footer._element.iter(f"{WORD}t"))
    assert fields == ["PAGE", "NUMPAGES"]
    assert words == "GCM-RP-2026-SAMPLE-P00001Page 1 of 1"
    assert section.header.paragraphs[0].text == "Sample running head\tPublication 1"
    assert section.different_first_page_header_footer
    assert section.first_page_footer.is_linked_to_previous


def test_references_lead_to_their_records_each_address_once():
    word = opened(sample())
    leads = [each.target_ref for each in word.part.rels.values() if each.is_external]
    assert sorted(leads) == ["https://portal.example/a-b/c", URL]


def test_what_people_wrote_leads_nowhere():
    made = sample()
    made["blocks"] = [blocks.paragraph({"text": "javascript:alert(1)", "role": "address"})]
    assert [each for each in opened(made).part.rels.values() if each.is_external] == []


def test_room_to_write_is_a_box_of_about_so_many_lines():
    made = sample()
    made["blocks"] = [blocks.to_write("Here.", lines=9)]
    rows = [row for row in body(made).iter(f"{WORD}tr") if row.find(f".//{WORD}trHeight") is not None]
    assert [attribute(row.find(f".//{WORD}trHeight"), "val") for row in rows] == ["3500"]


def test_no_two_pictures_or_bookmarks_have_one_number():
    made = body(sample())
    shapes = made.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr")
    numbers = [each.get("id") for each in shapes] + [
        attribute(each, "id") for each in made.iter(f"{WORD}bookmarkStart")
    ]
    assert len(numbers) == len(set(numbers))


def test_nothing_of_the_librarys_template_is_left():
    package = zipfile.ZipFile(io.BytesIO(render(sample())))
    assert "docProps/thumbnail.jpeg" not in package.namelist()
    assert b"python-docx" not in package.read("docProps/core.xml")


def test_a_document_without_blocks_opens():
    made = sample()
    made["blocks"] = []
    assert made["cover"]["title"] in [p.text for p in opened(made).paragraphs]
