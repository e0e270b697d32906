"""Digests: what was owed in a day or a week, in one mail, once, in the reader's language."""

import pytest
import time_machine
from django.core import mail

from notices import tasks
from notices.models import Digest, Notice
from notices.services import Message, send_due_digests, send_due_notices
from notices.services.periods import last_moment
from notices.services.words import SHOWN
from notices.states import Dropped, Frequency, Group, Period
from tests.factories import accounts
from tests.factories.notices import chosen, html_of, owed, sample_topic

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    """Begins on a Monday evening."""
    with time_machine.travel("2026-11-23 18:00Z", tick=False) as travelled:
        yield travelled


@pytest.fixture
def reader(monkeypatch):
    """Hears once a day of what is asked, once a week of what is due."""
    sample_topic(monkeypatch, group=Group.ASKED)
    sample_topic(monkeypatch, "sample.due", group=Group.DUE)
    return chosen(accounts.person("reader@example.org", name="Reader"), Group.ASKED, Frequency.DAILY)


@pytest.mark.parametrize(
    ("period", "now", "due"),
    [
        (Period.DAILY, "2026-11-24 05:59Z", "2026-11-23 06:00"),
        (Period.DAILY, "2026-11-24 06:00Z", "2026-11-24 06:00"),
        (Period.WEEKLY, "2026-11-23 05:59Z", "2026-11-16 06:00"),
        (Period.WEEKLY, "2026-11-23 06:00Z", "2026-11-23 06:00"),
        (Period.WEEKLY, "2026-11-29 23:59Z", "2026-11-23 06:00"),
    ],
)
def test_a_digest_belongs_to_the_last_time_it_was_due(clock, period, now, due):
    clock.move_to(now)
    from django.utils import timezone  # noqa: PLC0415

    assert f"{last_moment(period, timezone.now()):%Y-%m-%d %H:%M}" == due


def test_the_hour_and_the_day_are_settings(settings):
    settings.DIGEST_HOUR_UTC, settings.DIGEST_WEEKDAY = 15, 5
    from django.utils import timezone  # noqa: PLC0415

    assert f"{last_moment(Period.WEEKLY, timezone.now()):%Y-%m-%d %H:%M}" == "2026-11-20 15:00"


def test_one_mail_says_it_all_by_topic_and_each_notice_counts_as_sent(reader, clock, settings):
    settings.SITE_URL = "https://portal.example.org"
    for key in ("event:1", "event:2"):
        owed(reader, key=key)
    assert (send_due_notices(), send_due_digests()) == (0, 0)
    clock.move_to("2026-11-24 06:00Z")
    assert [send_due_digests(), send_due_digests()] == [1, 0]
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["reader@example.org"], "Your day: 2 messages")
    body = message.body
    assert body.startswith("Dear Reader,\n\nWhat there is to say of the past day, in one message:\n")
    entry = "* About event:{}\n  Something happened.\n  https://portal.example.org/en/desk/\n"
    assert f"Samples\n====================\n\n{entry.format(1)}\n{entry.format(2)}" in body
    assert set(Notice.objects.values_list("sent_at__date", "digest__period")) == {
        (Digest.objects.get().sent_at.date(), "daily")
    }


def test_html_has_a_heading_for_each_topic_and_a_link_for_each_entry(reader, clock, monkeypatch):
    sample_topic(
        monkeypatch, group=Group.ASKED, compose=lambda notice: Message("<b>Title", ["x"], "/en/desk/", summary="a\n&")
    )
    owed(reader)
    clock.move_to("2026-11-24 06:00Z")
    send_due_digests()
    html = html_of(mail.outbox[0])
    assert html.count("<h2>") == 1
    assert '<a href="http://localhost:8000/en/desk/">&lt;b&gt;Title</a>' in html
    assert "<br>a<br>&amp;" in html
    assert "  a\n  &\n  http://localhost:8000/en/desk/\n" in mail.outbox[0].body


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_it_speaks_its_readers_language(reader, clock, language):
    reader.language = language
    reader.save()
    owed(reader)
    clock.move_to("2026-11-24 06:00Z")
    send_due_digests()
    (message,) = mail.outbox
    assert f"/{language}/accounts/notices/stop/" in message.body
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in html_of(message)


def test_a_week_is_its_own_mail_on_its_day(reader, clock):
    owed(reader)
    owed(reader, topic="sample.due")
    found = []
    for day in range(24, 31):
        clock.move_to(f"2026-11-{day} 06:00Z")
        found.append((day, send_due_digests(), send_due_digests()))
    assert [each for each in found if each[1:] != (0, 0)] == [(24, 1, 0), (30, 1, 0)]
    assert [message.subject for message in mail.outbox] == ["Your day: 1 message", "Your week: 1 message"]


def test_what_comes_after_the_hour_waits_for_the_next_day(reader, clock):
    owed(reader)
    clock.move_to("2026-11-24 06:00Z")
    send_due_digests()
    clock.move_to("2026-11-24 06:01Z")
    owed(reader, key="event:2")
    assert send_due_digests() == 0
    clock.move_to("2026-11-25 06:00Z")
    assert send_due_digests() == 1


