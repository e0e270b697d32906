"""The public list and pages of reports, their files, and the form of staff."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.urls import reverse
from django.utils.html import escape

from reports.models import Report
from reports.services import ensure_default_schedules
from reports.services.builds import claim
from reports.states import Failure, ReportState
from tests.factories import accounts, pledges, reports

pytestmark = pytest.mark.django_db
LIST = "/en/reports/"
REQUEST = "/en/reports/request/"


@pytest.fixture
def staff(client):
    somebody = accounts.moderator()
    client.force_login(somebody)
    return somebody


@pytest.fixture(autouse=True)
def no_nudge(monkeypatch):
    """The broker is not what is tested here; a nudge is only counted."""
    nudges = []
    monkeypatch.setattr("reports.views.library.nudge", lambda: nudges.append(1))
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
    assert reverse("reports:download", args=[ready.reference]) in shown
    assert ready.sha256[:12] in shown
    assert "Being built: 5 %" in shown
    assert "Queued" in shown
    assert "Failed" in shown
    assert reverse("reports:download", args=[waiting.reference]) not in shown


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_for_any_number_of_rows(client, django_assert_num_queries, rows):
    for number in range(rows):
        reports.queued(number=number + 1)
    client.get(LIST)
    with django_assert_num_queries(8):
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
    assert "Every day" in shown
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
        address = reverse(f"reports:{address}", args=[report.reference])
    response = client.get(address)
    assert response.status_code == 200
    assert "Cookie" not in response.get("Vary", "")
    assert staff.email.encode() not in response.getvalue()
    response.close()


def test_public_pages_are_read_only(client):
    report = reports.ready()
    for address in (LIST, report.get_absolute_url(), reverse("reports:download", args=[report.reference])):
        assert client.post(address).status_code == 405


# One report


def test_the_page_of_a_ready_report_says_what_was_frozen_and_how_to_verify_it(client):
    pledges.published()
    report = reports.ready()
    shown = page(client, report.get_absolute_url())
    assert f"Publication {report.publication_id}" in shown
    assert report.sha256 in shown
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
    with django_assert_num_queries(5):
        client.get(report.get_absolute_url())


def test_other_languages_are_linked(client):
    here, there = reports.queued(), reports.queued(language="ar")
    assert there.get_absolute_url() in page(client, here.get_absolute_url())


@pytest.mark.parametrize("name", ["detail", "download"])
@pytest.mark.parametrize("reference", ["GCM-RP-2026-RT2-P00001-en", "nothing"])
def test_a_report_there_is_not_is_not_found(client, name, reference):
    assert client.get(reverse(f"reports:{name}", args=[reference])).status_code == 404


# The file


def test_the_file_comes_with_its_name_type_and_checksum(client):
    report = reports.ready()
    response = client.get(reverse("reports:download", args=[report.reference]))
    assert hashlib.sha256(b"".join(response.streaming_content)).hexdigest() == report.sha256
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'attachment; filename="{report.reference}.pdf"'
    assert response["ETag"] == f'"{report.sha256}"'
    assert response["Content-Length"] == str(report.size)


def test_the_file_is_not_sent_to_who_has_it(client):
    report = reports.ready()
    address = reverse("reports:download", args=[report.reference])
    assert client.get(address, headers={"if-none-match": f'"{report.sha256}"'}).status_code == 304


def test_there_is_no_file_until_it_is_ready(client):
    for report in (reports.queued(), failed(number=1)):
        assert client.get(reverse("reports:download", args=[report.reference])).status_code == 404


def test_a_lost_file_is_not_found(client, settings):
    report = reports.ready()
    (Path(settings.MEDIA_ROOT) / report.file).unlink()
    assert client.get(reverse("reports:download", args=[report.reference])).status_code == 404


# Asking


def test_staff_ask_for_one_report_and_are_led_to_it(client, staff, no_nudge, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(REQUEST, {"forum": 2026, "round_tables": [2], "languages": ["ar"]})
    report = Report.objects.get()
    assert (report.round_table_number, report.language, report.requested_by) == (2, "ar", staff)
    assert (response.status_code, response["Location"]) == (302, report.get_absolute_url())
    assert no_nudge == [1]


def test_staff_ask_for_several_and_are_led_to_the_list(client, staff):
    response = client.post(REQUEST, {"forum": 2026, "round_tables": [1, 2], "languages": ["ar", "en"]})
    assert response["Location"] == LIST
    assert Report.objects.count() == 4


def test_an_incomplete_request_comes_back_filled(client, staff):
    response = client.post(REQUEST, {"forum": 2026, "round_tables": [2]})
    shown = response.content.decode()
    assert response.status_code == 400
    assert "Choose at least one language." in shown
    assert "checked" in shown
    assert Report.objects.count() == 0


@pytest.mark.parametrize(
    "asked",
    [
        {"forum": 2023, "round_tables": [2], "languages": ["en"]},
        {"forum": 2026, "round_tables": [5], "languages": ["en"]},
        {"forum": "x\0", "round_tables": ["\0"], "languages": ["\0"]},
    ],
)
def test_an_odd_request_is_refused(client, staff, asked):
    assert client.post(REQUEST, asked).status_code == 400
    assert Report.objects.count() == 0


def test_the_form_shows_what_failed_and_lets_staff_try_again(
    client, staff, no_nudge, django_capture_on_commit_callbacks
):
    report = failed()
    assert reverse("reports:retry", args=[report.reference]) in page(client, REQUEST)
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse("reports:retry", args=[report.reference]))
    report.refresh_from_db()
    assert (response["Location"], report.state, no_nudge) == (report.get_absolute_url(), "queued", [1])


def test_trying_again_what_has_not_failed_changes_nothing(client, staff, no_nudge):
    report = reports.ready()
    response = client.post(reverse("reports:retry", args=[report.reference]))
    assert (response["Location"], no_nudge) == (report.get_absolute_url(), [])


@pytest.mark.parametrize("role", ["focal_point", "drafter", "person"])
def test_for_everybody_else_there_is_no_such_page(client, role):
    somebody = getattr(accounts, role)()
    client.force_login(somebody)
    report = failed()
    assert client.get(REQUEST).status_code == 404
    assert client.post(REQUEST, {"forum": 2026, "round_tables": [2], "languages": ["en"]}).status_code == 404
    assert client.post(reverse("reports:retry", args=[report.reference])).status_code == 404
    assert Report.objects.get().state == "failed"


def test_who_is_not_signed_in_is_asked_to_be(client):
    response = client.get(REQUEST)
    assert response.status_code == 302
    assert response["Location"].startswith("/en/accounts/login/")


def test_what_people_wrote_is_escaped(client):
    pledges.published(title="<script>alert(1)</script>")
    report = reports.ready()
    assert "<script>alert" not in page(client, report.get_absolute_url())
    assert escape(report.title) in page(client, report.get_absolute_url())
