"""The public list and pages of reports, their files, and the form of staff."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.urls import reverse

from reports.models import Report
from reports.services import ensure_default_schedules
from reports.services.builds import claim
from reports.states import Failure, ReportKind, ReportState
from tests.factories import accounts, pledges, reports

pytestmark = pytest.mark.django_db
LIST = "/en/reports/"


@pytest.fixture
def staff(client):
    somebody = accounts.moderator()
    client.force_login(somebody)
    return somebody


@pytest.fixture(autouse=True)
def no_nudge(monkeypatch):
    """The broker is not what is tested here; a nudge is only counted."""
    nudges = []
    monkeypatch.setattr("reports.views.production.nudge", lambda: nudges.append(1))
    return nudges


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def failed(**fields):
    report = reports.queued(**fields)
    Report.objects.filter(pk=report.pk).update(
        state=ReportState.FAILED, failure=Failure.STORAGE, failure_detail="OSError: secret detail"
    )
    return Report.objects.get(pk=report.pk)


# The list


def test_an_empty_list_says_what_comes_next(client):
    assert "No report yet" in page(client, LIST)


def test_the_list_shows_each_report_with_where_it_stands(client):
    ready, waiting, broken = reports.ready(number=1), reports.queued(number=2), failed(number=3)
    building = reports.queued(number=4)
    claim(building.pk, now=datetime.now(tz=UTC))
    shown = page(client, LIST)
    for report in (ready, waiting, broken, building):
        assert report.get_absolute_url() in shown
    assert reverse("reports:download", args=[ready.reference, "pdf"]) in shown
    assert reverse("reports:download", args=[ready.reference, "xlsx"]) in shown
    assert "Being built: 5 %" in shown
    assert "Queued" in shown
    assert "Failed" in shown
    assert reverse("reports:download", args=[waiting.reference, "pdf"]) not in shown


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_for_any_number_of_rows(client, django_assert_num_queries, rows):
    for number in range(rows):
        reports.queued(number=number + 1)
    client.get(LIST)
    with django_assert_num_queries(10):
        client.get(LIST)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("?round_table=2", [2]),
        ("?language=fr", [1]),
        ("?forum=2026", [1, 2]),
        ("?forum=2022", []),
        ("?forum=", [1, 2]),
    ],
)
def test_the_list_is_filtered(client, asked, found):
    addresses = {1: reports.queued(number=1, language="fr"), 2: reports.queued(number=2)}
    shown = page(client, LIST + asked)
    assert [number for number, report in addresses.items() if report.get_absolute_url() in shown] == found


@pytest.mark.parametrize(
    "asked", ["?forum=2023", "?forum=x", "?round_table=5", "?language=de", "?page=0", "?forum=%00", "?language=%00"]
)
def test_what_nobody_could_choose_is_refused(client, asked):
    response = client.get(LIST + asked)
    assert response.status_code == 400
    assert "This address asks for something we do not have" in response.content.decode()


def test_a_page_past_the_last_is_not_found(client):
    assert client.get(f"{LIST}?page=2").status_code == 404


def test_the_next_runs_are_shown(client):
    with time_machine.travel("2026-11-22 10:00", tick=False):
        ensure_default_schedules()
    shown = page(client, LIST)
    assert "<strong>Round-table booklet</strong>" in shown
    assert "next on 22 November 2026, 05:00 (UTC)" in shown
    assert "in 6 languages" in shown


def test_an_unchanged_list_is_not_sent_again(client):
    report = reports.queued()
    etag = client.get(LIST)["ETag"]
    assert client.get(LIST, headers={"if-none-match": etag}).status_code == 304
    claim(report.pk, now=datetime.now(tz=UTC))
    assert client.get(LIST, headers={"if-none-match": etag}).status_code == 200


@pytest.mark.parametrize("address", [LIST, "detail", "download"])
def test_public_pages_touch_no_session(client, staff, address):
    report = reports.ready()
    if address != LIST:
        address = reverse(f"reports:{address}", args=[report.reference, *(["pdf"] if address == "download" else [])])
    response = client.get(address)
    assert response.status_code == 200
    assert "Cookie" not in response.get("Vary", "")
    assert staff.email.encode() not in response.getvalue()
    response.close()


def test_public_pages_are_read_only(client):
    report = reports.ready()
    for address in (LIST, report.get_absolute_url(), reverse("reports:download", args=[report.reference, "pdf"])):
        assert client.post(address).status_code == 405


# One report


def test_the_page_of_a_ready_report_says_what_was_frozen_and_how_to_verify_it(client):
    pledges.published()
    report = reports.ready()
    shown = page(client, report.get_absolute_url())
    assert f"Publication {report.publication_id}" in shown
    assert reports.pdf_of(report).sha256 in shown
    assert f"sha256sum {report.reference}.pdf" in shown
    assert f"manage.py verify_report {report.reference}" in shown
    assert "http-equiv" not in shown


@pytest.mark.parametrize("claimed", [True, False])
def test_the_page_of_an_unfinished_report_looks_again_by_itself(client, claimed):
    report = reports.queued()
    if claimed:
        claim(report.pk, now=datetime.now(tz=UTC))
    shown = page(client, report.get_absolute_url())
    assert '<meta http-equiv="refresh" content="5">' in shown
    assert ('value="5"' in shown) is claimed


def test_the_page_of_a_failed_report_gives_the_reason_and_no_detail(client):
    shown = page(client, failed().get_absolute_url())
    assert "The finished file could not be stored." in shown
    assert "secret detail" not in shown
    assert "http-equiv" not in shown


def test_the_page_asks_few_questions(client, django_assert_num_queries):
    report = reports.ready()
    client.get(report.get_absolute_url())
    with django_assert_num_queries(6):
        client.get(report.get_absolute_url())


def test_other_languages_are_linked(client):
    here, there = reports.queued(), reports.queued(language="ar")
    assert there.get_absolute_url() in page(client, here.get_absolute_url())


@pytest.mark.parametrize("name", ["detail", "download"])
@pytest.mark.parametrize("reference", ["GCM-RP-2026-RT2-P00001-en", "nothing"])
def test_a_report_there_is_not_is_not_found(client, name, reference):
    assert (
        client.get(reverse(f"reports:{name}", args=[reference, *(["pdf"] if name == "download" else [])])).status_code
        == 404
    )


# The file


def test_the_file_comes_with_its_name_type_and_checksum(client):
    report = reports.ready()
    response = client.get(reverse("reports:download", args=[report.reference, "pdf"]))
    assert hashlib.sha256(b"".join(response.streaming_content)).hexdigest() == reports.pdf_of(report).sha256
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'attachment; filename="{report.reference}.pdf"'
    assert response["ETag"] == f'"{reports.pdf_of(report).sha256}"'
    assert response["Content-Length"] == str(reports.pdf_of(report).size)


def test_the_file_is_not_sent_to_who_has_it(client):
    report = reports.ready()
    address = reverse("reports:download", args=[report.reference, "pdf"])
    assert client.get(address, headers={"if-none-match": f'"{reports.pdf_of(report).sha256}"'}).status_code == 304


def test_there_is_no_file_until_it_is_ready(client):
    for report in (reports.queued(), failed(number=1)):
        assert report.is_public
        assert client.get(reverse("reports:download", args=[report.reference, "pdf"])).status_code == 404


def test_a_lost_file_is_not_found(client, settings):
    report = reports.ready()
    (Path(settings.MEDIA_ROOT) / reports.pdf_of(report).file).unlink()
    assert client.get(reverse("reports:download", args=[report.reference, "pdf"])).status_code == 404


@pytest.mark.parametrize("address", ["detail", "read", "manifest", "download"])
def test_what_is_not_released_is_not_there(client, address):
    report = reports.ready(releases=False)
    more = ["pdf"] if address == "download" else []
    assert client.get(reverse(f"reports:{address}", args=[report.reference, *more])).status_code == 404
    assert report.reference not in page(client, LIST)


def test_the_report_is_read_on_a_page_and_says_what_the_file_says(client):
    pledge = pledges.published(title="A sample pledge to read")
    report = reports.ready()
    shown = page(client, reverse("reports:read", args=[report.reference]))
    assert (pledge.reference in shown, "A sample pledge to read" in shown, shown.count("<h1")) == (True, True, 1)


def test_the_manifest_is_for_programs(client):
    report = reports.ready()
    response = client.get(reverse("reports:manifest", args=[report.reference]))
    assert response.json() == report.manifest
    assert client.get(response.request["PATH_INFO"], headers={"if-none-match": response["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("pdf", "application/pdf"),
        ("html", "text/html; charset=utf-8"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_each_form_is_handed_out_as_what_it_is(client, form, kind):
    report = reports.ready()
    response = client.get(reverse("reports:download", args=[report.reference, form]))
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == (kind, "nosniff")
    assert f'attachment; filename="{report.reference}.{form}"' in response["Content-Disposition"]
    response.close()


def test_a_form_there_is_not_is_not_found(client):
    report = reports.ready()
    assert client.get(reverse("reports:download", args=[report.reference, "exe"])).status_code == 404


def test_what_another_release_made_is_handed_out_as_it_was_made_where_it_cannot_be_shown(client):
    report = reports.ready()
    Report.objects.filter(pk=report.pk).update(snapshot={"document": {"of": "another form"}})
    shown = page(client, f"{LIST}{report.reference}/read/")
    assert "This report cannot be shown here" in shown
    assert f'href="{LIST}{report.reference}/file.html"' in shown


def test_the_reports_on_one_subject_are_a_link_away(client):
    sheet = reports.ready(kind=ReportKind.OBJECTIVE, subject="07")
    reports.ready(kind=ReportKind.OBJECTIVE, subject="08")
    shown = page(client, f"{LIST}?kind=objective&subject=07")
    assert (sheet.reference in shown, "OBJ08" in shown) == (True, False)
    assert "Only reports on 7. " in shown
    assert '<input type="hidden" name="subject" value="07"' in shown


@pytest.mark.parametrize("subject", ["7a", "PORTUGAL", "prt", "123", "%00"])
def test_a_subject_nobody_could_mean_is_refused(client, subject):
    assert client.get(f"{LIST}?subject={subject}").status_code == 400


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("/en/objectives/7/", "kind=objective&amp;subject=07&amp;language=en"),
        ("/fr/states/PRT/", "kind=state&amp;subject=PRT&amp;language=fr"),
        ("/en/forums/2026/", "forum=2026"),
        ("/en/forums/2026/round-tables/4/", "forum=2026&amp;round_table=4"),
    ],
)
def test_an_objective_a_state_a_forum_and_a_round_table_lead_to_their_reports(client, address, link):
    assert f"/reports/?{link}" in client.get(address).content.decode()


def test_a_report_being_built_says_what_the_worker_is_at(client):
    report = reports.queued()
    claim(report.pk, now=datetime.now(tz=UTC))
    for address in (LIST, f"{LIST}{report.reference}/"):
        assert "Reading the figures and the records" in page(client, address)
