"""What messages can be about. An app registers its topics when Django is ready; the sender knows none of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from notices.models import Notice
from notices.states import Group


@dataclass(frozen=True)
class Message:
    """The words of one notice, in the active language: greeting and ending are the sender's.

    `paragraphs` are plain text, one each, and keep their line breaks; `link` is a path of this site with its language
    prefix, `action` what is done there. In a digest only the subject and `summary` are said, or the first paragraph
    where there is no summary.
    """

    subject: str
    paragraphs: Sequence[str]
    link: str = ""
    action: str = ""
    summary: str = ""

    @property
    def in_short(self) -> str:
        """What a digest says beside the subject."""
        return self.summary or (self.paragraphs[0] if self.paragraphs else "")


@dataclass(frozen=True)
class Topic:
    """One thing people are written to about.

    `compose` makes the words for a notice in the active language, or answers None where it is no longer true: then it
    is never sent. An urgent topic goes out at once, each by itself, whatever the person chose; of any other its group
    says how often. Of reminders a person gets only so many a day by themselves. `compose_many` does the same as
    `compose` for all of a digest at once, by the notice's number: for topics of which one mail may hold hundreds.
    """

    name: str
    label: str | Promise
    compose: Callable[[Notice], Message | None]
    is_urgent: bool = False
    group: Group = Group.OTHER
    is_reminder: bool = False
    compose_many: Callable[[Sequence[Notice]], Mapping[int, Message | None]] | None = None


_topics: dict[str, Topic] = {}


def register(topic: Topic) -> None:
    """Make a topic known; raises ValueError where another has its name."""
    if _topics.setdefault(topic.name, topic) is not topic:
        raise ValueError(f"two topics are called {topic.name}")


def topic_of(notice: Notice) -> Topic:
    """The topic of a notice; raises KeyError where no app registered it."""
    return _topics[notice.topic]


def all_topics() -> Iterable[Topic]:
    """All that are registered."""
    return _topics.values()


def urgent_labels() -> list[str]:
    """What is written about whatever people choose, in the active language, each label once."""
    return sorted({str(topic.label) for topic in _topics.values() if topic.is_urgent})
