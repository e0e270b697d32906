"""Keeping the schedules: administrators add, pause, resume, change, run and end them; each act leaves a row."""

from concurrent.futures import ThreadPoolExecutor
from datetime import time, timedelta
from threading import Barrier

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import InternalError, connection, transaction

from notices.models import Notice
from reports import services
from reports.exceptions import (
    EndedAlready,
    NothingPublished,
    NotPaused,
    PausedAlready,
    SameSchedule,
    ScheduleOvertaken,
)
from reports.models import Report, ReportSchedule, ReportSet, ScheduleEvent
from reports.selectors import (
    coming_reports,
    ended_schedules,
    library_fingerprint,
    line_of,
    runs_of,
    schedule_mark,
    schedule_story,
    schedules,
    schedules_paused,
)
from reports.states import Deed, Outcome, Outlook, ReportKind, ScheduleAct, Timing
from roundtables.models import Edition
from tests.factories import accounts, pledges, reports
from tests.factories.reports import NOON, said, schedule

pytestmark = pytest.mark.django_db
WEEK = timedelta(weeks=1)


@pytest.fixture
def keeper():
    return accounts.administrator("keeper@example.org")


def change(kept, *, by, seen=None, **other):
    mark = schedule_mark(kept) if seen is None else seen
    return services.change_schedule(kept, by=by, seen=mark, **said(kept, **other))


def next_runs(kept):
    return [run.at for run in line_of(kept).runs]


def test_one_is_added_and_its_times_count_from_then(keeper):
    with time_machine.travel(NOON, tick=False):
        kept = services.add_schedule(
            by=keeper, edition=reports.edition(), deed=Deed.REPORTS, kinds=[ReportKind.OVERVIEW], languages=["fr"],
            releases=False, timing=Timing.DAILY, at_time=time(6), time_zone="Europe/Zurich",
        )  # fmt: skip
    assert (kept.made_as, kept.counts_from, schedule_story(kept).get().act) == ("", NOON, ScheduleAct.ADDED)
    assert next_runs(kept)[0] == NOON + timedelta(hours=17)
    assert services.run_due_schedules(now=NOON) == 0


def test_the_same_again_is_refused(keeper):
    kept = schedule()
    with pytest.raises(SameSchedule):
        services.add_schedule(by=keeper, edition=kept.edition, deed=Deed.REPORTS, **said(kept))
    services.end_schedule(kept, by=keeper)
    services.add_schedule(by=keeper, edition=kept.edition, deed=Deed.REPORTS, **said(kept))
    assert ReportSchedule.objects.standing().count() == 1


def test_single_times_may_be_many(keeper):
    kept = schedule(timing=Timing.BEFORE)
    services.add_schedule(by=keeper, edition=kept.edition, deed=Deed.REPORTS, **said(kept))
    assert ReportSchedule.objects.count() == 2


def test_a_schedule_is_paused_and_resumed_from_then_on(keeper):
    kept = services.pause_schedule(schedule(), by=keeper)
    assert (services.run_due_schedules(now=NOON), schedules_paused()) == (0, 1)
    with time_machine.travel(NOON + timedelta(days=9), tick=False):
        services.resume_schedule(kept, by=keeper)
    assert (kept.is_paused, next_runs(kept)[0]) == (False, NOON + 2 * WEEK)
    assert services.run_due_schedules(now=NOON + timedelta(days=9)) == 0
    assert [event.act for event in schedule_story(kept)] == [ScheduleAct.RESUMED, ScheduleAct.PAUSED]


def test_a_second_click_is_said_and_does_nothing(keeper):
    running, paused = schedule(), schedule(timing=Timing.DAILY, is_paused=True)
    with pytest.raises(NotPaused):
        services.resume_schedule(running, by=keeper)
    with pytest.raises(PausedAlready):
        services.pause_schedule(paused, by=keeper)
    assert ScheduleEvent.objects.count() == 0


def test_what_was_ended_does_nothing_any_more_and_its_history_stays(keeper):
    kept = services.end_schedule(schedule(), by=keeper)
    assert services.run_due_schedules(now=NOON) == 0
    for act in (services.pause_schedule, services.resume_schedule, services.run_schedule, services.end_schedule):
        with pytest.raises(EndedAlready):
            act(kept, by=keeper)
    with pytest.raises(EndedAlready):
        change(kept, by=keeper, languages=["ru"])
    assert (schedules(), [line.schedule for line in ended_schedules()]) == ([], [kept])
    assert line_of(kept).outlook == Outlook.ENDED
    assert schedule_story(kept).get().act == ScheduleAct.ENDED


