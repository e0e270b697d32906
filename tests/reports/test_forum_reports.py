"""What holds for every report on a whole Forum or year: it builds as a file, twice the same, whatever was written."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.selectors.subjects import subjects
from reports.services import verify_report
from reports.services.renderers import RENDERERS
from reports.services.verification import recounted
from reports.states import ReportFormat, ReportKind
from tests.factories import reports
from tests.factories.submissions import Submissions
from tests.reports.walking import blocks_of, document_on, facts_on, said_in
from workflow.selectors import Moment

pytestmark = pytest.mark.django_db
KINDS = ("brief", "overview", "annual", "changes", "objective", "state")
SUBJECTS = {"changes": "2022", "objective": "07", "state": "PRT"}
HOSTILE = '#panic("x") *b* $x^2$ <b>&amp; \U0001f9ff \u202e' + "x" * 90


@pytest.fixture
def submitted(db):
    return Submissions()


def asked(kind):
    """The report as of now; the annual one as of a day of which everything is younger than a year."""
    if kind != "annual":
        return {"kind": kind, "subject": SUBJECTS.get(kind, "")}
    moment = reports.moment()
    later = moment.day + timedelta(days=300)
    return {"kind": kind, "subject": str(later.year), "moment": Moment(moment.publication, later)}


@pytest.mark.parametrize("language", ["en", "ar", "zh-hans"])
@pytest.mark.parametrize("kind", KINDS)
def test_it_becomes_a_file_of_each_form_and_the_same_one_again(submitted, kind, language):
    one, other = (document_on(**asked(kind), language=language) for _each in range(2))
    for form, renderer in RENDERERS.items():
        assert renderer.render(one) == renderer.render(other), form


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_asked_for_built_and_verified_like_any_report(submitted, kind):
    subjects_now = subjects(ReportKind(kind), reports.edition(), reports.moment())
    report = reports.ready(kind=ReportKind(kind), subject=subjects_now[-1])
    assert {each.format for each in report.files.all()} == set(RENDERERS)
    assert report.manifest["figures"]["compact"]
    assert all(verdict.holds for verdict in verify_report(report))
    assert not any(recounted(report).values())


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_written_is_never_markup_and_what_cannot_be_printed_is_explained(submitted, kind):
    pledge = submitted.publish_pledge(submitted.portugal, "PRT", title=HOSTILE, sdg_targets=["10.7"])
    submitted.say(pledge, barriers=HOSTILE)
    document = document_on(**asked(kind))
    assert RENDERERS[ReportFormat.PDF].render(document).startswith(b"%PDF")
    words = said_in(document)
    assert "\u202e" not in words
    assert "\U0001f9ff" not in words
    assert "stands for a character that could not be printed" in words


@pytest.mark.parametrize("kind", KINDS)
def test_facts_ask_no_more_of_the_database_for_more_records(submitted, kind):
    def queries():
        with CaptureQueriesContext(connection) as found:
            facts_on(**asked(kind))
        return len(found)

    def more():
        pledge = submitted.publish_pledge(submitted.portugal, "PRT", objectives=(7,), sdg_targets=["10.7"])
        submitted.say(pledge, barriers="One more sample barrier.")

    more()
    before = queries()
    more()
    more()
    assert queries() == before


@pytest.mark.parametrize("kind", KINDS)
def test_every_table_has_a_cell_for_every_column(submitted, kind):
    for table in blocks_of(document_on(**asked(kind)), "table"):
        assert {len(row) for row in table["rows"]} == {len(table["columns"])}, table["caption"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_reference_leads_to_a_page_that_answers(submitted, kind, client, settings):
    for reference, address in references_in(document_on(**asked(kind))["blocks"]):
        path = address.removeprefix(settings.SITE_URL).partition("#")[0]
        assert client.get(path).status_code == 200, reference
        assert reference in address


def references_in(value):
    if isinstance(value, dict):
        if value.get("role") == "reference":
            yield value["text"], value["url"]
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from references_in(each)
