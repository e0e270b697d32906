"""The portal does its whole work as the role it runs as in production, which owns nothing."""

import time
from datetime import timedelta
from importlib import import_module

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.services import invite, look_up
from accounts.states import DelegationRole, Holding
from erasure.selectors import plan_of
from erasure.services import ask, carry_out
from moderation.services import stamp_of
from pledges.models import Pledge
from reports.models import Report, ReportSchedule
from reports.services import ensure_default_schedules
from reports.states import ReportState
from tests.factories import accounts, attachments, pledges, progress, tools
from tests.factories.accounts import SECRET
from tests.factories.database import application_role, as_role
from tests.factories.reports import queued
from workflow import services
from workflow.models import Record
from workflow.states import Status

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def as_the_application():
    """Everything in these tests is done as the application's role, the factories' part too."""
    ensure_default_schedules()
    ReportSchedule.objects.update(counts_from=timezone.now())  # 24 reports are too many
    with as_role(application_role()):
        yield
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            assert cursor.fetchone() == ("gcm_application",)


def sign_in(client, person):
    """With password and second factor, as a person does, once whoever was signed in has left."""
    client.logout()
    client.post("/en/accounts/login/", {"login": person.email, "password": "correct horse battery"})
    code = format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))
    answer = client.post("/en/accounts/2fa/authenticate/", {"code": code})
    assert (answer.status_code, answer["Location"]) == (302, "/en/desk/")
    return client


def sweep():
    """Every sweep of the worker, as the clock would ask for it."""
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        module, _point, name = entry["task"].rpartition(".")
        getattr(import_module(module), name)()


def decide(client, pledge, verb, **answers):
    """Send a decision from the moderator's page."""
    address = reverse("moderation:decide", args=["pledge", pledge.pk, verb])
    answer = client.post(address, {"seen": stamp_of(Pledge.objects.get(pk=pledge.pk)), **answers})
    assert (answer.status_code, answer["Location"]) == (302, "/en/moderation/")


def test_from_a_draft_to_an_amendment_by_the_pages_themselves(client):
    focal, moderator = accounts.focal_point(), accounts.moderator()
    pledge = pledges.draft(focal)
    submit = reverse("desk_pledges:submit", args=[pledge.pk])
    assert sign_in(client, focal).post(submit).status_code == 302
    decide(sign_in(client, moderator), pledge, "return", note="Please say when.")
    colleague, second = accounts.focal_point("PRT", email="colleague@example.org"), accounts.moderator("2@example.org")
    assert sign_in(client, colleague).post(submit).status_code == 302
    decide(sign_in(client, second), pledge, "publish")
    amendment = services.submit(pledges.amendment(pledge, focal), by=focal)
    decide(client, amendment, "publish")
    assert client.get(reverse("pledges:detail", args=[amendment.reference])).status_code == 200
    assert [each.status for each in Pledge.objects.order_by("pk")] == [Status.PUBLISHED, Status.PUBLISHED]
    assert Pledge.objects.published().get() == amendment
    told = len(mail.outbox)
    sweep()
    assert len(mail.outbox) > told
    sweep()


def test_a_report_is_asked_for_and_built(client):
    moderator = accounts.moderator()
    pledges.published(moderator=moderator)
    asked = queued(by=moderator)
    ReportSchedule.objects.filter(made_as="daily").update(counts_from=timezone.now() - timedelta(days=1))
    sweep()
    assert set(Report.objects.values_list("language", "state")) == {("en", ReportState.READY)}
    file = sign_in(client, moderator).get(f"/en/reports/{asked.reference}/file.pdf")
    assert b"".join(file.streaming_content).startswith(b"%PDF")
    another = {"forum": 2026, "kinds": ["round_table"], "only": "1", "languages": ["fr"]}
    assert client.post("/en/reports/production/new/", another).status_code == 302
    assert Report.objects.filter(subject="1", language="fr", state=ReportState.QUEUED).count() == 1


def test_withdrawals_retractions_updates_calls_and_files(client):
    focal, moderator = accounts.focal_point(), accounts.moderator()
    pledge = pledges.published(focal, moderator)
    pledge.attachments.add(attachments.stored(focal))
    progress.published(focal, about=pledge.record, moderator=moderator)
    services.publish(services.submit(pledges.withdrawal(pledge, focal), by=focal), by=moderator)
    other = pledges.published(focal, moderator)
    services.retract(other, by=moderator, note="An error.")
    services.publish_imported([pledges.draft(focal)], by=User.objects.system(), note="registry.csv")
    tools.public_call()
    services.reject(pledges.submitted(focal), by=moderator, note="No.")
    assert Record.objects.exclude(closing="").count() == 2
    sweep()


def test_people_are_invited_looked_up_and_erased(client):
    administrator, other = accounts.administrator(), accounts.administrator("other@example.org")
    _, token = invite(
        by=administrator, email="new@example.org", party=accounts.portugal(), role=DelegationRole.DRAFTER
    )
    given = {"name": "New", "language": "en", "password": "a long enough word", "password_again": "a long enough word"}
    assert client.post(reverse("invitations:accept", args=[token]), given).status_code == 302
    person = User.objects.get(email="new@example.org")
    look_up(person=person, by=administrator)
    request = ask(person, what=Holding.ACCOUNT, by=administrator)
    carry_out(request, by=other, seen=plan_of(request).stamp)
    assert User.objects.get(pk=person.pk).erased_at is not None


def test_the_reference_data_is_loaded_and_readiness_is_answered(client):
    call_command("load_reference", verbosity=0)
    missing = client.get("/readyz").json()["missing"]
    assert not {"database", "migrations"} & set(missing)
