"""The health page: every part in words, no secret, and an answer while Valkey is away."""

import re
from contextlib import closing
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
import redis
from django.conf import settings as configured
from django.test import Client
from django.utils import timezone

from attachments.models import Attachment
from gcm_portal import health as machines
from gcm_portal import heartbeat
from gcm_portal.administration import health
from gcm_portal.administration.health import Standing, checks, versions
from gcm_portal.embedded.state import free_port
from notices.models import Notice
from tests.factories import accounts, attachments, pledges, reports
from workflow.selectors import current_publication

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def signs(settings, monkeypatch):
    """The keys of worker and beat: of this test alone, for all test processes share one Valkey."""
    mine = uuid4()
    monkeypatch.setattr(heartbeat, "KEY", f"test:{mine}:alive:{{name}}")
    monkeypatch.setattr(heartbeat, "SEEN", f"test:{mine}:seen:{{name}}")
    with closing(redis.Redis.from_url(settings.REDIS_URL)) as client:
        heartbeat.leave_sign("worker", seconds=30)
        heartbeat.leave_sign("beat", seconds=30)
        yield client
        client.delete(*client.keys(f"test:{mine}:*"))


@pytest.fixture
def valkey_away(settings):
    """An address where nothing listens."""
    settings.REDIS_URL = settings.CELERY_BROKER_URL = f"redis://127.0.0.1:{free_port()}/0"


@pytest.fixture
def scanner(settings):
    """An installation that has its files scanned."""
    settings.CLAMD_ADDRESS = "tcp://127.0.0.1:1"


def standing():
    """How each part is doing, by its name."""
    return {str(check.label): check.standing for check in checks()}


def words(label):
    """What is known of one part."""
    return next(check.words for check in checks() if check.label == label)


def page(person=None):
    """The health page as an administrator sees it."""
    client = Client()
    client.force_login(person or accounts.administrator(), backend="django.contrib.auth.backends.ModelBackend")
    return client.get("/en/moderation/health/")


def test_with_everything_there_everything_works(scanner):
    assert set(standing().values()) == {Standing.WELL}
    assert "Everything works" in page().content.decode()


def test_who_was_last_seen_when_is_said_even_after_the_sign_faded(signs):
    seen = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    signs.set(heartbeat.SEEN.format(name="worker"), seen.isoformat())
    assert words("Worker") == "Last seen on 20 November 2026, 09:30 (UTC)."
    signs.delete(heartbeat.KEY.format(name="worker"))
    assert (standing()["Worker"], standing()["Clock of the worker"]) == (Standing.AWAY, Standing.WELL)
    assert words("Worker") == "Last seen on 20 November 2026, 09:30 (UTC)."
    signs.delete(heartbeat.SEEN.format(name="worker"))
    assert words("Worker") == "No sign of life within the last month."


def test_without_valkey_the_page_answers_and_says_what_cannot_be_told(valkey_away, scanner):
    found = standing()
    assert {name for name, how in found.items() if how != Standing.WELL} == {
        "Worker", "Clock of the worker", "Cache", "Broker",
    }  # fmt: skip
    assert (found["Worker"], found["Cache"]) == (Standing.UNKNOWN, Standing.AWAY)
    answer = page()
    assert answer.status_code == 200
    assert "4 parts need somebody" in answer.content.decode()
    assert "Signs of life are left with the broker, which does not answer." in answer.content.decode()


def test_a_migration_that_was_not_applied_needs_somebody(monkeypatch):
    monkeypatch.setattr(machines, "_found_migrated", [])
    monkeypatch.setattr(machines.MigrationExecutor, "migration_plan", lambda self, targets: ["one"])
    assert standing()["State of the database"] == Standing.AWAY


def test_a_part_that_cannot_be_asked_is_a_line_and_not_the_end_of_the_page(monkeypatch):
    def away():
        raise OSError("no such folder")

    monkeypatch.setattr(health, "PARTS", [("Sample", away)])
    assert [(check.standing, check.words) for check in checks()] == [(Standing.AWAY, "It does not answer.")]


