"""/healthz and /readyz: what they say when everything is there, and what when something is missing."""

from contextlib import closing
from uuid import uuid4

import pytest
import redis
from django.conf import settings as configured
from django.db import connection
from django.test import Client

from gcm_portal import health, heartbeat
from gcm_portal.embedded.state import free_port
from tests.factories.database import application_role, as_role
from tests.timing import is_done_within


@pytest.fixture
def signs(settings, monkeypatch):
    """The keys of worker and beat: of this test alone, for all test processes share one Valkey."""
    monkeypatch.setattr(heartbeat, "KEY", f"test:{uuid4()}:{{name}}")
    with closing(redis.Redis.from_url(settings.REDIS_URL)) as client:
        for name in ("worker", "beat"):
            client.set(heartbeat.KEY.format(name=name), "1", ex=30)
        yield client
        for name in ("worker", "beat"):
            client.delete(heartbeat.KEY.format(name=name))


@pytest.fixture
def valkey_away(settings):
    """An address where nothing listens."""
    settings.REDIS_URL = settings.CELERY_BROKER_URL = f"redis://127.0.0.1:{free_port()}/0"


@pytest.fixture(autouse=True)
def not_asked_before(monkeypatch):
    monkeypatch.setattr(health, "_found_migrated", [])


def ready(client=None):
    answer = (client or Client()).get("/readyz")
    return answer.status_code, answer.json()


def test_a_process_that_answers_is_up_whatever_else_is_missing(client, valkey_away):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, b"ok\n", "text/plain")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_with_everything_there_the_portal_is_ready(signs):
    assert ready() == (200, {"ready": True, "missing": []})


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["worker", "beat"])
def test_a_worker_not_heard_of_is_named(signs, name):
    signs.delete(heartbeat.KEY.format(name=name))
    assert ready() == (503, {"ready": False, "missing": [name]})


@pytest.mark.django_db
def test_without_valkey_the_answer_comes_within_a_second_and_names_what_needs_it(valkey_away):
    assert ready() == (503, {"ready": False, "missing": ["cache", "broker", "worker", "beat"]})
    assert is_done_within(1, ready)


@pytest.mark.django_db
def test_a_migration_not_applied_is_named_until_it_is(signs, monkeypatch):
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda self, targets: ["one"])
    assert ready() == (503, {"ready": False, "missing": ["migrations"]})
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda self, targets: [])
    assert ready()[0] == 200


@pytest.mark.django_db
def test_a_table_the_applications_role_was_not_granted_yet_counts_as_not_migrated(signs):
    role = application_role()
    with connection.cursor() as cursor:
        cursor.execute(f"REVOKE ALL ON plans_plan FROM {role}")
    with as_role(role):
        assert ready() == (503, {"ready": False, "missing": ["migrations"]})
    application_role()
    with as_role(role):
        assert ready()[0] == 200


@pytest.mark.django_db
def test_migrations_are_looked_for_only_until_they_were_found(signs, monkeypatch):
    assert ready()[0] == 200
    monkeypatch.setattr(health, "MigrationExecutor", lambda connection: pytest.fail("asked again"))
    assert ready()[0] == 200


@pytest.mark.django_db
def test_without_its_database_the_portal_says_so_and_nothing_more(signs, monkeypatch):
    away = connection.copy()
    away.settings_dict["PORT"] = str(free_port())
    monkeypatch.setattr(health, "connection", away)
    assert ready() == (503, {"ready": False, "missing": ["database", "migrations"]})


def test_the_worker_leaves_a_sign_that_fades(signs):
    signs.delete(heartbeat.KEY.format(name="worker"))
    assert not heartbeat.shows_sign("worker")
    heartbeat.worker_lives(sender=None)
    assert heartbeat.shows_sign("worker")
    assert 0 < signs.ttl(heartbeat.KEY.format(name="worker")) <= heartbeat.WORKER_SECONDS


def test_the_clock_s_sign_outlasts_its_sweeps(signs):
    heartbeat._beat_sent()
    assert signs.ttl(heartbeat.KEY.format(name="beat")) > 2 * configured.SWEEP_SECONDS


def test_a_worker_without_its_broker_goes_on_working(valkey_away):
    heartbeat.worker_lives(sender=None)