def test_another_time_counts_from_now_on_and_the_rest_stays(keeper):
    kept = schedule(languages=["en", "fr"])
    with time_machine.travel(NOON - timedelta(hours=3), tick=False):
        change(kept, by=keeper, timing=Timing.DAILY, weekday=None, languages=["ar", "en"])
    kept.refresh_from_db()
    assert (kept.timing, sorted(kept.languages), kept.at_time) == (Timing.DAILY, ["ar", "en"], time(12))
    assert next_runs(kept)[0] == NOON
    assert schedule_story(kept).get().changes == {
        "languages": [["en", "fr"], ["ar", "en"]],
        "timing": ["weekly", "daily"],
        "weekday": [1, None],
    }


def test_a_change_of_languages_leaves_the_next_run_where_it_is(keeper):
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        kept = change(schedule(), by=keeper, languages=["ru"])
    assert (next_runs(kept)[0], kept.languages) == (NOON, ["ru"])


def test_a_change_of_the_time_after_it_came_asks_only_from_the_next_on(keeper):
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        kept = change(schedule(), by=keeper, at_time=time(11))
    assert next_runs(kept)[0] == NOON + WEEK - timedelta(hours=1)


def test_a_change_that_changes_nothing_leaves_no_trace(keeper):
    kept = change(schedule(languages=["en", "fr"]), by=keeper, languages=["fr", "en"])
    assert schedule_story(kept).count() == 0


def test_a_forum_has_one_schedule_for_the_same_reports_as_often(keeper):
    schedule(timing=Timing.DAILY)
    with pytest.raises(SameSchedule):
        change(schedule(), by=keeper, timing=Timing.DAILY, weekday=None)


def test_the_second_of_two_who_change_it_is_told(keeper):
    kept = schedule()
    opened_on = schedule_mark(kept)
    change(kept, by=keeper, languages=["es"], seen=opened_on)
    with pytest.raises(ScheduleOvertaken):
        change(kept, by=keeper, languages=["ru"], seen=opened_on)
    assert ReportSchedule.objects.get().languages == ["es"]


def test_run_by_hand_asks_once_at_each_publication(keeper):
    kept = schedule(languages=["en", "fr"])
    assert [services.run_schedule(kept, by=keeper).new for _again in range(2)] == [8, 0]
    event = schedule_story(kept).get()
    assert (event.act, event.asked, event.by, event.publication_id) == (
        ScheduleAct.RUN, 8, keeper, Report.objects.first().publication_id,
    )  # fmt: skip
    assert (next_runs(kept)[0], runs_of(kept).count()) == (NOON, 0)
    assert {report.requested_by for report in Report.objects.all()} == {keeper}
    pledges.published()
    assert services.run_schedule(kept, by=keeper).new == 8
    assert Report.objects.count() == 16


def test_run_by_hand_what_waits_for_its_release_is_a_set(keeper):
    kept = schedule(releases=False)
    done = services.run_schedule(kept, by=keeper)
    assert (done.asked, done.new, done.count) == (ReportSet.objects.get(), 4, 4)
    assert services.run_schedule(kept, by=keeper).new == 0
    assert schedule_story(kept).count() == 1


def test_run_by_hand_people_are_written_to_once_a_day(keeper):
    accounts.focal_point("PRT")
    kept = schedule(timing=Timing.BEFORE, weeks=52, year=2030, deed=Deed.CALL)
    assert [services.run_schedule(kept, by=keeper).new for _again in range(2)] == [1, 0]
    assert (Notice.objects.filter(topic="reports.call").count(), schedule_story(kept).get().asked) == (1, 1)


def test_a_forum_that_is_over_is_not_written_about_by_hand_either(keeper):
    accounts.focal_point("PRT")
    kept = schedule(timing=Timing.BEFORE, weeks=52, year=2022, deed=Deed.CALL)
    assert services.run_schedule(kept, by=keeper).outcome == Outcome.TOO_LATE
    assert (Notice.objects.count(), schedule_story(kept).count()) == (0, 0)


def test_what_was_asked_for_otherwise_is_not_new(keeper):
    reports.queued(number=4, language="en")
    assert services.run_schedule(schedule(languages=["en", "fr"]), by=keeper).new == 7


