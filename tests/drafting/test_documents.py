"""A draft goes out as a document and comes back: unchanged it says nothing, changed it says exactly that."""

import dataclasses
import io
import zipfile
from copy import deepcopy
from datetime import datetime

import pytest
from django.utils import translation
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook, load_workbook

from drafting.exceptions import NotFromHere, OfAnotherRecord
from drafting.forms.clearance import paper_of
from drafting.forms.clearance_changes import compare
from drafting.forms.clearance_reading import day_in, number_in
from drafting.services import documents, save
from drafting.services.documents import Shape
from drafting.services.documents.word_reading import WORD
from pledges.forms import PLEDGE
from pledges.states import Nature, PledgeType
from tests.drafting.kinds import empty, full, kinds
from tests.drafting.papers import (
    HOSTILE_TEXTS,
    WITH_ANSWER,
    cell_of_answer,
    saved,
    text_of_file,
    with_excel_answer,
)
from tests.drafting.sample import SAMPLE, begun
from tests.factories import accounts, pledges

pytestmark = pytest.mark.django_db

FORMATS = {"docx": documents.write_docx, "xlsx": documents.write_xlsx}
EVERY_KIND = pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.key)


def exported(item, ending, kind=SAMPLE, language="en"):
    with translation.override(language):
        return FORMATS[ending](paper_of(kind, item))


def read_back(content, ending, item, kind=SAMPLE):
    paper = paper_of(kind, item)
    found = documents.read_document(io.BytesIO(content), name=f"draft.{ending}", size=len(content), paper=paper)
    return compare(kind, item, found)


def changes_of(comparison):
    return {each.name: each.written for each in comparison.proposed}


@pytest.fixture
def drafter():
    return accounts.drafter("PRT")


@pytest.fixture(params=sorted(FORMATS))
def ending(request):
    return request.param


@EVERY_KIND
def test_an_empty_draft_of_any_kind_comes_back_without_a_difference(kind, ending, drafter):
    item = empty(kind, drafter)
    assert changes_of(read_back(exported(item, ending, kind, "fr"), ending, item, kind)) == {}


@EVERY_KIND
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_full_draft_of_any_kind_comes_back_without_a_difference(kind, language, ending, drafter):
    item = full(kind, drafter)
    assert changes_of(read_back(exported(item, ending, kind, language), ending, item, kind)) == {}


@EVERY_KIND
def test_one_changed_answer_of_any_kind_is_the_one_difference(kind, ending, drafter):
    item = full(kind, drafter)
    question = next(each for each in paper_of(kind, item).questions() if each.shape == Shape.WORDS and each.is_written)
    changed = WITH_ANSWER[ending](exported(item, ending, kind), question.name, "Corrected in the capital")
    assert changes_of(read_back(changed, ending, item, kind)) == {question.name: "Corrected in the capital"}


@pytest.mark.parametrize("text", HOSTILE_TEXTS, ids=range(len(HOSTILE_TEXTS)))
def test_any_text_survives_both_formats(text, ending, drafter):
    item = begun(drafter, description=text)
    comparison = read_back(exported(item, ending), ending, item)
    assert (changes_of(comparison), comparison.answers["description"]) == ({}, documents.plain_text(text))


def test_line_breaks_of_a_browser_are_no_difference(ending, drafter):
    item = begun(drafter, description="one\r\ntwo\r\n\r\nthree")
    assert changes_of(read_back(exported(item, ending), ending, item)) == {}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2027-03-31", "2027-03-31"),
        ("31/03/2027", "2027-03-31"),
        ("31.3.2027", "2027-03-31"),
        ("31 March 2027", "2027-03-31"),
        ("31 mars 2027", "2027-03-31"),
        ("31 de marzo de 2027", "2027-03-31"),
        ("31 марта 2027 г.", "2027-03-31"),
        ("2027年3月31日", "2027-03-31"),
        ("٣١ مارس ٢٠٢٧", "2027-03-31"),
        ("the end of March", "the end of March"),
        ("2027-02-30", "2027-02-30"),
    ],
)
def test_a_day_is_read_as_people_write_it(written, meant):
    assert day_in(written) == meant


@pytest.mark.parametrize(
    ("language", "written", "meant"),
    [
        ("en", "1,500,000.50", "1500000.5"),
        ("fr", "1 500 000,50", "1500000.5"),
        ("ar", "١٥٠٠", "1500"),
        ("en", "1500000", "1500000"),
        ("en", "a lot", "a lot"),
    ],
)
def test_a_number_is_read_as_people_write_it(language, written, meant):
    with translation.override(language):
        assert number_in(written) == meant


