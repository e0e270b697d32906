"""The sweeps run, and a broker that is away costs a moment and no more."""

import socket

import pytest
from celery import current_app

from reports import tasks
from reports.models import Report
from tests.factories import reports
from tests.timing import is_done_within


@pytest.fixture
def silent_broker():
    """Accepts connections and never answers."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(5)
        yield f"redis://127.0.0.1:{listening.getsockname()[1]}/0"


@pytest.mark.django_db
def test_the_clock_and_the_worker_make_the_first_reports():
    tasks.run_schedules()
    tasks.run_schedules()
    assert Report.objects.count() == 24


@pytest.mark.django_db
def test_the_build_sweep_is_the_services_own():
    reports.queued()
    tasks.build_due_reports()
    tasks.build_due_reports()
    assert list(Report.objects.values_list("state", "attempts")) == [("ready", 1)]


def test_the_tasks_have_the_names_the_clock_calls(settings):
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert {tasks.run_schedules.name, tasks.build_due_reports.name} <= scheduled


def test_a_nudge_goes_to_our_own_broker(settings):
    assert current_app.conf.broker_url == settings.CELERY_BROKER_URL


@pytest.mark.parametrize("broker", ["redis://127.0.0.1:1/0", "silent"])
def test_a_nudge_waits_for_no_broker(broker, silent_broker, monkeypatch):
    address = silent_broker if broker == "silent" else broker
    connection = current_app.connection_for_write
    monkeypatch.setattr(tasks.current_app, "connection_for_write", lambda **options: connection(address, **options))
    assert is_done_within(2, tasks.nudge)
