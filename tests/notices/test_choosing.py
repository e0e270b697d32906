"""How often somebody is written to: what they chose last, or what holds until they choose."""

import pytest
import time_machine
from django.core import mail
from django.utils import translation

from notices import services
from notices.exceptions import LinkInvalid
from notices.models import Choice, Notice
from notices.services import send_due_digests, send_due_notices
from notices.services.topics import all_topics
from notices.states import UNLESS_CHOSEN, Dropped, Frequency, Group
from tests.factories import accounts
from tests.factories.notices import chosen, owed, sample_topic

pytestmark = pytest.mark.django_db

NEXT_MORNING = "2026-11-24 06:00Z"  # a Tuesday


@pytest.fixture
def reader():
    return accounts.person("reader@example.org", name="Reader")


@pytest.fixture(autouse=True)
def monday_evening():
    """A moment between two digests."""
    with time_machine.travel("2026-11-23 18:00Z", tick=False) as clock:
        yield clock


def test_until_somebody_chooses_each_group_has_its_frequency(reader):
    assert services.frequencies_of(reader.pk) == UNLESS_CHOSEN
    assert UNLESS_CHOSEN == {
        Group.DECISIONS: Frequency.IMMEDIATE,
        Group.DUE: Frequency.WEEKLY,
        Group.ASKED: Frequency.IMMEDIATE,
        Group.SUBMISSIONS: Frequency.DAILY,
        Group.LATE: Frequency.DAILY,
        Group.OTHER: Frequency.IMMEDIATE,
    }


@pytest.mark.parametrize(
    ("frequency", "at_once", "next_morning"),
    [(Frequency.IMMEDIATE, 1, 0), (Frequency.DAILY, 0, 1), (Frequency.WEEKLY, 0, 0), (Frequency.NONE, 0, 0)],
)
def test_what_was_chosen_says_when_it_goes_out(reader, monkeypatch, monday_evening, frequency, at_once, next_morning):
    sample_topic(monkeypatch, group=Group.ASKED)
    chosen(reader, Group.ASKED, frequency)
    owed(reader)
    assert (send_due_notices(), send_due_digests()) == (at_once, 0)
    monday_evening.move_to(NEXT_MORNING)
    assert (send_due_notices(), send_due_digests()) == (0, next_morning)


def test_what_is_urgent_goes_out_at_once_whatever_was_chosen(reader, monkeypatch):
    sample_topic(monkeypatch, is_urgent=True, group=Group.ASKED)
    chosen(reader, Group.ASKED, Frequency.NONE)
    owed(reader)
    assert send_due_notices() == 1
    assert "List-Unsubscribe" not in mail.outbox[0].extra_headers


@pytest.mark.parametrize(
    ("before", "now", "at_once", "next_morning"),
    [
        (Frequency.DAILY, Frequency.IMMEDIATE, 1, 0),
        (Frequency.IMMEDIATE, Frequency.DAILY, 0, 1),
        (Frequency.WEEKLY, Frequency.DAILY, 0, 1),
        (Frequency.DAILY, Frequency.NONE, 0, 0),
        (Frequency.NONE, Frequency.IMMEDIATE, 1, 0),
    ],
)
def test_between_owing_and_sending_the_newer_choice_counts(
    reader, monkeypatch, monday_evening, before, now, at_once, next_morning
):
    sample_topic(monkeypatch, group=Group.ASKED)
    chosen(reader, Group.ASKED, before)
    owed(reader)
    chosen(reader, Group.ASKED, now)
    assert (send_due_notices(), send_due_digests()) == (at_once, 0)
    monday_evening.move_to(NEXT_MORNING)
    assert (send_due_notices(), send_due_digests()) == (0, next_morning)


def test_what_is_not_wanted_is_dropped_with_why_and_does_not_come_back_with_another_choice(reader, monkeypatch):
    sample_topic(monkeypatch, group=Group.ASKED)
    chosen(reader, Group.ASKED, Frequency.NONE)
    owed(reader)
    assert send_due_notices() == 0
    assert list(Notice.objects.values_list("dropped_because", "attempts")) == [(Dropped.UNWANTED, 0)]
    chosen(reader, Group.ASKED, Frequency.IMMEDIATE)
    assert send_due_notices() == 0


def test_a_choice_is_one_persons_and_of_one_group(reader, monkeypatch):
    sample_topic(monkeypatch, group=Group.ASKED)
    sample_topic(monkeypatch, "other.topic", group=Group.DECISIONS)
    other = accounts.person("other@example.org")
    chosen(reader, Group.ASKED, Frequency.NONE)
    owed(reader, other)
    owed(reader, topic="other.topic")
    assert send_due_notices() == 2
    assert sorted(message.to[0] for message in mail.outbox) == ["other@example.org", "reader@example.org"]


def test_stopping_twice_is_stopping_once_and_what_held_before_comes_back(reader):
    chosen(reader, Group.DUE, Frequency.DAILY)
    assert services.stop(reader.pk, [Group.DUE]) == {Group.DUE: (Frequency.DAILY, Frequency.NONE)}
    assert services.stop(reader.pk, [Group.DUE]) == {}
    assert services.resume(reader.pk, [Group.DUE]) == {Group.DUE: (Frequency.NONE, Frequency.DAILY)}
    assert services.resume(reader.pk, [Group.DUE]) == {}
    assert services.frequencies_of(reader.pk)[Group.DUE] == Frequency.DAILY


def test_what_was_never_wanted_comes_as_often_as_it_does_to_everybody(reader):
    chosen(reader, Group.DUE, Frequency.NONE)
    services.resume(reader.pk, [Group.DUE, Group.ASKED])
    assert services.frequencies_of(reader.pk) == UNLESS_CHOSEN


def test_choosing_the_same_again_writes_nothing(reader):
    assert services.choose(reader.pk, dict(UNLESS_CHOSEN)) == {}
    assert Choice.objects.count() == 0


def test_a_link_carries_whose_it_is_and_what_it_stops(reader, settings):
    settings.SITE_URL = "https://portal.example.org"
    with translation.override("ar"):
        link = services.stop_link(reader.pk, [Group.DUE, Group.ASKED])
    head, _, token = link.rstrip("/").rpartition("/")
    assert head == "https://portal.example.org/ar/accounts/notices/stop"
    assert services.read_stop_token(token) == (reader.pk, [Group.ASKED, Group.DUE])


@pytest.mark.parametrize("token", ["", "x", "\x00", "WzEsWyJkdWUiXV0.x", "7.abc", "é" * 300])
def test_a_link_that_was_not_made_here_is_none(token):
    with pytest.raises(LinkInvalid):
        services.read_stop_token(token)


def test_every_topic_that_is_not_urgent_says_of_which_group_it_is():
    registered = {topic.name: (topic.is_urgent, topic.group) for topic in all_topics()}
    assert registered["workflow.submit"] == (False, Group.SUBMISSIONS)
    assert registered["workflow.return"] == (False, Group.DECISIONS)
    assert registered["workflow.name"] == (False, Group.ASKED)
    assert {name for name, (is_urgent, _group) in registered.items() if is_urgent} >= {
        f"accounts.{each}"
        for each in ("ends_in_60", "ends_in_30", "ends_in_7", "vacant", "nominated", "confirmed", "refused")
    }
