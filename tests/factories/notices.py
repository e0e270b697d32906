"""Notices for tests, of a topic that is plainly a sample, and what their mail says."""

from notices.models import Notice
from notices.services import Message, Topic, choose, owe
from notices.states import Frequency, Group

SAMPLE = "sample.topic"


def words(notice):
    """What the sample topic says: its key, so that a test can tell two mails apart."""
    return Message(
        subject=f"About {notice.key}",
        paragraphs=["Something happened.", "See what:"],
        link="/en/desk/",
        action="Go to your desk",
    )


def sample_topic(monkeypatch, name=SAMPLE, *, compose=words, **fields):
    """A topic of this test's own, forgotten afterwards."""
    from notices.services import topics  # noqa: PLC0415

    known = topics._topics | {name: Topic(name, "Samples", compose=compose, **fields)}
    monkeypatch.setattr(topics, "_topics", known)


def owed(*people, key="event:1", topic=SAMPLE, **facts):
    """One row for each of these people."""
    owe(topic, to=people, key=key, facts=facts)
    return list(Notice.objects.filter(topic=topic, key=key).order_by("pk"))


def chosen(person, group, frequency):
    """The person has chosen how often to hear of that group."""
    choose(person.pk, {group: frequency})
    return person


def at_once(person):
    """The person hears of everything at once."""
    choose(person.pk, dict.fromkeys(Group, Frequency.IMMEDIATE))
    return person


def html_of(message):
    """The other form of a mail."""
    ((content, kind),) = message.alternatives
    assert kind == "text/html"
    return content
