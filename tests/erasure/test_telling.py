"""Reminders of requests that are due: once a week before, once when late, whoever sweeps and however often."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from erasure.models import ErasureRequest
from erasure.services import remind_of_due_requests, take_back
from erasure.tasks import remind_of_due_requests as sweep
from notices.models import Notice
from notices.services import topic_of
from tests.factories import accounts
from tests.factories.erasure import asked_about_oneself

pytestmark = pytest.mark.django_db


def reminders():
    """Which were owed to whom."""
    return sorted(Notice.objects.filter(topic="erasure.due").values_list("key", "recipient__email"))


def words():
    """The subjects of the reminders as they read now."""
    return [topic_of(each).compose(each).subject for each in Notice.objects.filter(topic="erasure.due").order_by("pk")]


def test_administrators_are_reminded_a_week_before_and_when_it_is_late_and_never_twice():
    administrator = accounts.administrator()
    request = asked_about_oneself()
    due = request.due_on
    for day in (due - timedelta(days=8), due - timedelta(days=7), due, due):
        remind_of_due_requests(day=day)
    assert reminders() == [(f"soon:{request.pk}", administrator.email)]
    for day in (due + timedelta(days=1), due + timedelta(days=30)):
        remind_of_due_requests(day=day)
    assert reminders() == [(f"late:{request.pk}", administrator.email), (f"soon:{request.pk}", administrator.email)]


def test_the_words_say_whether_it_is_late():
    accounts.administrator()
    request = asked_about_oneself()
    remind_of_due_requests(day=request.due_on)
    assert words() == ["A request to erase personal data is due soon"]
    with time_machine.travel(timezone.now() + timedelta(days=40)):
        assert words() == ["A request to erase personal data is late"]


def test_what_was_decided_on_reminds_nobody():
    accounts.administrator()
    request = asked_about_oneself()
    take_back(request, by=request.asked_by)
    assert remind_of_due_requests(day=request.due_on) == 0
    assert reminders() == []


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_owe_each_reminder_once():
    accounts.administrator()
    request = asked_about_oneself()
    ErasureRequest.objects.filter(pk=request.pk).update(due_on=timezone.localdate())
    barrier = threading.Barrier(2)

    def work():
        barrier.wait()
        sweep()
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert reminders() == [(f"soon:{request.pk}", "administrator@example.org")]
