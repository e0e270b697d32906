"""Where staff have reports built: asking, watching, reading, releasing."""

import pytest
from django.urls import reverse

from reports.models import Report, ReportSet
from reports.services import build_due_reports, request_set
from reports.states import Failure, ReportKind, ReportState
from tests.factories import accounts, pledges, reports

pytestmark = pytest.mark.django_db
NEW = "/en/reports/production/new/"
ALL = "/en/reports/production/"
ASKED = {"forum": 2026, "kinds": ["round_table"], "languages": ["en"], "only": "2"}


@pytest.fixture(autouse=True)
def nudges(monkeypatch):
    """The broker is not what is tested here; a nudge is only counted."""
    told = []
    monkeypatch.setattr("reports.views.production.nudge", lambda: told.append(1))
    return told


@pytest.fixture
def staff(client):
    somebody = accounts.administrator()
    client.force_login(somebody)
    return somebody


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


def test_staff_ask_and_are_led_to_the_set(client, staff, nudges, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(NEW, ASKED | {"languages": ["ar", "en"]})
    (asked,) = ReportSet.objects.all()
    assert response["Location"] == asked.get_absolute_url()
    assert sorted(asked.reports.values_list("subject", "language")) == [("2", "ar"), ("2", "en")]
    assert (asked.requested_by, nudges) == (staff, [1])
    assert not asked.reports.public().exists()


def test_a_number_names_the_round_table_and_the_objective(client, staff):
    client.post(NEW, ASKED | {"kinds": ["round_table", "objective"], "only": " 2, 3"})
    kinds = {"round_table", "objective"} & set(Report.objects.values_list("kind", flat=True))
    found = sorted(Report.objects.values_list("kind", "subject"))
    expected = [("objective", "02"), ("objective", "03"), ("round_table", "2"), ("round_table", "3")]
    assert found == [each for each in expected if each[0] in kinds]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"kinds": []}, "Choose at least one kind of report."),
        ({"languages": []}, "Choose at least one language."),
        ({"only": "9"}, "There is nothing to report on that subject for this Forum."),
        ({"only": "x\0"}, "Null characters are not allowed."),
        ({"forum": 2023}, "Select a valid choice."),
    ],
)
def test_a_request_that_cannot_be_met_comes_back_filled(client, staff, asked, said):
    response = client.post(NEW, ASKED | asked)
    assert response.status_code == 400
    assert said in response.content.decode()
    assert (Report.objects.count(), ReportSet.objects.count()) == (0, 0)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_for_any_number_of_sets(client, staff, rows, django_assert_num_queries):
    focal = accounts.focal_point("PRT")
    for number in range(rows):
        pledges.published(focal, staff, title=f"A sample pledge {number}")
        request_set(edition=reports.edition(), kinds=[ReportKind.ROUND_TABLE], languages=["en"], by=staff)
    build_due_reports()
    client.get(ALL)
    with django_assert_num_queries(9):
        shown = page(client, ALL)
    assert shown.count("Waits for its release") == 4 * rows


@pytest.mark.parametrize("languages", [["en"], ["en", "fr", "ar"]])
def test_a_set_asks_the_same_for_any_number_of_reports(client, staff, languages, django_assert_num_queries):
    asked = request_set(edition=reports.edition(), kinds=[ReportKind.ROUND_TABLE], languages=languages, by=staff)
    client.get(asked.get_absolute_url())
    with django_assert_num_queries(9):
        shown = page(client, asked.get_absolute_url())
    assert '<meta http-equiv="refresh" content="10">' in shown
    assert shown.count("Round table 1, ") == len(languages)


def test_a_set_is_released_at_once_by_administrators_only(client, staff):
    asked = request_set(edition=reports.edition(), kinds=[ReportKind.ROUND_TABLE], languages=["en"], by=staff)
    build_due_reports()
    assert "Release 4 reports" in page(client, asked.get_absolute_url())
    client.force_login(accounts.moderator())
    assert "Release 4 reports" not in page(client, asked.get_absolute_url())
    assert client.post(reverse("reports:release_set", args=[asked.pk])).status_code == 404
    client.force_login(staff)
    response = client.post(reverse("reports:release_set", args=[asked.pk]), follow=True)
    assert "4 reports are public now." in response.content.decode()
    assert asked.reports.public().count() == 4


def test_an_unreleased_report_is_read_and_released_on_its_preview(client, staff):
    pledge = pledges.published(title="A sample pledge to preview")
    report = reports.ready(releases=False)
    address = reverse("reports:preview", args=[report.reference])
    shown = page(client, address)
    assert pledge.reference in shown
    assert "Only the secretariat sees this." in shown
    assert client.get(address)["Cache-Control"].count("private") == 1
    file = client.get(reverse("reports:preview_file", args=[report.reference, "pdf"]))
    assert b"".join(file.streaming_content).startswith(b"%PDF")
    client.post(reverse("reports:release", args=[report.reference]))
    assert client.get(report.get_absolute_url()).status_code == 200
    response = client.post(reverse("reports:release", args=[report.reference]), follow=True)
    assert "This report is public already; nothing was done twice." in response.content.decode()


def test_what_failed_is_shown_with_its_reason_and_tried_again(
    client, staff, nudges, django_capture_on_commit_callbacks
):
    report = failed(releases=False)
    shown = page(client, ALL)
    assert "The finished file could not be stored." in shown
    assert "secret detail" not in shown
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse("reports:retry", args=[report.reference]))
    report.refresh_from_db()
    assert response["Location"] == reverse("reports:preview", args=[report.reference])
    assert (report.state, nudges) == ("queued", [1])


def test_trying_again_what_has_not_failed_changes_nothing(client, staff, nudges):
    report = reports.ready()
    response = client.post(reverse("reports:retry", args=[report.reference]), follow=True)
    assert "This report has not failed" in response.content.decode()
    assert nudges == []


def test_what_failed_in_a_set_is_tried_again_together(client, staff):
    asked = request_set(edition=reports.edition(), kinds=[ReportKind.ROUND_TABLE], languages=["en"], by=staff)
    asked.reports.update(state=ReportState.FAILED, failure=Failure.STORAGE, attempts=3)
    assert "Try again what failed" in page(client, asked.get_absolute_url())
    client.post(reverse("reports:retry_set", args=[asked.pk]))
    assert set(asked.reports.values_list("state", "attempts")) == {("queued", 0)}
    build_due_reports()
    assert set(asked.reports.values_list("state", flat=True)) == {"ready"}


@pytest.mark.parametrize("role", ["focal_point", "drafter", "person"])
def test_for_everybody_else_there_are_no_such_pages(client, role):
    client.force_login(getattr(accounts, role)())
    report = reports.ready(releases=False)
    assert [client.get(address).status_code for address in (NEW, ALL)] == [404, 404]
    assert client.post(NEW, ASKED).status_code == 404
    for name in ("preview", "release", "retry"):
        assert client.post(reverse(f"reports:{name}", args=[report.reference])).status_code == 404
    assert Report.objects.get().released_at is None


def test_who_is_not_signed_in_is_asked_to_be(client):
    response = client.get(NEW)
    assert (response.status_code, response["Location"][:19]) == (302, "/en/accounts/login/")