@pytest.mark.parametrize("written", ["Process", "process", "PROCESS ", "processus", "إجرائي"])
def test_a_choice_is_known_by_its_words_in_any_language_or_by_its_key(written, ending, drafter):
    words = written
    for language in ("fr", "ar"):
        with translation.override(language):
            label = str(dict(Nature.choices)["process"])
        words = label if (language, written) in {("fr", "processus"), ("ar", "إجرائي")} else words
    item = begun(drafter, natures=["financial"])
    changed = WITH_ANSWER[ending](exported(item, ending), "natures", words)
    assert read_back(changed, ending, item).answers["natures"] == ("process",)


def test_an_objective_is_known_by_its_number_before_any_title(ending, drafter):
    item = begun(drafter)
    changed = WITH_ANSWER[ending](
        exported(item, ending), "objectives", "7. As the Compact itself puts it\n16) Inclusion"
    )
    assert read_back(changed, ending, item).answers["objectives"] == ("7", "16")


def test_what_is_no_choice_is_said_by_the_form_with_what_was_written(ending, drafter):
    item = begun(drafter, natures=["process"])
    (proposed,) = read_back(WITH_ANSWER[ending](exported(item, ending), "natures", "Magic"), ending, item).proposed
    assert (proposed.written, proposed.is_ticked) == ("Magic", False)
    assert proposed.problem == "Select a valid choice. Magic is not one of the available choices."


def test_a_rule_of_the_form_is_said_with_what_was_written(ending, drafter):
    item = begun(drafter)
    (proposed,) = read_back(
        WITH_ANSWER[ending](exported(item, ending), "description", "x" * 41), ending, item
    ).proposed
    assert proposed.problem == "Use at most 40 characters; there are 41 now."
    assert proposed.written == "x" * 41


def test_a_day_that_is_none_is_refused_by_its_question(ending, drafter):
    item = begun(drafter)
    (proposed,) = read_back(WITH_ANSWER[ending](exported(item, ending), "starts_on", "soon"), ending, item).proposed
    assert proposed.problem == "Write the date as year, month and day, for example 2027-03-31."


def test_a_list_comes_back_row_by_row(ending, drafter):
    item = begun(drafter, partners=[{"name": "First “one”"}, {"name": "=Second"}])
    comparison = read_back(exported(item, ending), ending, item)
    assert (changes_of(comparison), comparison.answers["partners"]) == ({}, (("First “one”",), ("=Second",)))


def test_what_the_desk_changed_since_is_marked_and_not_ticked(ending, drafter):
    item = begun(drafter, description="As downloaded")
    content = exported(item, ending)
    seen = SAMPLE.stamp(SAMPLE.step("what"), item)
    values = SAMPLE.content.read(item, SAMPLE.step("what").names()) | {"description": "Changed at the desk"}
    save(item, by=drafter, content=SAMPLE.content, values=values, seen=seen)
    (untouched,) = read_back(content, ending, item).proposed
    (both,) = read_back(WITH_ANSWER[ending](content, "description", "In the capital"), ending, item).proposed
    assert (untouched.was_changed_here, untouched.is_as_downloaded, untouched.is_ticked) == (True, True, False)
    assert (both.was_changed_here, both.is_as_downloaded, both.is_ticked) == (True, False, False)
    assert (both.now, both.written) == ("Changed at the desk", "In the capital")


def test_a_document_of_another_draft_is_refused(ending, drafter):
    one, other = begun(drafter), begun(drafter)
    with pytest.raises(OfAnotherRecord) as refused:
        read_back(exported(one, ending), ending, other)
    assert refused.value.message.startswith("This document belongs to another draft.")


def test_a_document_whose_mark_was_tampered_with_is_refused(drafter):
    item = begun(drafter)
    paper = dataclasses.replace(paper_of(SAMPLE, item), seal=paper_of(SAMPLE, item).seal[:-2] + "AA")
    with pytest.raises(NotFromHere):
        read_back(documents.write_docx(paper), "docx", item)


@pytest.mark.parametrize("ending_", ["docx", "xlsx"])
def test_a_document_from_elsewhere_is_refused(ending_, drafter):
    foreign = saved(Document() if ending_ == "docx" else Workbook())
    with pytest.raises(NotFromHere) as refused:
        read_back(foreign, ending_, begun(drafter))
    assert refused.value.message.startswith("This file was not downloaded from this portal")


def test_the_seal_in_small_print_is_enough_where_the_properties_are_lost(drafter):
    item = begun(drafter, description="A text")
    document = Document(io.BytesIO(exported(item, "docx")))
    (relation,) = [
        key for key, each in document.part.package.rels.items() if each.reltype.endswith("/custom-properties")
    ]
    del document.part.package.rels[relation]
    assert changes_of(read_back(saved(document), "docx", item)) == {}


def test_rows_are_known_by_their_numbers_where_the_tags_are_lost(drafter):
    item = begun(drafter, description="A text", partners=[{"name": "One"}])
    document = Document(io.BytesIO(exported(item, "docx")))
    for tag in list(document.element.body.iter(f"{WORD}tag")):
        tag.getparent().remove(tag)
    assert changes_of(read_back(saved(document), "docx", item)) == {}


