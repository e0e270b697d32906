"""Schedules: missed runs are caught up once, two clocks ask once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection

from reports.models import Report, ReportSchedule
from reports.services import ensure_default_schedules, request_due_reports
from reports.services.schedules import next_run
from reports.states import Frequency
from tests.factories import pledges, reports

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def schedule(*, at=NOON, frequency=Frequency.WEEKLY, languages=("en",), **fields):
    return ReportSchedule.objects.create(
        edition=reports.edition(), frequency=frequency, languages=list(languages), next_run_at=at, **fields
    )


def test_a_due_schedule_asks_for_every_table_in_its_languages():
    due = schedule(languages=["en", "ar"])
    assert request_due_reports(now=NOON) == 1
    assert sorted(Report.objects.values_list("subject", "language")) == [
        (number, language) for number in "1234" for language in ("ar", "en")
    ]
    assert {report.schedule for report in Report.objects.all()} == {due}
    assert {report.requested_by.is_system for report in Report.objects.all()} == {True}


def test_running_it_twice_asks_once():
    schedule()
    assert (request_due_reports(now=NOON), request_due_reports(now=NOON)) == (1, 0)
    assert Report.objects.count() == 4


def test_three_missed_runs_are_one_catch_up():
    missed = schedule(at=NOON)
    late = NOON + timedelta(days=3 * 7 + 2)
    assert (request_due_reports(now=late), request_due_reports(now=late)) == (1, 0)
    missed.refresh_from_db()
    assert (missed.last_run_at, missed.next_run_at) == (late, NOON + timedelta(days=4 * 7))
    assert Report.objects.count() == 4


def test_without_a_new_publication_the_next_run_asks_for_nothing_new():
    schedule(frequency=Frequency.DAILY)
    request_due_reports(now=NOON)
    assert request_due_reports(now=NOON + timedelta(days=1)) == 1
    assert Report.objects.count() == 4


def test_what_was_published_since_is_in_the_next_run():
    schedule(frequency=Frequency.DAILY)
    request_due_reports(now=NOON)
    pledge = pledges.published()
    request_due_reports(now=NOON + timedelta(days=1))
    assert Report.objects.filter(publication=pledge.published_in).count() == 4


def test_what_is_paused_or_not_due_yet_asks_for_nothing():
    schedule(is_paused=True)
    schedule(at=NOON + timedelta(seconds=1), frequency=Frequency.DAILY)
    assert request_due_reports(now=NOON) == 0
    assert Report.objects.count() == 0


def test_before_the_first_publication_a_schedule_stays_due(monkeypatch):
    waiting = schedule()
    monkeypatch.setattr("reports.services.schedules.current_publication", lambda: 0)
    assert request_due_reports(now=NOON) == 0
    waiting.refresh_from_db()
    assert waiting.next_run_at == NOON


@pytest.mark.parametrize(
    ("frequency", "now", "expected"),
    [
        (Frequency.DAILY, NOON, NOON + timedelta(days=1)),
        (Frequency.DAILY, NOON + timedelta(days=9, hours=1), NOON + timedelta(days=10)),
        (Frequency.WEEKLY, NOON, NOON + timedelta(days=7)),
        (Frequency.WEEKLY, NOON + timedelta(days=7), NOON + timedelta(days=14)),
        (Frequency.MONTHLY, NOON, datetime(2026, 4, 2, 12, tzinfo=UTC)),
        (Frequency.MONTHLY, datetime(2027, 1, 2, 12, tzinfo=UTC), datetime(2027, 2, 2, 12, tzinfo=UTC)),
        (Frequency.WEEKLY, NOON - timedelta(days=1), NOON),
    ],
)
def test_the_next_run_is_after_now_at_the_same_hour(frequency, now, expected):
    assert next_run(NOON, frequency, now=now) == expected


def test_a_monthly_run_on_the_31st_moves_to_a_day_every_month_has():
    first = datetime(2026, 1, 31, 12, tzinfo=UTC)
    assert next_run(first, Frequency.MONTHLY, now=first) == datetime(2026, 2, 28, 12, tzinfo=UTC)


def test_the_current_forum_gets_its_schedules_once():
    assert (ensure_default_schedules(), ensure_default_schedules()) == (2, 0)
    assert list(ReportSchedule.objects.order_by("frequency").values_list("edition", "frequency", "languages")) == [
        (2026, "daily", ["en"]),
        (2026, "weekly", ["ar", "zh-hans", "en", "fr", "ru", "es"]),
    ]


def test_what_staff_changed_in_a_schedule_stays():
    ensure_default_schedules()
    ReportSchedule.objects.filter(frequency=Frequency.DAILY).update(is_paused=True, languages=["fr"])
    ensure_default_schedules()
    daily = ReportSchedule.objects.get(frequency=Frequency.DAILY)
    assert (daily.is_paused, daily.languages) == (True, ["fr"])


@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_once_ask_once():
    schedule()
    both = Barrier(2)

    def tick(_clock):
        try:
            both.wait(timeout=20)
            return request_due_reports(now=NOON)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(tick, range(2))) == [0, 1]
    assert Report.objects.count() == 4
