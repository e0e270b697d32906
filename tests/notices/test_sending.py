"""Notices: each is sent once, in its reader's language, whatever happens to the worker."""

import threading
import time
from datetime import timedelta
from email.utils import parseaddr

import pytest
import time_machine
from celery import current_app
from django.conf import settings as project
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.utils import timezone

from notices import tasks
from notices.models import Notice
from notices.services import Message, send_due_notices
from notices.services.post import STRUCK
from notices.states import BATCH, LEASE, MAX_ATTEMPTS, RETRY_STEP, Dropped
from tests.factories import accounts
from tests.factories.notices import html_of, owed, sample_topic

pytestmark = pytest.mark.django_db
HERE = "tests.notices.test_sending"


class Slow(EmailBackend):
    """A mail server that takes its time, so that two workers are at it at once."""

    def send_messages(self, messages):
        time.sleep(0.02)
        return super().send_messages(messages)


class RefusesOne(EmailBackend):
    """A mail server that does not like one address."""

    def send_messages(self, messages):
        if messages[0].to == ["refused@example.org"]:
            raise ConnectionRefusedError("no such mailbox")
        return super().send_messages(messages)


class Away(EmailBackend):
    """No mail server."""

    def open(self):
        raise ConnectionRefusedError("nobody there")


class CutsEverything(EmailBackend):
    """A mail server that breaks every conversation."""

    def send_messages(self, messages):
        raise ConnectionResetError("cut")


class LooksForTransactions(EmailBackend):
    """Fails where mail is sent while a transaction is open."""

    def send_messages(self, messages):
        assert connection.in_atomic_block is False
        return super().send_messages(messages)


@pytest.fixture(autouse=True)
def topic(monkeypatch):
    """What every notice here is about."""
    sample_topic(monkeypatch, is_urgent=True)


@pytest.fixture
def reader():
    return accounts.person("reader@example.org", name="Reader")


def test_a_mail_greets_says_what_happened_and_where_and_that_a_machine_wrote_it(reader, settings):
    settings.SITE_URL, settings.OPERATOR_NAME = "https://portal.example.org", "A sample operator"
    owed(reader)
    assert send_due_notices() == 1
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["reader@example.org"], "About event:1")
    assert message.body == (
        "Dear Reader,\n\nSomething happened.\n\nSee what:\n\nhttps://portal.example.org/en/desk/\n\n-- \n"
        "GCM Implementation Portal\nhttps://portal.example.org\nA sample operator\n"
        "This message was sent automatically. Replies to it are not read.\n"
    )
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"


def test_what_is_done_at_the_link_is_said_where_no_sentence_leads_to_it(reader, monkeypatch):
    sample_topic(
        monkeypatch,
        is_urgent=True,
        compose=lambda notice: Message("S", ["A full stop."], "/en/desk/", "Go to your desk"),
    )
    owed(reader)
    send_due_notices()
    assert "A full stop.\n\nGo to your desk\nhttp://localhost:8000/en/desk/\n" in mail.outbox[0].body