def test_tracked_changes_are_read_as_accepted_and_said(drafter):
    item = begun(drafter, description="We open ten offices")
    document = Document(io.BytesIO(exported(item, "docx")))
    (paragraph,) = cell_of_answer(document, "description").iter(f"{WORD}p")
    (run,) = paragraph.iter(f"{WORD}r")
    gone = OxmlElement("w:del")
    run.addprevious(gone)
    gone.append(run)
    added = parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>We open twelve offices</w:t></w:r></w:ins>")
    gone.addnext(added)
    comparison = read_back(saved(document), "docx", item)
    assert changes_of(comparison) == {"description": "We open twelve offices"}
    assert comparison.found.remarks == [
        "The document contains tracked changes. They were read as if all of them were accepted."
    ]


def test_text_that_was_moved_away_is_read_once(drafter):
    item = begun(drafter, description="Moved")
    document = Document(io.BytesIO(exported(item, "docx")))
    (paragraph,) = cell_of_answer(document, "description").iter(f"{WORD}p")
    (run,) = paragraph.iter(f"{WORD}r")
    for name in ("w:moveFrom", "w:moveTo"):
        moved = OxmlElement(name)
        moved.append(deepcopy(run))
        paragraph.append(moved)
    paragraph.remove(run)
    assert changes_of(read_back(saved(document), "docx", item)) == {}


def test_a_formula_is_refused_at_its_cell_and_text_that_looks_like_one_is_text(drafter):
    item = begun(drafter, description="=1+1")
    content = exported(item, "xlsx")
    assert changes_of(read_back(content, "xlsx", item)) == {}
    (proposed,) = read_back(with_excel_answer(content, "description", "=HYPERLINK(1)"), "xlsx", item).proposed
    assert proposed.problem.startswith("Cell D") and "holds a formula" in proposed.problem
    assert not proposed.is_ticked


def test_numbers_days_and_truths_typed_as_such_are_read(drafter):
    item = begun(drafter)
    content = exported(item, "xlsx")
    for value, meant in ((2030, "2030"), (2030.5, "2030.5"), (True, "TRUE")):
        changed = with_excel_answer(content, "description", value)
        assert changes_of(read_back(changed, "xlsx", item)) == {"description": meant}
    dated = read_back(with_excel_answer(content, "starts_on", datetime(2027, 3, 31)), "xlsx", item)
    assert dated.answers["starts_on"] == "2027-03-31"


def test_no_contact_person_and_no_name_is_in_a_document(ending, drafter):
    item = pledges.draft(accounts.focal_point("PRT"), contact_email="secret.person@example.org")
    content = exported(item, ending, PLEDGE)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert [word for word in (b"secret.person", b"Contact Person", b"focal.prt") if word in everything] == []


def test_the_document_says_that_it_is_a_draft_whose_and_when(ending, drafter):
    text = text_of_file(exported(begun(drafter), ending), ending)
    for expected in (
        "Draft, not public.",
        "Portugal",
        "Given when it is first submitted",
        "English",
        "UTC",
        "Untitled",
    ):
        assert expected in text


def test_an_arabic_document_runs_from_right_to_left(drafter):
    item = begun(drafter, language="ar", description="نص")
    with zipfile.ZipFile(io.BytesIO(exported(item, "docx", language="ar"))) as archive:
        body = archive.read("word/document.xml").decode()
    assert all(mark in body for mark in ("<w:bidiVisual/>", "<w:bidi/>", "<w:rtl/>"))
    sheets = load_workbook(io.BytesIO(exported(item, "xlsx", language="ar"))).worksheets
    assert {sheet.sheet_view.rightToLeft for sheet in sheets if sheet.sheet_state == "visible"} == {True}


def test_word_has_real_headings_and_header_rows(drafter):
    document = Document(io.BytesIO(exported(begun(drafter), "docx")))
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    assert headings == ["What", "Who", "Choices"]
    tables = document.tables[1:]
    assert all(next(table._tbl.iter(f"{WORD}tblHeader"), None) is not None for table in tables)


def test_excel_offers_choices_from_a_list(drafter):
    item = pledges.draft(accounts.focal_point("PRT"))
    book = load_workbook(io.BytesIO(exported(item, "xlsx", PLEDGE)))
    rules = {str(rule.sqref): rule.formula1 for rule in book.worksheets[0].data_validations.dataValidation}
    (place,) = [row[3].coordinate for row in book.worksheets[0].iter_rows() if row[0].value == "pledge_type"]
    name = book.defined_names[rules[place]].attr_text
    sheet, cells = name.split("!")
    offered = [cell.value for (cell,) in book[sheet.strip("'")][cells.replace("$", "")]]
    assert offered == [str(label) for label in PledgeType.labels]
