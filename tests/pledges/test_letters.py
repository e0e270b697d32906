"""Letters to partners: each goes out once, says who named them in what, and opens one page."""

import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone, translation

from notices.states import LEASE, RETRY_STEP
from pledges.models import PartnerLetter
from pledges.services import letters
from pledges.tasks import send_due_partner_letters
from tests.factories import accounts, pledges
from workflow import services as workflow

pytestmark = pytest.mark.django_db

PRAIA = {"name": "Praia", "kind": "local_government", "state": "CPV"}


def owed(**fields):
    """A letter of a pledge just submitted."""
    by = accounts.focal_point()
    pledge = pledges.joint(by, partners=[PRAIA], addresses=[("Praia", "mayor@example.org")], **fields)
    return workflow.submit(pledge, by=by), PartnerLetter.objects.get()


def test_a_letter_goes_out_once_however_often_the_sweep_runs():
    pledge, letter = owed()
    for _ in range(3):
        send_due_partner_letters()
    (message,) = mail.outbox
    letter.refresh_from_db()
    assert (message.to, letter.attempts, letter.sent_at is not None) == (["mayor@example.org"], 1, True)
    assert message.subject == "Portugal names Praia in a pledge: please confirm"
    for part in ("A sample pledge", pledge.reference, f"/en/desk/pledges/partners/{letters.token_of(letter)}/"):
        assert part in message.body


def test_a_letter_is_written_in_the_language_of_the_pledge():
    owed(language="fr")
    with translation.override("ar"):
        send_due_partner_letters()
    assert "/fr/desk/pledges/partners/" in mail.outbox[0].body


def test_while_the_pledge_is_revised_the_letter_waits():
    pledge, letter = owed()
    workflow.return_for_changes(pledge, by=accounts.moderator(), note="By when?")
    send_due_partner_letters()
    letter.refresh_from_db()
    assert (mail.outbox, letter.sent_at, letter.attempts) == ([], None, 0)
    workflow.submit(pledge, by=pledge.author)
    PartnerLetter.objects.update(claimed_at=timezone.now() - LEASE - timedelta(seconds=1))
    send_due_partner_letters()
    assert len(mail.outbox) == 1


def test_what_failed_is_kept_and_tried_again_later(monkeypatch):
    _pledge, letter = owed()
    monkeypatch.setattr(letters, "_letter", lambda *args, **kwargs: 1 / 0)
    assert letters.send_due_partner_letters() == 0
    letter.refresh_from_db()
    assert (letter.sent_at, letter.attempts, letter.failure) == (None, 1, "ZeroDivisionError: division by zero")
    assert letters.send_due_partner_letters() == 0
    letter.refresh_from_db()
    assert letter.attempts == 1
    monkeypatch.undo()
    PartnerLetter.objects.update(claimed_at=timezone.now() - LEASE - RETRY_STEP - timedelta(seconds=1))
    assert letters.send_due_partner_letters() == 1
    letter.refresh_from_db()
    assert (letter.sent_at is not None, letter.failure) == (True, "")


def test_a_letter_whose_link_has_expired_is_not_sent():
    owed()
    PartnerLetter.objects.update(expires_at=timezone.now())
    assert letters.send_due_partner_letters() == 0


def test_a_link_cannot_be_made_up():
    _pledge, letter = owed()
    token = letters.token_of(letter)
    assert letters.letter_number(token) == letter.pk
    for wrong in (f"{letter.pk + 1}.{token.partition('.')[2]}", str(letter.pk), "", "\x00", f"{token}x"):
        assert letters.letter_number(wrong) is None


@pytest.mark.django_db(transaction=True)
def test_of_four_workers_one_sends():
    owed()
    together, sent = threading.Barrier(4), []

    def work():
        try:
            together.wait(timeout=10)
            sent.append(letters.send_due_partner_letters())
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=30)
    assert (sorted(sent), len(mail.outbox)) == ([0, 0, 0, 1], 1)