def test_after_days_without_a_worker_there_is_one_mail_and_not_one_for_each_day(reader, clock):
    for day in (24, 25, 26):
        clock.move_to(f"2026-11-{day} 12:00Z")
        owed(reader, key=f"event:{day}")
    clock.move_to("2026-11-29 10:00Z")
    assert [send_due_digests(), send_due_digests()] == [1, 0]
    assert mail.outbox[0].subject == "Your day: 3 messages"


def test_nobody_gets_a_mail_about_nothing(reader, clock):
    clock.move_to("2026-11-24 06:00Z")
    assert (send_due_digests(), Digest.objects.count()) == (0, 0)


def test_what_is_no_longer_true_is_left_out_and_if_all_of_it_is_there_is_no_mail(reader, clock, monkeypatch):
    sample_topic(monkeypatch, group=Group.ASKED, compose=lambda notice: None)
    owed(reader)
    clock.move_to("2026-11-24 06:00Z")
    assert [send_due_digests(), send_due_digests()] == [0, 0]
    assert (Notice.objects.get().dropped_because, Digest.objects.get().dropped_because) == (
        Dropped.UNTRUE,
        Dropped.EMPTY,
    )


def test_a_choice_made_while_the_mail_server_was_away_counts(reader, clock, settings):
    owed(reader)
    clock.move_to("2026-11-24 06:00Z")
    settings.EMAIL_BACKEND = "tests.notices.test_sending.CutsEverything"
    assert send_due_digests() == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    chosen(reader, Group.ASKED, Frequency.NONE)
    clock.move_to("2026-11-24 12:00Z")
    assert send_due_digests() == 0
    assert Notice.objects.get().dropped_because == Dropped.UNWANTED


def test_what_cannot_be_worded_does_not_stop_the_rest_and_is_tried_again_the_next_day(reader, clock, monkeypatch):
    broken = ["event:2"]

    def words(notice):
        return Message(notice.key, [], "/en/") if notice.key not in broken else 1 / 0

    sample_topic(monkeypatch, group=Group.ASKED, compose=words)
    for key in ("event:1", "event:2", "event:3"):
        owed(reader, key=key)
    clock.move_to("2026-11-24 06:00Z")
    assert send_due_digests() == 1
    left = Notice.objects.get(key="event:2")
    assert (left.sent_at, left.digest, left.failure) == (None, None, "ZeroDivisionError: division by zero")
    broken.clear()
    clock.move_to("2026-11-25 06:00Z")
    assert send_due_digests() == 1
    assert [message.subject for message in mail.outbox] == ["Your day: 2 messages", "Your day: 1 message"]


@pytest.mark.parametrize("fails", [False, True])
def test_a_topic_may_word_a_whole_digest_at_once_and_where_that_fails_one_by_one(reader, clock, monkeypatch, fails):
    asked = []

    def many(notices):
        if fails:
            raise RuntimeError("one of them stands in the way")
        asked.append([notice.key for notice in notices])
        return {notice.pk: Message(f"Together {notice.key}", []) for notice in notices}

    sample_topic(monkeypatch, group=Group.ASKED, compose_many=many)
    for key in ("event:1", "event:2"):
        owed(reader, key=key)
    clock.move_to("2026-11-24 06:00Z")
    assert send_due_digests() == 1
    assert asked == ([] if fails else [["event:1", "event:2"]])
    assert mail.outbox[0].body.count("* About" if fails else "* Together") == 2


def test_of_very_many_the_first_are_listed_and_the_rest_counted(reader, clock):
    for number in range(SHOWN + 2):
        owed(reader, key=f"event:{number}")
    clock.move_to("2026-11-24 06:00Z")
    assert send_due_digests() == 1
    assert (mail.outbox[0].body.count("* About"), "… and 2 more." in mail.outbox[0].body) == (SHOWN, True)
    assert Notice.objects.filter(sent_at=None).count() == 0


def test_one_click_stops_what_is_in_the_mail_and_a_link_each_group(reader, clock, settings):
    settings.SITE_URL = "https://portal.example.org"
    chosen(reader, Group.DUE, Frequency.DAILY)
    owed(reader)
    owed(reader, topic="sample.due")
    clock.move_to("2026-11-24 06:00Z")
    send_due_digests()
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Unsubscribe"].startswith("<https://portal.example.org/en/accounts/notices/stop/")
    assert mail.outbox[0].body.count("/accounts/notices/stop/") == 2


def test_without_https_no_one_click_is_promised(reader, clock):
    owed(reader)
    clock.move_to("2026-11-24 06:00Z")
    send_due_digests()
    headers = mail.outbox[0].extra_headers
    assert ("List-Unsubscribe" in headers, "List-Unsubscribe-Post" in headers) == (True, False)


def test_the_task_says_how_many_it_sent(reader, clock, caplog):
    owed(reader)
    clock.move_to("2026-11-24 06:00Z")
    with caplog.at_level("INFO"):
        tasks.send_due_digests()
        tasks.send_due_digests()
    assert [each.message for each in caplog.records if each.name == "notices.tasks"] == ["1 digests sent"]
