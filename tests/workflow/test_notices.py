"""What people are told of the workflow: every verb has its words, and what has been overtaken is not sent."""

import pytest
import time_machine
from django.core import mail

from notices.models import Notice
from notices.services import send_due_notices
from notices.states import Dropped
from pledges.models import Pledge
from tests.factories import accounts, pledges, progress
from tests.factories.notices import at_once, html_of
from workflow import services
from workflow.states import Change

pytestmark = pytest.mark.django_db
REASON = "The start date is missing.\n\n<b>Please</b> add it, and say who pays."


@pytest.fixture
def portugal():
    return accounts.focal_point("PRT")


@pytest.fixture
def moderator():
    return at_once(accounts.moderator())


def submitted(by, **fields):
    """On the moderators' desk, without the receipt that its submitter is owed."""
    item = pledges.submitted(by, **fields)
    Notice.objects.filter(topic="workflow.receipt").delete()
    return item


def published(by, moderator, **fields):
    """Public, without the receipt."""
    return services.publish(submitted(by, **fields), by=moderator)


def returned(by, moderator, **fields):
    item = services.return_for_changes(submitted(by, **fields), by=moderator, note=REASON)
    Notice.objects.exclude(topic="workflow.return").delete()
    return item


def test_moderators_are_told_of_a_submission_and_where_to_decide(portugal, moderator, settings):
    settings.SITE_URL = "https://portal.example.org"
    item = submitted(portugal, title="Fair recruitment")
    assert send_due_notices() == 1
    (message,) = mail.outbox
    assert message.to == [moderator.email]
    assert message.subject == "To be decided: Fair recruitment"
    assert "Title: Fair recruitment" in message.body
    assert f"Reference: {item.record.reference}" in message.body
    assert "https://portal.example.org/en/moderation/\n" in message.body


def test_who_submits_gets_a_receipt_with_the_reference_and_the_time(portugal, moderator):
    with time_machine.travel("2026-11-22 14:32Z", tick=False):
        item = pledges.submitted(portugal)
    Notice.objects.exclude(recipient=portugal).delete()
    assert send_due_notices() == 1
    (message,) = mail.outbox
    assert (message.to, item.reference in message.subject) == ([portugal.email], True)
    for part in (item.reference, "22 November 2026", "14:32"):
        assert part in message.body


def test_a_focal_point_reads_the_reason_word_for_word_and_the_way_to_the_desk(portugal, moderator):
    returned(portugal, moderator)
    assert send_due_notices() == 1
    (message,) = mail.outbox
    assert message.to == [portugal.email]
    assert message.subject == "Returned for changes: A sample pledge"
    assert f"The reason given:\n\n{REASON}\n" in message.body
    assert "<br><br>&lt;b&gt;Please&lt;/b&gt; add it, and say who pays.</p>" in html_of(message)
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
    verb(submitted(portugal), by=moderator, note="A reason.")
    send_due_notices()
    assert [message.subject for message in mail.outbox if message.to == [portugal.email]] == [subject]


def test_a_retraction_is_told_with_its_reason(portugal, moderator):
    services.retract(published(portugal, moderator), by=moderator, note="Sent by mistake.")
    Notice.objects.exclude(topic="workflow.retract").delete()
    send_due_notices()
    (message,) = mail.outbox
    assert message.subject == "Retracted: A sample pledge"
    assert "The reason given:\n\nSent by mistake.\n" in message.body


def test_a_published_withdrawal_does_not_say_that_anybody_can_read_it(portugal, moderator):
    live = published(portugal, moderator)
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
    receipt, told = to_portugal
    assert (receipt.subject.startswith("Receipt"), told.subject) == (True, "Withdrawn: A sample pledge")
    assert "Anybody can read it now" not in told.body


def test_an_update_is_named_by_its_reference_and_its_pledge(portugal, moderator):
    pledge = published(portugal, moderator)
    Notice.objects.all().delete()
    update = progress.submitted(portugal, about=pledge.record)
    send_due_notices()
    (message,) = [message for message in mail.outbox if message.to == [moderator.email]]
    assert message.subject == f"To be decided: {update.record.reference}"
    assert f"Progress update on: {pledge.record.reference}\nReference: {update.record.reference}" in message.body


def test_a_title_of_two_lines_cannot_add_a_header(portugal, moderator):
    returned(portugal, moderator, title="A title\r\nBcc: somebody.else@example.org")
    assert send_due_notices() == 1
    assert mail.outbox[0].subject == "Returned for changes: A title Bcc: somebody.else@example.org"
    assert mail.outbox[0].bcc == []


def test_a_notice_points_at_its_event_and_holds_no_words(portugal, moderator):
    item = submitted(portugal, title="Fair recruitment")
    event = item.record.events.get(verb="submit")
    owed = Notice.objects.values_list("topic", "key", "recipient__email", "facts")
    assert list(owed) == [("workflow.submit", f"event:{event.pk}", moderator.email, {"event": event.pk})]


@pytest.mark.parametrize(
    ("told", "overtake"),
    [
        ("workflow.submit", lambda item, by, moderator: services.withdraw(item, by=by)),
        ("workflow.return", lambda item, by, moderator: services.submit(item, by=by)),
        ("workflow.publish", lambda item, by, moderator: services.retract(item, by=moderator, note="By mistake.")),
    ],
    ids=["withdrawn", "submitted again", "retracted"],
)
def test_what_has_been_overtaken_is_not_sent(portugal, moderator, told, overtake):
    item = submitted(portugal)
    if told == "workflow.return":
        item = services.return_for_changes(item, by=moderator, note=REASON)
    if told == "workflow.publish":
        item = services.publish(item, by=moderator)
    overtake(item, portugal, moderator)
    Notice.objects.exclude(topic=told).delete()
    assert send_due_notices() == 0
    assert list(Notice.objects.values_list("topic", "dropped_because")) == [(told, Dropped.UNTRUE)]
