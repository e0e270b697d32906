"""Release is an act of the secretariat: once, with its row, and only of what is finished."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from reports.exceptions import NotReady, ReleasedAlready, ReportError
from reports.models import Report, ReportEvent
from reports.services import build_due_reports, release_report, release_set, request_set
from reports.states import ReportAct, ReportKind
from tests.factories import accounts, reports

pytestmark = pytest.mark.django_db


def acts(report):
    return list(ReportEvent.objects.filter(report=report).order_by("pk").values_list("act", "by__email"))


def test_a_release_says_who_and_when():
    report, who = reports.ready(releases=False), accounts.administrator()
    released = release_report(report, by=who)
    assert (released.released_by, released.is_public) == (who, True)
    assert acts(report)[-1] == (ReportAct.RELEASED, who.email)
    assert [act for act, _by in acts(report)] == ["asked", "released"]


@pytest.mark.parametrize("role", ["moderator", "focal_point", "drafter", "person"])
def test_only_administrators_release(role):
    report = reports.ready(releases=False)
    with pytest.raises(PermissionDenied):
        release_report(report, by=getattr(accounts, role)())
    assert Report.objects.get().released_at is None


def test_what_is_not_finished_is_not_released():
    with pytest.raises(NotReady):
        release_report(reports.queued(releases=False), by=accounts.administrator())


def test_what_is_public_is_not_released_twice():
    report, who = reports.ready(releases=False), accounts.administrator()
    release_report(report, by=who)
    with pytest.raises(ReleasedAlready):
        release_report(report, by=who)
    assert len(acts(report)) == 2


def test_asked_for_again_by_what_needs_no_release_it_is_public():
    report = reports.ready(releases=False)
    again = reports.queued()
    assert (again.pk, again.released_at is not None, acts(report)[-1][0]) == (report.pk, True, "released")
    waiting = reports.queued(number=2, releases=False)
    assert (reports.queued(number=2).releases_itself, waiting.releases_itself) == (True, False)


def test_a_set_is_released_as_far_as_it_is_finished():
    who = accounts.administrator()
    asked = request_set(edition=reports.edition(), kinds=[ReportKind.ROUND_TABLE], languages=["en"], by=who)
    assert release_set(asked, by=who) == 0
    build_due_reports()
    reports.queued(number=1)  # by a schedule that needs no release
    assert (release_set(asked, by=who), release_set(asked, by=who)) == (3, 0)
    assert asked.reports.public().count() == 4
    assert ReportEvent.objects.filter(act=ReportAct.RELEASED).count() == 4
    with pytest.raises(PermissionDenied):
        release_set(asked, by=accounts.moderator())


@pytest.mark.django_db(transaction=True)
def test_of_two_who_release_at_once_one_is_told():
    report, who, together = reports.ready(releases=False), accounts.administrator(), Barrier(2)

    def release(_number):
        try:
            together.wait(timeout=20)
            release_report(Report.objects.get(pk=report.pk), by=who)
        except ReportError as refused:
            return type(refused).__name__
        finally:
            connection.close()
        return "released"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(release, range(2))) == ["ReleasedAlready", "released"]
    assert ReportEvent.objects.filter(act=ReportAct.RELEASED).count() == 1
