"""Notices: each is sent once, in its reader's language, whatever happens to the worker."""

import threading
import time
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.utils import timezone

from pledges.models import Pledge
from tests.factories import accounts, pledges, progress
from workflow import services
from workflow.models import Notice
from workflow.selectors import MAX_ATTEMPTS, RETRY_STEP, notices_due
from workflow.services.notices import BATCH, LEASE, send_due_notices
from workflow.states import Change

pytestmark = pytest.mark.django_db
REASON = "The start date is missing.\n\n<b>Please</b> add it, and say who pays."


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


class LooksForTransactions(EmailBackend):
    """Fails where mail is sent while a transaction is open."""

    def send_messages(self, messages):
        assert connection.in_atomic_block is False
        return super().send_messages(messages)


@pytest.fixture
def portugal():
    return accounts.focal_point("PRT")


@pytest.fixture
def moderator():
    return accounts.moderator()


def returned(by, moderator, **fields):
    item = services.return_for_changes(pledges.submitted(by, **fields), by=moderator, note=REASON)
    Notice.objects.exclude(event__verb="return").delete()
    return item


def test_moderators_are_told_of_a_submission_and_where_to_decide(portugal, moderator, settings):
    settings.SITE_URL = "https://portal.example.org"
    item = pledges.submitted(portugal, title="Fair recruitment")
    assert send_due_notices() == 1
    (message,) = mail.outbox
    assert message.to == [moderator.email]
    assert message.subject == "To be decided: Fair recruitment"
    assert "Title: Fair recruitment" in message.body
    assert f"Reference: {item.record.reference}" in message.body
    assert "https://portal.example.org/en/moderation/\n" in message.body
    assert message.extra_headers == {"Auto-Submitted": "auto-generated"}


def test_a_focal_point_reads_the_reason_word_for_word_and_the_way_to_the_desk(portugal, moderator):
    returned(portugal, moderator)
    assert send_due_notices() == 1
    (message,) = mail.outbox
    assert message.to == [portugal.email]
    assert message.subject == "Returned for changes: A sample pledge"
    assert f"The reason given:\n\n{REASON}\n" in message.body
    assert "http://localhost:8000/en/desk/\n" in message.body


@pytest.mark.parametrize("language", ["ar", "zh-hans", "en", "fr", "ru", "es"])
def test_the_link_leads_to_the_readers_own_language(portugal, moderator, language):
    portugal.language = language
    portugal.save()
    returned(portugal, moderator)
    send_due_notices()
    assert f"http://localhost:8000/{language}/desk/\n" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("verb", "subject"),
    [
        (services.reject, "Not accepted: A sample pledge"),
        (services.publish, "Published: A sample pledge"),
    ],
)
def test_every_decision_has_its_own_words(portugal, moderator, verb, subject):
    verb(pledges.submitted(portugal), by=moderator, note="A reason.")
    send_due_notices()
    assert [message.subject for message in mail.outbox if message.to == [portugal.email]] == [subject]


def test_a_retraction_is_told_with_its_reason(portugal, moderator):
    services.retract(pledges.published(portugal, moderator), by=moderator, note="Sent by mistake.")
    Notice.objects.exclude(event__verb="retract").delete()
    send_due_notices()
    (message,) = mail.outbox
    assert message.subject == "Retracted: A sample pledge"
    assert "The reason given:\n\nSent by mistake.\n" in message.body


def test_a_published_withdrawal_does_not_say_that_anybody_can_read_it(portugal, moderator):
    live = pledges.published(portugal, moderator)
    withdrawal = services.start_draft(
        Pledge(
            record=live.record,
            change=Change.WITHDRAWAL,
            change_reason="Overtaken by a new law.",
            title=live.title,
            description=live.description,
            pledge_type=live.pledge_type,
            natures=live.natures,
            starts_on=live.starts_on,
            is_open_ended=True,
            covers_whole_compact=True,
            state_id="PRT",
        ),
        by=portugal,
    )
    Notice.objects.all().delete()
    services.publish(services.submit(withdrawal, by=portugal), by=moderator)
    send_due_notices()
    to_portugal = [message for message in mail.outbox if message.to == [portugal.email]]
    assert [message.subject for message in to_portugal] == ["Withdrawn: A sample pledge"]
    assert "Anybody can read it now" not in to_portugal[0].body


