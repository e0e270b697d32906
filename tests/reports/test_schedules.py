"""The clock of the schedules: missed times are caught up once, two clocks do it once, the Forum's dates lead."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, InternalError, connection, transaction

from notices.models import Notice
from reports.models import Report, ReportSchedule, ReportSet, ScheduleRun
from reports.services import run_due_schedules
from reports.states import Deed, Outcome, ReportKind, Timing
from roundtables.models import Edition
from tests.factories import accounts, pledges
from tests.factories.reports import NOON, moment, schedule

pytestmark = pytest.mark.django_db
FORUM, LAST = date(2030, 5, 7), date(2030, 5, 10)
WEEK = timedelta(weeks=1)


def at(day):
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def forum(starts_on=FORUM, ends_on=LAST):
    Edition.objects.filter(year=2030).update(starts_on=starts_on, ends_on=ends_on)


def ahead(weeks, **fields):
    """A schedule for the Forum of 2030."""
    return schedule(timing=Timing.BEFORE, weeks=weeks, year=2030, **fields)


def outcomes():
    return list(ScheduleRun.objects.order_by("pk").values_list("occurrence", "outcome"))


def test_a_due_schedule_asks_for_every_table_in_its_languages():
    due = schedule(languages=["en", "ar"])
    assert run_due_schedules(now=NOON) == 1
    assert sorted(Report.objects.values_list("subject", "language")) == [
        (number, language) for number in "1234" for language in ("ar", "en")
    ]
    assert {report.schedule for report in Report.objects.all()} == {due}
    assert {(report.requested_by.is_system, report.is_public) for report in Report.objects.all()} == {(True, True)}
    run = ScheduleRun.objects.get()
    assert (run.occurrence, run.due_at, run.outcome, run.count) == ("weekly:2026-03-02", NOON, Outcome.ASKED, 8)
    assert run.publication_id == Report.objects.first().publication_id


def test_running_it_twice_asks_once():
    schedule()
    assert (run_due_schedules(now=NOON), run_due_schedules(now=NOON)) == (1, 0)
    assert Report.objects.count() == 4


def test_three_missed_runs_of_what_recurs_are_one_catch_up():
    schedule()
    late = NOON + 3 * WEEK + timedelta(days=2)
    assert (run_due_schedules(now=late), run_due_schedules(now=late)) == (1, 0)
    assert outcomes() == [("weekly:2026-03-23", Outcome.ASKED)]
    assert run_due_schedules(now=NOON + 4 * WEEK) == 1


def test_without_a_new_publication_the_next_run_asks_for_nothing_new():
    schedule(timing=Timing.DAILY)
    run_due_schedules(now=NOON)
    assert run_due_schedules(now=NOON + timedelta(days=1)) == 1
    assert Report.objects.count() == 4


def test_what_was_published_since_is_in_the_next_run():
    schedule(timing=Timing.DAILY)
    run_due_schedules(now=NOON)
    pledge = pledges.published()
    run_due_schedules(now=NOON + timedelta(days=1))
    assert Report.objects.filter(publication=pledge.published_in).count() == 4


def test_what_is_paused_ended_or_not_due_yet_does_nothing():
    schedule(is_paused=True)
    schedule(timing=Timing.MONTHLY, ended_at=NOON)
    schedule(timing=Timing.DAILY, counts_from=NOON)
    assert run_due_schedules(now=NOON + timedelta(hours=1)) == 0
    assert Report.objects.count() == 0


def test_before_the_first_publication_reports_stay_due_and_people_are_written_to(monkeypatch):
    forum()
    accounts.focal_point("PRT")
    waiting, call = ahead(16), ahead(52, deed=Deed.CALL)
    nothing = moment().__class__(publication=0, day=FORUM)
    monkeypatch.setattr("reports.services.requests.current_moment", lambda: nothing)
    assert run_due_schedules(now=at(FORUM - 16 * WEEK)) == 1
    assert list(ScheduleRun.objects.values_list("schedule", flat=True)) == [call.pk]
    monkeypatch.undo()
    assert run_due_schedules(now=at(FORUM - 16 * WEEK)) == 1
    assert waiting.runs.get().outcome == Outcome.ASKED


def test_it_runs_so_many_weeks_before_the_forum_and_not_a_minute_earlier():
    forum()
    ahead(16)
    due = at(FORUM - 16 * WEEK)
    assert (run_due_schedules(now=due - timedelta(minutes=1)), run_due_schedules(now=due)) == (0, 1)
    assert outcomes() == [("before:16w", Outcome.ASKED)]


def test_until_the_forum_has_dates_it_waits_and_then_catches_up():
    ahead(16)
    assert run_due_schedules(now=at(FORUM)) == 0
    forum()
    assert (run_due_schedules(now=at(FORUM)), run_due_schedules(now=at(FORUM))) == (1, 0)


def test_when_the_forum_moves_its_time_moves_and_what_has_run_does_not_run_again():
    forum()
    ahead(16)
    forum(FORUM + 4 * WEEK, LAST + 4 * WEEK)
    assert run_due_schedules(now=at(FORUM - 16 * WEEK)) == 0
    assert run_due_schedules(now=at(FORUM - 12 * WEEK)) == 1
    forum(FORUM + 52 * WEEK, LAST + 52 * WEEK)
    assert run_due_schedules(now=at(FORUM + 40 * WEEK)) == 0
    assert outcomes() == [("before:16w", Outcome.ASKED)]


def test_each_of_three_due_dates_that_were_missed_is_caught_up_once():
    forum()
    accounts.focal_point("PRT")
    for weeks, deed in ((52, Deed.CALL), (26, Deed.REMINDER), (16, Deed.REPORTS)):
        ahead(weeks, deed=deed)
    late = at(FORUM - 10 * WEEK)
    assert [run_due_schedules(now=late) for _tick in range(3)] == [3, 0, 0]
    assert sorted(outcomes()) == [
        ("before:16w", Outcome.ASKED), ("before:26w", Outcome.TOLD), ("before:52w", Outcome.TOLD),
    ]  # fmt: skip
    assert sorted(Notice.objects.filter(topic__startswith="reports.").values_list("topic", flat=True)) == [
        "reports.call", "reports.reminder",
    ]  # fmt: skip
    assert Report.objects.count() == 4


def test_about_a_forum_that_has_begun_nobody_is_written_to(monkeypatch):
    forum()
    accounts.focal_point("PRT")
    ahead(52, deed=Deed.CALL)
    monkeypatch.setattr("reports.services.telling.timezone.localdate", lambda: FORUM)
    assert run_due_schedules(now=at(FORUM)) == 1
    assert (outcomes(), Notice.objects.count()) == ([("before:52w", Outcome.TOO_LATE)], 0)


def test_what_waits_for_its_release_is_one_set_and_not_public():
    forum()
    ahead(16, releases=False, kinds=[ReportKind.ROUND_TABLE, ReportKind.OVERVIEW])
    run_due_schedules(now=at(FORUM - 16 * WEEK))
    run, asked = ScheduleRun.objects.get(), ReportSet.objects.get()
    assert (run.asked, run.count, asked.reports.count()) == (asked, 5, 5)
    assert asked.requested_by.is_system
    assert {report.is_public for report in Report.objects.all()} == {False}


def test_the_annual_report_is_on_the_year_of_its_day():
    year = datetime.now(UTC).year
    schedule(timing=Timing.YEARLY, month=1, day=1, kinds=[ReportKind.ANNUAL], releases=False,
             counts_from=datetime(year, 1, 1, 11, tzinfo=UTC))  # fmt: skip
    run_due_schedules(now=datetime(year, 1, 2, tzinfo=UTC))
    assert Report.objects.values_list("kind", "subject").get() == (ReportKind.ANNUAL, str(year))


def test_where_there_is_nothing_to_compare_with_the_run_says_so_and_is_over():
    schedule(year=2022, timing=Timing.ON, kinds=[ReportKind.CHANGES], releases=False)
    schedule(year=2022, timing=Timing.ON, kinds=[ReportKind.CHANGES], releases=True)
    assert (run_due_schedules(now=NOON), run_due_schedules(now=NOON)) == (2, 0)
    assert outcomes() == [("on:2026-03-02", Outcome.NOTHING)] * 2


def test_what_recurs_rests_once_a_later_forum_is_the_current_one():
    schedule(timing=Timing.DAILY)
    single = schedule(timing=Timing.ON)
    forum()
    assert run_due_schedules(now=NOON) == 1
    assert ScheduleRun.objects.get().schedule == single


def test_one_that_breaks_stays_due_and_does_not_stop_the_others(monkeypatch, caplog):
    broken, whole = schedule(), schedule(timing=Timing.DAILY)
    from reports.services import schedules as module  # noqa: PLC0415 - its own name for the verb

    do = module.do

    def breaks(kept, **fields):
        if kept == broken:
            raise OSError("no room")
        return do(kept, **fields)

    monkeypatch.setattr(module, "do", breaks)
    assert run_due_schedules(now=NOON) == 1
    assert ScheduleRun.objects.get().schedule == whole
    assert f"schedule {broken.pk} could not run" in caplog.text
    monkeypatch.undo()
    assert run_due_schedules(now=NOON) == 1


def test_an_occurrence_has_one_row_and_it_cannot_be_rewritten():
    kept = schedule()
    run_due_schedules(now=NOON)
    row = {"schedule": kept, "occurrence": "weekly:2026-03-02", "due_at": NOON, "outcome": Outcome.ASKED}
    with pytest.raises(IntegrityError), transaction.atomic():
        ScheduleRun.objects.create(**row)
    with pytest.raises(InternalError), transaction.atomic():
        ScheduleRun.objects.update(count=0)


@pytest.mark.parametrize(
    "fields",
    [
        {"timing": Timing.DAILY, "weeks": 3},
        {"timing": Timing.BEFORE, "weeks": None},
        {"timing": Timing.YEARLY, "month": None},
        {"kinds": []},
        {"languages": []},
        {"kinds": [ReportKind.ANNUAL, ReportKind.OVERVIEW]},
        {"deed": Deed.CALL, "kinds": [ReportKind.OVERVIEW]},
    ],
)
def test_the_database_refuses_a_schedule_that_says_too_little_or_too_much(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        schedule(**fields)


@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_once_do_it_once():
    forum()
    accounts.focal_point("PRT")
    schedule(timing=Timing.ON)
    ahead(52, deed=Deed.CALL)
    both = Barrier(2)

    def tick(_clock):
        try:
            both.wait(timeout=20)
            return run_due_schedules(now=at(FORUM - 51 * WEEK))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(tick, range(2))) == 2
    assert (Report.objects.count(), Notice.objects.filter(topic="reports.call").count()) == (4, 1)
    assert ReportSchedule.objects.filter(runs=None).count() == 0
