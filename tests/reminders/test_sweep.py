"""The ladder by two workers at once, and again after that: each reminder reaches a real mail server exactly once."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from notices.models import Notice
from notices.services import send_due_digests, send_due_notices
from reminders.services import remind
from tests.factories import accounts, pledges
from tests.factories.notices import at_once as everything_at_once
from tests.notices.conftest import at_once, sink  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)


def test_each_reminder_is_owed_and_sent_once(sink):  # noqa: F811
    with time_machine.travel("2026-03-01 12:00Z", tick=False) as clock:
        focal, moderator = everything_at_once(accounts.focal_point()), accounts.moderator()
        for number in range(3):
            pledges.published(focal, moderator, title=f"Sample {number}", starts_on=date(2025, 6, 1))
        Notice.objects.all().delete()
        clock.move_to(datetime(2026, 6, 1, 7, tzinfo=UTC))
        at_once(remind, remind)
        assert (remind(), Notice.objects.count()) == (0, 3)
        assert [sum(at_once(send_due_notices, send_due_notices)), send_due_notices()] == [3, 0]
        clock.move_to(datetime(2026, 7, 31, 7, tzinfo=UTC))
        at_once(remind, remind)
        clock.move_to(datetime(2026, 8, 1, 7, tzinfo=UTC))
        assert [sum(at_once(send_due_digests, send_due_digests)), send_due_digests()] == [1, 0]
    assert sink.addresses() == [focal.email] * 3 + [moderator.email]
    assert sink.subjects()[-1] == (moderator.email, "Your day: 3 messages")
