"""Objective sheets and State profiles in every form and language, with records and without."""

import zipfile
from io import BytesIO

import pytest

from reports.services.renderers import RENDERERS
from reports.states import ReportFormat
from tests.factories.submissions import Submissions
from tests.reports.walking import document_on

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh-hans")
SUBJECTS = [("objective", "07"), ("state", "PRT")]


def in_all_forms(document):
    return {form: renderer.render(document) for form, renderer in RENDERERS.items()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "subject"), SUBJECTS)
def test_it_comes_in_every_form_in_each_language(kind, subject, language):
    submitted = Submissions()
    made = in_all_forms(document_on(kind, subject=subject, language=language))
    assert made[ReportFormat.PDF].startswith(b"%PDF")
    assert submitted.pledge.reference in made[ReportFormat.HTML].decode()
    assert submitted.pledge.reference in part(made[ReportFormat.DOCX], "word/document.xml")
    assert zipfile.is_zipfile(BytesIO(made[ReportFormat.XLSX]))


@pytest.mark.parametrize(("kind", "subject"), SUBJECTS)
def test_the_same_records_give_the_same_bytes_in_every_form(kind, subject):
    Submissions()
    assert in_all_forms(document_on(kind, subject=subject)) == in_all_forms(document_on(kind, subject=subject))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_objective_nobody_named_and_a_state_with_nothing_on_record_come_in_every_form_too(language):
    for kind, subject in (("objective", "01"), ("state", "NRU")):
        assert all(in_all_forms(document_on(kind, subject=subject, language=language)).values())


def part(package, name):
    with zipfile.ZipFile(BytesIO(package)) as opened:
        return opened.read(name).decode()
