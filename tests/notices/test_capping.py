"""Of reminders only so many a day go out by themselves; what is over comes in one mail on the next day."""

import pytest
import time_machine
from django.core import mail

from notices.models import Digest, Notice
from notices.services import send_due_digests, send_due_notices
from notices.states import Frequency, Group, Period
from tests.factories import accounts
from tests.factories.notices import chosen, owed, sample_topic

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    """Begins on a Monday morning, after the digests."""
    with time_machine.travel("2026-11-23 08:00Z", tick=False) as travelled:
        yield travelled


@pytest.fixture
def reader(monkeypatch, settings):
    settings.REMINDERS_PER_DAY = 3
    sample_topic(monkeypatch, "sample.reminder", group=Group.DUE, is_reminder=True)
    sample_topic(monkeypatch, "sample.news", group=Group.ASKED)
    return chosen(accounts.person("reader@example.org"), Group.DUE, Frequency.IMMEDIATE)


def reminders(reader, *numbers):
    for number in numbers:
        owed(reader, key=f"reminder:{number}", topic="sample.reminder")


def test_what_is_over_the_cap_comes_in_one_mail_on_the_next_day_and_nothing_is_lost(reader, clock):
    reminders(reader, *range(5))
    assert [send_due_notices(), send_due_notices(), send_due_digests()] == [3, 0, 0]
    held = Digest.objects.get()
    assert (held.period, held.day.isoformat(), f"{held.due_at:%Y-%m-%d %H:%M}") == (
        Period.HELD,
        "2026-11-24",
        "2026-11-24 06:00",
    )
    clock.move_to("2026-11-24 05:59Z")
    assert (send_due_notices(), send_due_digests()) == (0, 0)
    clock.move_to("2026-11-24 06:00Z")
    assert [send_due_digests(), send_due_digests(), send_due_notices()] == [1, 0, 0]
    assert mail.outbox[-1].subject == "2 more reminders"
    assert Notice.objects.filter(sent_at=None).count() == 0


def test_the_mail_of_what_was_held_over_is_one_of_that_days(reader, clock):
    reminders(reader, *range(4))
    send_due_notices()
    clock.move_to("2026-11-24 06:00Z")
    reminders(reader, *range(10, 14))
    assert (send_due_digests(), send_due_notices()) == (1, 2)
    assert Digest.objects.get(day="2026-11-25").notices.count() == 2


def test_other_messages_are_not_counted(reader):
    reminders(reader, *range(3))
    for number in range(4):
        owed(reader, key=f"news:{number}", topic="sample.news")
    assert send_due_notices() == 7


def test_a_second_try_on_the_same_day_keeps_its_place(reader, clock, settings):
    backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "tests.notices.test_sending.CutsEverything"
    reminders(reader, 1)
    send_due_notices()
    settings.EMAIL_BACKEND = backend
    clock.move_to("2026-11-23 12:00Z")
    assert send_due_notices() == 1
    assert list(Notice.objects.values_list("slot", "attempts")) == [(1, 2)]


def test_the_cap_is_each_persons_own(reader):
    other = chosen(accounts.person("other@example.org"), Group.DUE, Frequency.IMMEDIATE)
    reminders(reader, *range(3))
    reminders(other, *range(3))
    assert send_due_notices() == 6