def test_mail_that_is_owed_is_well_while_it_is_young_and_was_not_refused(scanner):
    accounts.moderator()
    pledges.submitted(accounts.focal_point("PRT"))
    assert (standing()["Mail"], words("Mail")[:22]) == (Standing.WELL, "2 messages are owed. T")
    Notice.objects.filter(recipient__staff_role="").update(failure="refused")
    assert standing()["Mail"] == Standing.WATCH
    assert words("Mail").endswith("1 of them could not be sent yet.")
    Notice.objects.update(failure="", created_at=timezone.now() - timedelta(hours=2))
    assert standing()["Mail"] == Standing.WATCH
    Notice.objects.update(sent_at=timezone.now())
    assert (standing()["Mail"], words("Mail")) == (Standing.WELL, "Nothing is owed.")


def test_files_that_wait_for_the_scanner_are_counted_and_old_ones_need_somebody(scanner):
    attachments.stored(accounts.person(), name="A sample.txt")
    Attachment.objects.update(scan="pending")
    assert standing()["Files and the malware scanner"] == Standing.WELL
    assert words("Files and the malware scanner").startswith("1 file waits for the scanner, since ")
    Attachment.objects.update(uploaded_at=timezone.now() - timedelta(hours=2))
    assert standing()["Files and the malware scanner"] == Standing.WATCH


def test_without_a_scanner_the_page_says_so():
    assert standing()["Files and the malware scanner"] == Standing.WATCH
    assert words("Files and the malware scanner").startswith("No scanner is configured")


def test_reports_are_counted_by_where_they_stand():
    report = reports.queued()
    assert words("Reports") == "1 queued, 0 being built, 0 failed."
    type(report).objects.update(state="failed", failure="storage")
    assert (standing()["Reports"], words("Reports")) == (Standing.WATCH, "0 queued, 0 being built, 1 failed.")


@pytest.mark.parametrize(("free", "how"), [(50, Standing.WELL), (10, Standing.WELL), (9, Standing.WATCH)])
def test_a_disk_that_is_nearly_full_needs_somebody(monkeypatch, free, how):
    usage = (100 * 2**30, 0, free * 2**30)
    monkeypatch.setattr(health, "shutil", SimpleNamespace(disk_usage=lambda folder: usage))
    assert (standing()["Disk of the data folder"], words("Disk of the data folder")) == (
        how, f"{free}.0\xa0GB free of 100.0\xa0GB.",
    )  # fmt: skip


def test_what_runs_here_is_named_with_its_version():
    found = dict(versions())
    assert (found["Version of the portal"], found["Publication"]) == (configured.RELEASE, str(current_publication()))
    assert all(re.match(r"\d+\.\d+", found[name]) for name in ("Python", "Django", "Celery", "PostgreSQL", "Valkey"))


def test_nothing_on_the_page_is_a_secret():
    text = page().content.decode()
    secret = {configured.SECRET_KEY, configured.REDIS_URL, configured.DATABASES["default"]["PASSWORD"]}
    secret |= {str(configured.DATA_DIR), str(configured.DATABASES["default"]["PORT"])}
    assert {each for each in secret if each and each in text} == set()


def test_states_are_words_and_not_colour_alone(valkey_away):
    text = page().content.decode()
    for how in ("Working", "Not working", "Needs attention", "Cannot be told"):
        assert how in text


@pytest.mark.parametrize("rows", [1, 3])
def test_it_takes_the_same_queries_however_much_waits(rows, django_assert_num_queries):
    somebody, focal = accounts.administrator(), accounts.focal_point("PRT")
    for _ in range(rows):
        pledges.submitted(focal)
    page(somebody)
    client = Client()
    client.force_login(somebody, backend="django.contrib.auth.backends.ModelBackend")
    with django_assert_num_queries(13):
        client.get("/en/moderation/health/")
