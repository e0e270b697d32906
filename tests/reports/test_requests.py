"""Asking for reports: twice is one row, and it stays frozen where it was asked for."""

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from accounts.models import User
from reports.exceptions import NoSuchSubject, NotFailed, NothingPublished
from reports.models import Report
from reports.services import request_reports, retry_report
from reports.states import Failure, ReportKind, ReportState
from tests.factories import accounts, pledges, reports
from workflow.models import Publication

pytestmark = pytest.mark.django_db


def test_asking_twice_is_one_row():
    assert reports.queued() == reports.queued()
    assert Report.objects.count() == 1


def test_the_reference_says_what_the_report_is():
    number = Publication.objects.first().number
    assert reports.queued(number=2, language="zh-hans").reference == f"GCM-RP-2026-RT2-P{number:05d}-zh-hans"


def test_after_the_next_publication_it_is_another_report():
    old = reports.queued()
    pledges.published()
    new = reports.queued()
    assert new.publication_id == old.publication_id + 1
    assert new.reference != old.reference


def test_the_day_it_was_first_asked_for_on_stays():
    with time_machine.travel("2026-11-01 10:00"):
        first = reports.queued()
    with time_machine.travel("2026-11-05 10:00"):
        assert reports.queued() == first
    assert first.as_of_on.isoformat() == "2026-11-01"


def test_several_at_once_are_frozen_at_one_publication():
    asked = request_reports(
        kinds=[ReportKind.ROUND_TABLE],
        edition=reports.edition(),
        only=["1", "2"],
        languages=["en", "ar"],
        by=User.objects.system(),
    )
    assert [(r.subject, r.language) for r in asked] == [("1", "en"), ("1", "ar"), ("2", "en"), ("2", "ar")]
    assert len({r.publication_id for r in asked}) == 1


@pytest.mark.parametrize("role", ["focal_point", "drafter", "person"])
def test_only_staff_and_the_machine_ask(role):
    with pytest.raises(PermissionDenied):
        reports.queued(by=getattr(accounts, role)())
    assert Report.objects.count() == 0


@pytest.mark.parametrize("role", ["moderator", "administrator"])
def test_staff_ask(role):
    somebody = getattr(accounts, role)()
    assert reports.queued(by=somebody).requested_by == somebody


def test_a_round_table_there_is_not_is_refused():
    with pytest.raises(NoSuchSubject) as refused:
        reports.queued(number=5)
    assert refused.value.message == "There is nothing to report on that subject for this Forum."


def test_before_the_first_publication_there_is_nothing_to_report_on(monkeypatch):
    monkeypatch.setattr("workflow.selectors.current_publication", lambda: 0)
    with pytest.raises(NothingPublished) as refused:
        reports.queued()
    assert refused.value.message == "Nothing has been published yet, so there is nothing to report on."


def test_a_failed_report_is_put_back_with_all_its_attempts():
    report = reports.queued()
    Report.objects.update(state=ReportState.FAILED, failure=Failure.STORAGE, failure_detail="disk full", attempts=3)
    retry_report(report, by=accounts.moderator())
    assert (report.state, report.attempts, report.failure, report.failure_detail) == ("queued", 0, "", "")


def test_only_staff_try_again():
    report = reports.queued()
    Report.objects.update(state=ReportState.FAILED, failure=Failure.STORAGE)
    with pytest.raises(PermissionDenied):
        retry_report(report, by=accounts.focal_point())
    report.refresh_from_db()
    assert report.state == ReportState.FAILED


@pytest.mark.parametrize("state", [ReportState.QUEUED, ReportState.BUILDING])
def test_what_has_not_failed_is_not_tried_again(state):
    report = reports.queued()
    Report.objects.update(state=state)
    with pytest.raises(NotFailed) as refused:
        retry_report(report, by=accounts.moderator())
    assert refused.value.message == "This report has not failed, so there is nothing to try again."
