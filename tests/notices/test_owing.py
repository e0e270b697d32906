"""A message is owed once for each topic, key and person, however often it is asked for."""

import pytest
from django.db import transaction

from notices.models import Notice
from notices.services import Message, Topic, owe, register, topic_of
from tests.factories import accounts

pytestmark = pytest.mark.django_db


def rows():
    return sorted(Notice.objects.values_list("topic", "key", "recipient__email", "facts"))


def test_everybody_named_is_owed_the_message_once():
    first, second = accounts.person("first@example.org"), accounts.person("second@example.org")

    owe("sample.topic", to=[first, second], key="event:1", facts={"event": 1})
    owe("sample.topic", to=[first, second], key="event:1", facts={"event": 2})

    assert rows() == [
        ("sample.topic", "event:1", "first@example.org", {"event": 1}),
        ("sample.topic", "event:1", "second@example.org", {"event": 1}),
    ]


def test_another_key_is_another_message():
    somebody = accounts.person()

    owe("sample.topic", to=[somebody], key="event:1")
    owe("sample.topic", to=[somebody], key="event:2")

    assert [row[1] for row in rows()] == ["event:1", "event:2"]


def test_nothing_is_owed_where_the_act_did_not_happen():
    with pytest.raises(RuntimeError), transaction.atomic():
        owe("sample.topic", to=[accounts.person()], key="event:1")
        raise RuntimeError

    assert rows() == []


def test_two_topics_cannot_have_one_name(monkeypatch):
    monkeypatch.setattr("notices.services.topics._topics", {})
    topic = Topic("sample.topic", "A sample", compose=lambda notice: Message("A sample", []))

    register(topic)
    register(topic)

    assert topic_of(Notice(topic="sample.topic")) is topic
    with pytest.raises(ValueError, match=r"sample\.topic"):
        register(Topic("sample.topic", "Another", compose=lambda notice: None))
