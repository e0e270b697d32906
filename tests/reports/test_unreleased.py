"""A finished report that nobody released is nowhere public: neither its name nor that it is there."""

import pytest
from django.test import Client

from reports.models import Report
from reports.services import release_report
from reports.states import ReportFormat, ReportKind
from tests.dashboard.addresses import addresses
from tests.factories import accounts, reports
from tests.factories.submissions import Submissions

pytestmark = pytest.mark.django_db

SUBJECTS = {ReportKind.ROUND_TABLE: "4", ReportKind.OBJECTIVE: "07", ReportKind.STATE: "PRT", ReportKind.OVERVIEW: ""}
FEEDS = ("publications", "pledges", "tools", "needs", "plans", "reviews", "objectives/7", "states/PRT")
TELLING = ["/en/reports/", "/ar/reports/", "/api/v1/reports/?limit=100", "/sitemap.xml"]


def made(kind):
    return reports.ready(kind=kind, subject=SUBJECTS[kind], releases=False)


def own_addresses(reference):
    """Everything that is served by a report's name."""
    own = [f"/en/reports/{reference}/{rest}" for rest in ("", "read/", "manifest.json")]
    return [*own, f"/api/v1/reports/{reference}/", *(f"/en/reports/{reference}/file.{form}" for form in ReportFormat)]


def answer_at(address):
    """Status and content, read to the end, so that no file stays open."""
    answer = Client().get(address)
    return answer.status_code, b"".join(answer.streaming_content) if answer.streaming else answer.content


def said_at(address):
    return answer_at(address)[1]


@pytest.mark.parametrize("kind", list(SUBJECTS))
def test_its_addresses_are_not_there_before_it_is_released_and_are_afterwards(kind):
    Submissions()
    report = made(kind)
    asked = own_addresses(report.reference)
    assert {address: answer_at(address)[0] for address in asked} == dict.fromkeys(asked, 404)
    release_report(report, by=accounts.administrator())
    assert {address: answer_at(address)[0] for address in asked} == dict.fromkeys(asked, 200)


def test_no_list_tells_that_it_is_there():
    Submissions()
    before = {address: sorted(said_at(address).split()) for address in TELLING}
    names = [made(kind).reference for kind in SUBJECTS]
    after = {address: said_at(address) for address in TELLING}
    assert [(address, name) for name in names for address in TELLING if name.encode() in after[address]] == []
    assert {address: sorted(content.split()) for address, content in after.items()} == before


def test_no_public_page_feed_or_file_names_it():
    submitted = Submissions()
    names = [made(kind).reference.encode() for kind in SUBJECTS]
    known = {"pledges": [submitted.pledge.reference], "tools": [submitted.tool.reference], "organisations": []}
    walked = [*addresses(known, files=True), *(f"/feeds/en/{feed}/" for feed in FEEDS)]
    assert [address for address in walked for content in [said_at(address)] if any(n in content for n in names)] == []


def test_the_sitemap_names_only_what_is_released_and_built():
    Submissions()
    hidden, shown = made(ReportKind.ROUND_TABLE), made(ReportKind.OBJECTIVE)
    waiting = reports.queued(number=1)
    release_report(shown, by=accounts.administrator())
    part = said_at("/sitemap/reports/1.xml").decode()
    assert Report.objects.get(pk=waiting.pk).is_public
    assert [each.reference in part for each in (hidden, shown, waiting)] == [False, True, False]
