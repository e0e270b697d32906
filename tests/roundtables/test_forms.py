"""The forms of the reference data: bad input comes back with a sentence, edits are told in words."""

from datetime import date

import pytest
from django.utils import translation

from roundtables.forms import EditionForm, EntryForm, PaperForm, SplitForm, ThemeForm, changes_in_words
from roundtables.models import Paper, ReferenceEdit
from roundtables.states import EditKind, PaperKind, Precision
from tests.factories import roundtables as factory

pytestmark = pytest.mark.django_db
WHY = {"reason": factory.WHY}


def edition_form(**answers):
    return EditionForm(WHY | answers, edition=factory.edition())


def paper_form(paper=None, **answers):
    blank = Paper(kind=PaperKind.TOPIC, edition=factory.edition())
    return PaperForm({"number": "1", "title_en": "A", "text_en": "B"} | answers, paper=paper or blank)


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [
        ({"starts_on": "2030-05-06", "ends_on": "2030-05-09"}, {}),
        ({}, {}),
        ({"starts_on": "06/05/2030", "ends_on": "09.05.2030"}, {}),
        ({"starts_on": "May"}, {"starts_on"}),
        ({"starts_on": "2030-05-06\0", "ends_on": "2030-05-09"}, {"starts_on"}),
        ({"starts_on": "9999-05-06", "ends_on": "2030-05-09"}, {"starts_on"}),
        ({"starts_on": "2030-05-06", "ends_on": "2030-05-01"}, {"ends_on"}),
        ({"hearing_on": "2030-05-01"}, {"hearing_on"}),
        ({"place": "x" * 121, "chair": "x" * 201, "outcome": "\0"}, {"place", "chair", "outcome"}),
        ({"reason": ""}, {"reason"}),
        ({"reason": "x" * 1001}, {"reason"}),
    ],
)
def test_a_forum_s_days(answers, wrong):
    assert set(edition_form(**answers).errors) == set(wrong)


def test_a_split_asks_for_each_objective():
    form = SplitForm(WHY)
    assert set(form.errors) == {f"objective_{number}" for number in range(1, 24)}
    whole = {f"objective_{number}": str(table) for number, table in factory.split_with({}).items()}
    assert SplitForm(WHY | whole).is_valid()
    for odd in ("5", "0", "x", "999999999999999999999", "\0"):
        assert set(SplitForm(WHY | whole | {"objective_7": odd}).errors) == {"objective_7"}
    only_one = SplitForm(WHY | dict.fromkeys(whole, "1"))
    assert only_one.errors["objective_1"] == [
        "Round table 2 would have no objective. Give each of the four at least one."
    ]


@pytest.mark.parametrize(
    ("precision", "first"),
    [(Precision.DAY, date(2029, 3, 17)), (Precision.MONTH, date(2029, 3, 1)), (Precision.YEAR, date(2029, 1, 1))],
)
def test_a_step_known_by_its_month_or_year_begins_with_it(precision, first):
    answers = {"kind": "platform", "title": "A sample", "precision": precision, "starts_on": "2029-03-17"}
    form = EntryForm(WHY | answers)
    assert form.is_valid()
    assert form.cleaned_data["starts_on"] == first


def test_an_empty_step_says_what_is_missing():
    assert set(EntryForm({}).errors) == {"kind", "title", "precision", "starts_on", "reason"}
    assert set(EntryForm(WHY | {"kind": "party", "title": "\0", "precision": "hour"}).errors) == {
        "kind", "title", "precision", "starts_on",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [
        ({}, {}),
        ({"number": "0"}, {"number"}),
        ({"number": "100"}, {"number"}),
        ({"number": "9" * 30}, {"number"}),
        ({"number": ""}, {"number"}),
        ({"title_en": " "}, {"title_en"}),
        ({"text_en": ""}, {"text_en"}),
        ({"text_en": "x" * 12_001}, {"text_en"}),
        ({"title_fr": "Un titre"}, {"text_fr"}),
        ({"text_ar": "نص"}, {"title_ar"}),
        ({"title_fr": "Un titre", "text_fr": "Des mots."}, {}),
    ],
)
def test_a_note_is_there_in_english_and_in_another_language_whole(answers, wrong):
    assert set(paper_form(**answers).errors) == set(wrong)


@pytest.mark.parametrize(
    ("title", "url", "is_fine"),
    [
        ("A paper", "https://example.org/paper.pdf", True),
        ("A paper", "http://example.org/", True),
        ("A paper", "javascript:alert(1)", False),
        ("A paper", "ftp://example.org/x", False),
        ("A paper", "", False),
        ("", "https://example.org/", False),
    ],
)
def test_a_document_has_a_title_and_a_web_address(title, url, is_fine):
    rows = {"documents-total": "1", "documents-0-title": title, "documents-0-url": url}
    form = paper_form(**rows)
    assert form.is_valid() is is_fine
    if is_fine:
        assert form.cleaned_data["documents"] == [{"title": title, "url": url}]


def test_a_public_note_asks_for_a_reason_and_a_draft_does_not():
    draft, public = factory.note(), factory.public(factory.note(number=2))
    assert "reason" not in paper_form(draft, number="1").fields
    assert set(paper_form(public, number="2").errors) == {"reason"}


def test_an_edit_is_told_in_the_order_of_the_form_in_the_reader_s_language():
    factory.dated(is_verified=True)
    edit = ReferenceEdit.objects.get(kind=EditKind.EDITION)
    assert changes_in_words(edit) == [
        ("First day", "", "6 May 2030"),
        ("Last day", "", "9 May 2030"),
        ("Multi-stakeholder hearing", "", "3 May 2030"),
        ("A source confirms the days", "No", "Yes"),
    ]
    with translation.override("fr"):
        assert changes_in_words(edit)[0][2] == "6 mai 2030"


def test_each_kind_of_edit_is_told_in_words():
    factory.resplit({17: 1, 7: 1})
    factory.entry(ends_on=date(2029, 3, 2))
    factory.note(title_ar="مثال", text_ar="مثال")
    told = {edit.kind: changes_in_words(edit) for edit in ReferenceEdit.objects.all()}
    assert told[EditKind.SPLIT] == [
        ("Objective 7", "Round table 4", "Round table 1"),
        ("Objective 17", "Round table 4", "Round table 1"),
        ("Carried over from an earlier Forum", "Yes", "No"),
    ]
    assert told[EditKind.ENTRY] == [
        ("Kind", "", "Platform"),
        ("Title", "", "A sample step"),
        ("How exactly the date is known", "", "Day"),
        ("First day", "", "1 March 2029"),
        ("Last day", "", "2 March 2029"),
    ]
    assert told[EditKind.PAPER] == [
        ("Number", "", "1"),
        ("Documents", "", "A sample document: https://example.org/sample"),
        ("Title (English)", "", "A sample note"),
        ("Text (English)", "", "Sample words."),
        ("Title (Arabic)", "", "مثال"),
        ("Text (Arabic)", "", "مثال"),
    ]


def test_a_theme_may_be_empty_and_not_too_long():
    assert ThemeForm(WHY | {"theme": ""}).is_valid()
    assert set(ThemeForm(WHY | {"theme": "x" * 201}).errors) == {"theme"}