def test_plain_text_and_html_say_the_same_and_html_escapes(reader, monkeypatch):
    said = ["Two lines:\n<b>&", "One."]
    sample_topic(monkeypatch, is_urgent=True, compose=lambda notice: Message("<Subject>", said, "/en/desk/", "Go"))
    owed(reader)
    send_due_notices()
    (message,) = mail.outbox
    assert [part.get_content_type() for part in message.message().walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    html = html_of(message)
    assert '<p dir="auto">Two lines:<br>&lt;b&gt;&amp;</p>' in html
    assert "<title>&lt;Subject&gt;</title>" in html
    assert '<a href="http://localhost:8000/en/desk/">Go</a>' in html
    assert "Two lines:\n<b>&\n\nOne.\n" in message.body


@pytest.mark.parametrize(
    ("language", "opening"), [("ar", '<html lang="ar" dir="rtl">'), ("zh-hans", '<html lang="zh-hans" dir="ltr">')]
)
def test_html_says_its_language_and_direction(reader, language, opening):
    reader.language = language
    reader.save()
    owed(reader)
    send_due_notices()
    assert opening in html_of(mail.outbox[0])


def test_a_subject_of_two_lines_cannot_add_a_header(reader, monkeypatch):
    sample_topic(
        monkeypatch, is_urgent=True, compose=lambda notice: Message("A title\r\nBcc: other@example.org", ["."])
    )
    owed(reader)
    assert send_due_notices() == 1
    assert (mail.outbox[0].subject, mail.outbox[0].bcc) == ("A title Bcc: other@example.org", [])


def test_every_try_at_one_notice_has_the_same_message_id_and_no_two_notices_share_one(reader, settings):
    settings.DEFAULT_FROM_EMAIL = "The portal <no-reply@portal.example.org>"
    owed(reader)
    owed(reader, key="event:2")
    send_due_notices()
    Notice.objects.update(sent_at=None, claimed_at=None)
    send_due_notices()
    ids = [message.extra_headers["Message-ID"] for message in mail.outbox]
    assert (ids[:2] == ids[2:], len(set(ids))) == (True, 2)
    assert {parseaddr(each)[1].partition("@")[2] for each in ids} == {"portal.example.org"}


def test_a_second_run_sends_nothing(reader):
    owed(reader)
    assert [send_due_notices(), send_due_notices()] == [1, 0]
    assert len(mail.outbox) == 1


def test_what_is_no_longer_true_is_dropped_and_the_row_says_so(reader, monkeypatch):
    sample_topic(monkeypatch, is_urgent=True, compose=lambda notice: None)
    owed(reader)
    assert [send_due_notices(), send_due_notices()] == [0, 0]
    notice = Notice.objects.get()
    assert (notice.dropped_because, notice.sent_at, notice.attempts) == (Dropped.UNTRUE, None, 1)
    assert (notice.dropped_at is None, mail.outbox) == (False, [])


def test_a_topic_nobody_registered_is_a_failure_of_its_own(reader):
    owed(reader, topic="unknown.topic")
    owed(reader)
    assert send_due_notices() == 1
    assert Notice.objects.get(topic="unknown.topic").failure == "KeyError: 'unknown.topic'"


def test_who_can_no_longer_sign_in_is_told_nothing(reader):
    owed(reader)
    reader.is_active = False
    reader.save()
    assert send_due_notices() == 0
    assert mail.outbox == []


def test_one_refused_address_does_not_stop_the_others(settings):
    settings.EMAIL_BACKEND = f"{HERE}.RefusesOne"
    owed(*[accounts.person(f"{name}@example.org") for name in ("first", "refused", "third")])
    assert send_due_notices() == 2
    failed = Notice.objects.get(recipient__email="refused@example.org")
    assert (failed.sent_at, failed.attempts) == (None, 1)
    assert failed.failure == "ConnectionRefusedError: no such mailbox"
    assert set(Notice.objects.exclude(pk=failed.pk).values_list("attempts", "failure")) == {(1, "")}


def test_while_no_mail_server_answers_nothing_is_tried_and_no_try_is_lost(reader, settings):
    settings.EMAIL_BACKEND = f"{HERE}.Away"
    owed(reader)
    assert [send_due_notices(), send_due_notices()] == [0, 0]
    assert list(Notice.objects.values_list("attempts", "claimed_at")) == [(0, None)]


def test_a_server_that_breaks_every_conversation_is_left_alone_until_the_next_sweep(settings):
    settings.EMAIL_BACKEND = f"{HERE}.CutsEverything"
    owed(*[accounts.person(f"{number}@example.org") for number in range(5)])
    assert send_due_notices() == 0
    assert sum(Notice.objects.values_list("attempts", flat=True)) == STRUCK


def test_a_failed_notice_is_tried_again_later_each_time_after_a_longer_wait(settings):
    owed(accounts.person("refused@example.org"))
    settings.EMAIL_BACKEND = f"{HERE}.RefusesOne"
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        send_due_notices()
        for failures in (1, 2, 3):
            clock.shift(LEASE + failures * RETRY_STEP)
            send_due_notices()
            assert Notice.objects.get().attempts == failures
            clock.shift(timedelta(seconds=1))
            send_due_notices()
            assert Notice.objects.get().attempts == failures + 1
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        clock.shift(LEASE + 4 * RETRY_STEP + timedelta(seconds=1))
        assert send_due_notices() == 1
    notice = Notice.objects.get()
    assert (notice.failure, notice.attempts, notice.sent_at is None) == ("", 5, False)


def test_a_notice_that_never_goes_out_is_given_up_and_the_log_says_so(settings, caplog):
    settings.EMAIL_BACKEND = f"{HERE}.RefusesOne"
    owed(accounts.person("refused@example.org"))
    Notice.objects.update(attempts=MAX_ATTEMPTS - 1)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert send_due_notices() == 0
        clock.shift(timedelta(days=30))
        assert send_due_notices() == 0
    assert Notice.objects.get().attempts == MAX_ATTEMPTS
    assert [each.message for each in caplog.records if each.levelname == "ERROR"] == [
        f"notices.notice {Notice.objects.get().pk} was not sent, and is given up"
    ]


def test_a_dead_workers_claim_is_taken_over_and_a_living_ones_is_not(reader):
    owed(reader)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        Notice.objects.update(claimed_at=timezone.now(), attempts=1)
        assert send_due_notices() == 0
        clock.shift(LEASE + RETRY_STEP + timedelta(seconds=1))
        assert send_due_notices() == 1
    assert len(mail.outbox) == 1


def test_a_sweep_takes_only_so_many(reader):
    for number in range(BATCH + 2):
        owed(reader, key=f"event:{number}")
    assert [send_due_notices(), send_due_notices()] == [BATCH, 2]


def test_the_task_says_how_many_it_sent_and_the_clock_calls_it_by_its_name(reader, caplog):
    owed(reader)
    with caplog.at_level("INFO"):
        tasks.send_due_notices()
        tasks.send_due_notices()
    assert [each.message for each in caplog.records if each.name == "notices.tasks"] == ["1 notices sent"]
    assert tasks.send_due_notices.name == project.CELERY_BEAT_SCHEDULE["send_due_notices"]["task"]
    assert tasks.send_due_notices.name in current_app.tasks


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_notice_exactly_once_outside_any_transaction(settings):
    settings.EMAIL_BACKEND = f"{HERE}.Slow"
    addresses = [f"reader{number}@example.org" for number in range(8)]
    owed(*[accounts.person(address) for address in addresses])
    together, sent = threading.Barrier(2), []

    def work():
        together.wait(timeout=10)
        try:
            sent.append(send_due_notices())
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=60)
    assert sum(sent) == len(addresses)
    assert sorted(message.to[0] for message in mail.outbox) == addresses
    settings.EMAIL_BACKEND = f"{HERE}.LooksForTransactions"
    owed(accounts.person("last@example.org"), key="event:2")
    assert send_due_notices() == 1