def test_a_paused_schedule_can_be_run_by_hand(keeper):
    kept = schedule(is_paused=True)
    assert services.run_schedule(kept, by=keeper).new == 4
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
    "end": lambda kept, by: services.end_schedule(kept, by=by),
    "add": lambda kept, by: services.add_schedule(
        by=by, edition=kept.edition, deed=Deed.REPORTS, **said(kept, timing=Timing.DAILY, weekday=None)
    ),
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
    stood = list(ReportSchedule.objects.values())
    monkeypatch.setattr(ScheduleEvent.objects, "create", lambda **fields: (_ for _ in ()).throw(OSError("no room")))
    with pytest.raises(OSError, match="no room"):
        ACTS[act](kept, keeper)
    assert (list(ReportSchedule.objects.values()), Report.objects.count()) == (stood, 0)


def test_history_cannot_be_rewritten(keeper):
    services.pause_schedule(schedule(), by=keeper)
    with pytest.raises(InternalError), transaction.atomic():
        ScheduleEvent.objects.update(act=ScheduleAct.RUN)


@pytest.mark.parametrize(
    ("timing", "runs"),
    [
        (Timing.DAILY, [NOON, NOON + timedelta(days=1), NOON + timedelta(days=2)]),
        (Timing.WEEKLY, [NOON, NOON + WEEK, NOON + 2 * WEEK]),
        (Timing.ON, [NOON]),
    ],
)
def test_the_next_three_runs(timing, runs):
    assert next_runs(schedule(timing=timing)) == runs
    paused = line_of(schedule(timing=timing, is_paused=True, kinds=[ReportKind.BRIEF]))
    assert (paused.runs, paused.outlook) == ([], Outlook.PAUSED)


def test_what_can_be_expected_of_each():
    Edition.objects.filter(year=2030).update(starts_on=None, ends_on=None)
    ran = schedule(timing=Timing.ON)
    services.run_due_schedules(now=NOON)
    found = {
        line_of(each).outlook
        for each in (
            ran,
            schedule(),
            schedule(timing=Timing.BEFORE, year=2030),
            schedule(timing=Timing.BEFORE, weeks=20),
            schedule(timing=Timing.DAILY, year=2022),
        )
    }
    assert found == {Outlook.DONE, Outlook.COMES, Outlook.WAITS, Outlook.PASSED, Outlook.RESTS}
    assert line_of(ran).last.outcome == Outcome.ASKED


def test_schedules_stand_by_forum_and_then_by_their_next_time():
    for timing in (Timing.YEARLY, Timing.WEEKLY, Timing.DAILY):
        schedule(timing=timing, counts_from=NOON + timedelta(days=1))
    for weeks in (4, 52):
        schedule(timing=Timing.BEFORE, year=2030, weeks=weeks)
    assert [(line.schedule.edition_id, line.schedule.timing, line.schedule.weeks) for line in schedules()] == [
        (2030, "before", 52), (2030, "before", 4),
        (2026, "daily", None), (2026, "weekly", None), (2026, "yearly", None),
    ]  # fmt: skip


@pytest.mark.parametrize("rows", [1, 3])
def test_every_schedule_is_listed_in_three_queries(rows, django_assert_num_queries):
    for timing in (Timing.DAILY, Timing.WEEKLY, Timing.MONTHLY)[:rows]:
        schedule(timing=timing, languages=["en", "fr"])
    with django_assert_num_queries(3):
        lines = schedules()
    assert (len(lines), lines[0].languages) == (rows, ["English", "Français"])


def test_the_public_sees_only_reports_that_come_the_next_first():
    schedule(timing=Timing.DAILY, counts_from=NOON)
    schedule()
    schedule(timing=Timing.ON, is_paused=True)
    schedule(timing=Timing.ON, deed=Deed.CALL)
    assert [line.schedule.timing for line in coming_reports()] == [Timing.WEEKLY, Timing.DAILY]


@pytest.mark.parametrize(
    "change",
    [
        lambda: ReportSchedule.objects.update(at_time=time(13)),
        lambda: ReportSchedule.objects.update(is_paused=True),
        lambda: services.run_due_schedules(now=NOON),
        lambda: Edition.objects.filter(year=2026).update(ends_on="2026-05-09"),
    ],
)
def test_the_library_notices_what_moves_the_next_runs(change):
    schedule()
    before = library_fingerprint()
    change()
    assert library_fingerprint() != before


@pytest.mark.django_db(transaction=True)
def test_two_who_run_it_at_once_ask_once():
    keepers = [accounts.administrator(f"keeper{n}@example.org") for n in range(2)]
    kept, both = schedule(languages=["en"]), Barrier(2)

    def run(keeper):
        try:
            both.wait(timeout=20)
            return services.run_schedule(ReportSchedule.objects.get(pk=kept.pk), by=keeper).new
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(run, keepers)) == [0, 4]
    assert (Report.objects.count(), ScheduleEvent.objects.count()) == (4, 1)
