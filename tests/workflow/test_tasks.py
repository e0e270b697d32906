"""The sweep as the worker runs it."""

import pytest
from celery import current_app
from django.conf import settings
from django.core import mail

from tests.factories import accounts, pledges
from workflow.tasks import send_due_notices

pytestmark = pytest.mark.django_db


def test_the_sweep_sends_what_is_owed_and_a_second_run_nothing():
    accounts.moderator()
    pledges.submitted(accounts.focal_point())
    send_due_notices()
    send_due_notices()
    assert len(mail.outbox) == 1


def test_the_clock_calls_the_sweep_by_its_registered_name():
    assert send_due_notices.name == settings.CELERY_BEAT_SCHEDULE["send_due_notices"]["task"]
    assert send_due_notices.name in current_app.tasks
