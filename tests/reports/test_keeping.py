"""Keeping the schedules: administrators pause, resume, change and run them; each act leaves a row."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import InternalError, connection, transaction

from reports import services
from reports.exceptions import FrequencyTaken, NothingPublished, NotPaused, PausedAlready, ScheduleOvertaken
from reports.models import Report, ReportSchedule, ScheduleEvent
from reports.selectors import library_fingerprint, line_of, schedule_mark, schedule_story, schedules, schedules_paused
from reports.states import Frequency, ScheduleAct
from tests.factories import accounts, pledges, reports

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def schedule(*, at=NOON, frequency=Frequency.WEEKLY, languages=("en", "fr"), **fields):
    return ReportSchedule.objects.create(
        edition=reports.edition(), frequency=frequency, languages=list(languages), next_run_at=at, **fields
    )


@pytest.fixture
def keeper():
    return accounts.administrator("keeper@example.org")


def change(kept, *, by, frequency=Frequency.WEEKLY, languages=("en",), seen=None):
    mark = schedule_mark(kept) if seen is None else seen
    return services.change_schedule(kept, by=by, frequency=frequency, languages=languages, seen=mark)


def test_a_schedule_is_paused_and_resumed_from_its_next_time_on(keeper):
    kept = services.pause_schedule(schedule(), by=keeper)
    assert (services.request_due_reports(now=NOON), schedules_paused()) == (0, 1)
    with time_machine.travel(NOON + timedelta(days=9)):
        services.resume_schedule(kept, by=keeper)
    kept.refresh_from_db()
    assert (kept.is_paused, kept.next_run_at) == (False, NOON + timedelta(days=14))
    assert [event.act for event in schedule_story(kept)] == [ScheduleAct.RESUMED, ScheduleAct.PAUSED]


def test_a_second_click_is_said_and_does_nothing(keeper):
    running, paused = schedule(), schedule(frequency=Frequency.DAILY, is_paused=True)
    with pytest.raises(NotPaused):
        services.resume_schedule(running, by=keeper)
    with pytest.raises(PausedAlready):
        services.pause_schedule(paused, by=keeper)
    assert ScheduleEvent.objects.count() == 0


def test_languages_and_frequency_change_and_the_hour_stays(keeper):
    kept = schedule(last_run_at=NOON - timedelta(days=7))
    with time_machine.travel(NOON - timedelta(days=2, hours=3)):
        change(kept, by=keeper, frequency=Frequency.DAILY, languages=["ar", "en"])
    kept.refresh_from_db()
    assert (kept.frequency, sorted(kept.languages)) == (Frequency.DAILY, ["ar", "en"])
    assert kept.next_run_at == NOON - timedelta(days=2)
    assert schedule_story(kept).get().changes == {
        "frequency": ["weekly", "daily"],
        "languages": [["en", "fr"], ["ar", "en"]],
    }


def test_a_change_of_languages_leaves_the_next_run_where_it_is(keeper):
    kept = change(schedule(), by=keeper, languages=["ru"])
    assert (kept.next_run_at, kept.languages) == (NOON, ["ru"])


def test_a_change_that_changes_nothing_leaves_no_trace(keeper):
    kept = change(schedule(), by=keeper, languages=["fr", "en"])
    assert schedule_story(kept).count() == 0


def test_a_forum_has_one_schedule_of_each_frequency(keeper):
    schedule(frequency=Frequency.DAILY)
    with pytest.raises(FrequencyTaken):
        change(schedule(), by=keeper, frequency=Frequency.DAILY)


def test_the_second_of_two_who_change_it_is_told(keeper):
    kept = schedule()
    opened_on = schedule_mark(kept)
    change(kept, by=keeper, languages=["es"], seen=opened_on)
    with pytest.raises(ScheduleOvertaken):
        change(kept, by=keeper, languages=["ru"], seen=opened_on)
    assert ReportSchedule.objects.get().languages == ["es"]


def test_what_staff_changed_is_not_made_again_by_the_clock(keeper):
    services.ensure_default_schedules()
    daily = ReportSchedule.objects.get(frequency=Frequency.DAILY)
    change(daily, by=keeper, frequency=Frequency.MONTHLY)
    assert services.ensure_default_schedules() == 0
    assert sorted(ReportSchedule.objects.values_list("frequency", flat=True)) == ["monthly", "weekly"]


def test_run_by_hand_asks_once_at_each_publication(keeper):
    kept = schedule()
    assert (services.run_schedule(kept, by=keeper), services.run_schedule(kept, by=keeper)) == (8, 0)
    event = schedule_story(kept).get()
    assert (event.act, event.asked, event.by, event.publication_id) == (
        ScheduleAct.RUN, 8, keeper, Report.objects.first().publication_id,
    )  # fmt: skip
    kept.refresh_from_db()
    assert (kept.next_run_at, kept.last_run_at) == (NOON, kept.last_run_at)
    assert {report.requested_by for report in Report.objects.all()} == {keeper}
    pledges.published()
    assert services.run_schedule(kept, by=keeper) == 8
    assert Report.objects.count() == 16


def test_what_was_asked_for_otherwise_is_not_new(keeper):
    reports.queued(number=4, language="en")
    assert services.run_schedule(schedule(), by=keeper) == 7


def test_a_paused_schedule_can_be_run_by_hand(keeper):
    kept = schedule(is_paused=True, languages=["en"])
    assert services.run_schedule(kept, by=keeper) == 4
    kept.refresh_from_db()
    assert kept.is_paused is True


def test_before_the_first_publication_there_is_nothing_to_report_on(keeper, monkeypatch):
    nothing = reports.moment().__class__(publication=0, day=NOON.date())
    monkeypatch.setattr("reports.services.requests.current_moment", lambda: nothing)
    with pytest.raises(NothingPublished):
        services.run_schedule(schedule(), by=keeper)
    assert ScheduleEvent.objects.count() == 0


ACTS = {
    "pause": lambda kept, by: services.pause_schedule(kept, by=by),
    "resume": lambda kept, by: services.resume_schedule(kept, by=by),
    "change": lambda kept, by: change(kept, by=by, languages=["es"]),
    "run": lambda kept, by: services.run_schedule(kept, by=by),
}


@pytest.mark.parametrize("act", list(ACTS))
def test_only_administrators_keep_schedules(act, keeper):
    kept = schedule(is_paused=act == "resume")
    for somebody in (accounts.moderator(), accounts.focal_point("PRT"), accounts.person()):
        with pytest.raises(PermissionDenied):
            ACTS[act](kept, somebody)
    assert (ScheduleEvent.objects.count(), Report.objects.count()) == (0, 0)
    ACTS[act](kept, keeper)
    assert ScheduleEvent.objects.count() == 1


@pytest.mark.parametrize("act", list(ACTS))
def test_where_the_row_cannot_be_written_nothing_happened(act, keeper, monkeypatch):
    kept = schedule(is_paused=act == "resume")
    stood = ReportSchedule.objects.values().get()
    monkeypatch.setattr(ScheduleEvent.objects, "create", lambda **fields: (_ for _ in ()).throw(OSError("no room")))
    with pytest.raises(OSError, match="no room"):
        ACTS[act](kept, keeper)
    assert (ReportSchedule.objects.values().get(), Report.objects.count()) == (stood, 0)


def test_history_cannot_be_rewritten(keeper):
    services.pause_schedule(schedule(), by=keeper)
    with pytest.raises(InternalError), transaction.atomic():
        ScheduleEvent.objects.update(act=ScheduleAct.RUN)


@pytest.mark.parametrize(
    ("frequency", "runs"),
    [
        (Frequency.DAILY, [NOON, NOON + timedelta(days=1), NOON + timedelta(days=2)]),
        (Frequency.WEEKLY, [NOON, NOON + timedelta(days=7), NOON + timedelta(days=14)]),
        (Frequency.MONTHLY, [NOON, datetime(2026, 4, 2, 12, tzinfo=UTC), datetime(2026, 5, 2, 12, tzinfo=UTC)]),
    ],
)
def test_the_next_three_runs(frequency, runs):
    assert line_of(schedule(frequency=frequency)).runs == runs
    assert line_of(schedule(frequency=Frequency(frequency), is_paused=True, kind="x")).runs == []


def test_every_schedule_is_listed_in_one_query(django_assert_num_queries):
    for frequency in Frequency:
        schedule(frequency=frequency)
    with django_assert_num_queries(1):
        lines = schedules()
    assert [line.schedule.frequency for line in lines] == ["daily", "monthly", "weekly"]
    assert (lines[0].languages, lines[0].reports) == (["English", "Français"], 8)


def test_the_library_notices_another_frequency(keeper):
    kept = schedule()
    before = library_fingerprint()
    ReportSchedule.objects.filter(pk=kept.pk).update(frequency=Frequency.MONTHLY)
    assert library_fingerprint() != before


@pytest.mark.django_db(transaction=True)
def test_two_who_run_it_at_once_ask_once():
    keepers = [accounts.administrator(f"keeper{n}@example.org") for n in range(2)]
    kept, both = schedule(languages=["en"]), Barrier(2)

    def run(keeper):
        try:
            both.wait(timeout=20)
            return services.run_schedule(ReportSchedule.objects.get(pk=kept.pk), by=keeper)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(run, keepers)) == [0, 4]
    assert (Report.objects.count(), ScheduleEvent.objects.count()) == (4, 1)
