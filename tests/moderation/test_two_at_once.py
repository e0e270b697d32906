"""Two moderators decide the same record at the same moment: one wins, the other is told, whoever comes first."""

import threading

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from moderation.services import deciding, stamp_of
from pledges.models import Pledge
from tests.factories import accounts, pledges
from workflow.models import AuditEvent, Publication
from workflow.states import Status, Verb

pytestmark = pytest.mark.django_db(transaction=True)

STATUS = {"publish": Status.PUBLISHED, "return": Status.RETURNED}
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


def send(person, item, verb, answers):
    """What the page's form sends; in a thread of its own, with a connection of its own."""
    try:
        client = Client()
        client.force_login(person)
        typed = {"note": "Because.", "seen": stamp_of(item)}
        answers[verb, person.email] = client.post(reverse("moderation:decide", args=["pledge", item.pk, verb]), typed)
    finally:
        connection.close()


@pytest.mark.parametrize(("first", "second"), [("publish", "return"), ("return", "publish"), ("publish", "publish")])
def test_the_first_decides_and_the_second_is_told(first, second, monkeypatch):
    """The first holds the record until the second waits for it, so that the order is not left to chance."""
    item = pledges.submitted(accounts.focal_point())
    people = [accounts.moderator("first@example.org"), accounts.moderator("second@example.org")]
    holds, waits, answers = threading.Event(), threading.Event(), {}
    act = deciding._hold

    def hold_and_wait(held, *, seen):
        act(held, seen=seen)
        if not holds.is_set():
            holds.set()
            waits.wait(timeout=30)

    monkeypatch.setattr(deciding, "_hold", hold_and_wait)
    threads = [threading.Thread(target=send, args=(people[0], item, first, answers))]
    threads[0].start()
    assert holds.wait(timeout=30)
    threads.append(threading.Thread(target=send, args=(people[1], item, second, answers)))
    threads[1].start()
    until_somebody_waits()
    waits.set()
    for thread in threads:
        thread.join(timeout=60)

    won, lost = answers[first, people[0].email], answers[second, people[1].email]
    assert (won.status_code, lost.status_code) == (302, 409)
    assert "Somebody may have been faster." in lost.content.decode()
    assert Pledge.objects.get(pk=item.pk).status == STATUS[first]
    decided = AuditEvent.objects.filter(record=item.record, verb__in=[Verb.PUBLISH, Verb.RETURN])
    assert [(each.verb, each.actor) for each in decided] == [(first, people[0])]
    assert Publication.objects.filter(verb=Verb.PUBLISH).count() == (first == "publish")


def until_somebody_waits():
    """Ask the server until a transaction waits for a lock; the test's own limit ends it where none ever does."""
    with connection.cursor() as cursor:
        while True:
            with transaction.atomic():
                cursor.execute(WAITING)
                if cursor.fetchone()[0]:
                    return
