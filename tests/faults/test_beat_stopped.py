"""The clock is stopped over three due dates and started again, twice at once: each is caught up once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from notices.models import Notice
from reports.models import Report, ReportSchedule, ScheduleRun
from reports.services import ensure_default_schedules
from reports.states import Deed, ReportState, Timing
from roundtables.models import Edition
from tests.factories import accounts
from tests.factories.reports import schedule
from tests.faults.processes import until, worker

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
WEEKS = {Deed.CALL: 52, Deed.REMINDER: 26, Deed.REPORTS: 16}
CLOCK = {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend", "SWEEP_SECONDS": "1"}


def all_run_and_built():
    """each due date ran, and the reports it asked for are ready"""
    unfinished = Report.objects.exclude(state=ReportState.READY).exists()
    return ScheduleRun.objects.count() > len(WEEKS) and not unfinished


def clock(folder, name):
    """A worker with a clock of its own."""
    return worker(folder, "-B", "-s", str(folder / name), "-n", f"{name}@localhost", **CLOCK)


def test_three_due_dates_are_caught_up_once_each_by_two_clocks(tmp_path):
    accounts.focal_point("PRT")
    accounts.administrator()
    starts_on = timezone.localdate() + timedelta(weeks=10)
    Edition.objects.filter(year=2030).update(starts_on=starts_on, ends_on=starts_on + timedelta(days=3))
    ensure_default_schedules()
    ReportSchedule.objects.update(is_paused=True)  # these are not what is watched here, and 24 reports are too many
    now = timezone.now()
    schedule(
        timing=Timing.DAILY, deed=Deed.DEADLINE, year=2030, at_time=now.time(), counts_from=now - timedelta(days=1)
    )
    with clock(tmp_path, "before"):
        until(ScheduleRun.objects.exists, seconds=60, every=0.2)
    ReportSchedule.objects.update(is_paused=True)
    for deed, weeks in WEEKS.items():  # 42, 16 and 6 weeks ago: all came while no clock ran
        schedule(timing=Timing.BEFORE, weeks=weeks, deed=deed, year=2030, counts_from=now - timedelta(weeks=60))
    with clock(tmp_path, "one"), clock(tmp_path, "two"):
        until(all_run_and_built, seconds=90, every=0.2)
        some_sweeps_later = timezone.now() + timedelta(seconds=4)
        until(lambda: timezone.now() > some_sweeps_later, seconds=10, every=0.5)
    came = ScheduleRun.objects.filter(schedule__timing=Timing.BEFORE)
    assert sorted(came.values_list("occurrence", "outcome", "count")) == [
        ("before:16w", "asked", 4), ("before:26w", "told", 1), ("before:52w", "told", 1),
    ]  # fmt: skip
    assert sorted(Notice.objects.values_list("topic", flat=True)) == [
        "reports.call", "reports.deadline", "reports.reminder",
    ]  # fmt: skip
    assert list(Report.objects.values_list("edition", "state", "attempts")) == [(2030, ReportState.READY, 1)] * 4
