"""The schedules a Forum gets by itself: once each, and never again what staff changed or ended."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.utils import timezone

from reports import services
from reports.models import Report, ReportSchedule
from reports.selectors import schedules
from reports.services import ensure_default_schedules, run_due_schedules
from reports.states import Deed, Outlook, ReportKind, Timing
from roundtables.models import Edition
from tests.factories import accounts
from tests.factories.reports import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("autumn")]
AUTUMN = datetime(2026, 11, 26, 12, tzinfo=UTC)  # after the Forum of 2026; the next one has no dates
SIX = ["ar", "zh-hans", "en", "fr", "ru", "es"]


@pytest.fixture
def autumn():
    with time_machine.travel(AUTUMN, tick=False):
        yield


def usual(year):
    return {each.made_as: each for each in ReportSchedule.objects.filter(edition=year)}


def test_the_current_forum_and_the_one_ahead_get_theirs_once():
    assert (ensure_default_schedules(), ensure_default_schedules()) == (9, 0)
    assert (sorted(usual(2026)), sorted(usual(2030)), usual(2022)) == (
        ["annual", "daily", "weekly"],
        ["after", "booklets", "call", "deadline", "freeze", "reminder"],
        {},
    )


def test_they_say_what_the_calendar_of_a_forum_asks_for():
    ensure_default_schedules()
    told = {
        name: (each.deed, each.timing, each.weeks, len(each.kinds), len(each.languages), each.releases)
        for name, each in (usual(2026) | usual(2030)).items()
    }
    assert told == {
        "daily": (Deed.REPORTS, Timing.DAILY, None, 1, 1, True),
        "weekly": (Deed.REPORTS, Timing.WEEKLY, None, 1, 6, True),
        "annual": (Deed.REPORTS, Timing.YEARLY, None, 1, 6, False),
        "call": (Deed.CALL, Timing.BEFORE, 52, 0, 0, False),
        "reminder": (Deed.REMINDER, Timing.BEFORE, 26, 0, 0, False),
        "freeze": (Deed.REPORTS, Timing.BEFORE, 16, 6, 1, False),
        "deadline": (Deed.DEADLINE, Timing.BEFORE, 12, 0, 0, False),
        "booklets": (Deed.REPORTS, Timing.BEFORE, 4, 3, 6, False),
        "after": (Deed.REPORTS, Timing.AFTER, 8, 6, 6, False),
    }
    annual = usual(2026)["annual"]
    assert (annual.month, annual.day, annual.kinds) == (12, 10, [ReportKind.ANNUAL])


def test_what_recurs_runs_for_the_first_time_at_once_and_then_at_its_hour():
    ensure_default_schedules()
    assert run_due_schedules(now=timezone.now()) == 2
    assert Report.objects.count() == 4 * 6  # the English ones are the same for both
    assert run_due_schedules(now=timezone.now()) == 0
    assert run_due_schedules(now=datetime(2026, 11, 27, 5, tzinfo=UTC)) == 1


def test_those_of_a_forum_without_dates_wait_and_are_seen():
    ensure_default_schedules()
    of_2030 = [line for line in schedules() if line.schedule.edition_id == 2030]
    assert [(line.schedule.made_as, line.outlook) for line in of_2030] == [
        (name, Outlook.WAITS) for name in ("call", "reminder", "freeze", "deadline", "booklets", "after")
    ]


def test_on_10_december_the_annual_report_of_the_year_is_asked_for():
    ensure_default_schedules()
    run_due_schedules(now=timezone.now())
    before = Report.objects.count()
    with time_machine.travel(datetime(2026, 12, 10, 14, tzinfo=UTC), tick=False):  # nine in New York
        run_due_schedules(now=timezone.now())
    annual = Report.objects.filter(kind=ReportKind.ANNUAL)
    assert sorted(annual.values_list("subject", "language")) == sorted(("2026", code) for code in SIX)
    assert Report.objects.count() == before + 6


def test_what_staff_changed_paused_or_ended_is_not_made_again():
    keeper = accounts.administrator("keeper@example.org")
    ensure_default_schedules()
    kept = usual(2026)
    changed = said(kept["daily"], timing=Timing.MONTHLY, day=3)
    services.change_schedule(kept["daily"], by=keeper, seen="", **changed)
    services.pause_schedule(kept["annual"], by=keeper)
    services.end_schedule(kept["weekly"], by=keeper)
    assert ensure_default_schedules() == 0
    assert (usual(2026)["daily"].timing, usual(2026)["annual"].is_paused) == (Timing.MONTHLY, True)
    assert usual(2026)["weekly"].ended_at == AUTUMN


def test_once_the_next_forum_has_dates_it_gets_what_recurs_and_the_last_ones_rest():
    ensure_default_schedules()
    Edition.objects.filter(year=2030).update(starts_on=date(2030, 5, 7), ends_on=date(2030, 5, 10))
    assert ensure_default_schedules() == 3
    assert {line.outlook for line in schedules() if line.schedule.edition_id == 2026} == {Outlook.RESTS}
    of_2030 = [line.schedule.made_as for line in schedules() if line.schedule.edition_id == 2030]
    assert of_2030 == [
        "weekly", "daily", "annual", "call", "reminder", "freeze", "deadline", "booklets", "after",
    ]  # fmt: skip