def test_an_update_is_named_by_its_reference_and_its_pledge(portugal, moderator):
    pledge = pledges.published(portugal, moderator)
    Notice.objects.all().delete()
    update = progress.submitted(portugal, about=pledge.record)
    send_due_notices()
    (message,) = mail.outbox
    assert message.subject == f"To be decided: {update.record.reference}"
    assert f"Progress update on: {pledge.record.reference}\nReference: {update.record.reference}" in message.body


def test_a_title_of_two_lines_cannot_add_a_header(portugal, moderator):
    returned(portugal, moderator, title="A title\r\nBcc: somebody.else@example.org")
    assert send_due_notices() == 1
    assert mail.outbox[0].subject == "Returned for changes: A title Bcc: somebody.else@example.org"
    assert mail.outbox[0].bcc == []


def test_a_second_run_sends_nothing(portugal, moderator):
    pledges.submitted(portugal)
    assert [send_due_notices(), send_due_notices()] == [1, 0]
    assert len(mail.outbox) == 1


def test_who_can_no_longer_sign_in_is_told_nothing(portugal, moderator):
    returned(portugal, moderator)
    portugal.is_active = False
    portugal.save()
    assert send_due_notices() == 0
    assert mail.outbox == []


def test_one_refused_address_does_not_stop_the_others(portugal, moderator, settings):
    settings.EMAIL_BACKEND = "tests.workflow.test_notices.RefusesOne"
    accounts.moderator("refused@example.org")
    accounts.moderator("third@example.org")
    pledges.submitted(portugal)
    assert send_due_notices() == 2
    failed = Notice.objects.get(recipient__email="refused@example.org")
    assert (failed.sent_at, failed.attempts) == (None, 1)
    assert failed.failure == "ConnectionRefusedError: no such mailbox"
    assert set(Notice.objects.exclude(pk=failed.pk).values_list("attempts", "failure")) == {(1, "")}


def test_a_failed_notice_is_tried_again_later_each_time_after_a_longer_wait(portugal, settings):
    accounts.moderator("refused@example.org")
    pledges.submitted(portugal)
    settings.EMAIL_BACKEND = "tests.workflow.test_notices.RefusesOne"
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        send_due_notices()
        for failures in (1, 2, 3):
            wait = LEASE + failures * RETRY_STEP
            clock.shift(wait)
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


def test_a_notice_that_never_goes_out_is_given_up(portugal, settings):
    settings.EMAIL_BACKEND = "tests.workflow.test_notices.RefusesOne"
    accounts.moderator("refused@example.org")
    pledges.submitted(portugal)
    Notice.objects.update(attempts=MAX_ATTEMPTS - 1)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert send_due_notices() == 0
        clock.shift(timedelta(days=30))
        assert send_due_notices() == 0
    assert Notice.objects.get().attempts == MAX_ATTEMPTS


def test_a_dead_workers_claim_is_taken_over_and_a_living_ones_is_not(portugal, moderator):
    pledges.submitted(portugal)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        Notice.objects.update(claimed_at=timezone.now(), attempts=1)
        assert send_due_notices() == 0
        clock.shift(LEASE + RETRY_STEP + timedelta(seconds=1))
        assert send_due_notices() == 1
    assert len(mail.outbox) == 1


def test_a_sweep_takes_only_so_many(portugal, moderator):
    for number in range(BATCH + 1):
        accounts.moderator(f"moderator{number}@example.org")
    pledges.submitted(portugal)
    assert [send_due_notices(), send_due_notices()] == [BATCH, 2]


@pytest.mark.django_db(transaction=True)
def test_mail_is_sent_outside_any_transaction(portugal, moderator, settings):
    settings.EMAIL_BACKEND = "tests.workflow.test_notices.LooksForTransactions"
    pledges.submitted(portugal)
    assert send_due_notices() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_notice_exactly_once(portugal, settings):
    settings.EMAIL_BACKEND = "tests.workflow.test_notices.Slow"
    addresses = [f"moderator{number}@example.org" for number in range(8)]
    for address in addresses:
        accounts.moderator(address)
    pledges.submitted(portugal)
    together = threading.Barrier(2)
    sent = []

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
    assert not notices_due(stale_before=timezone.now()).exists()
