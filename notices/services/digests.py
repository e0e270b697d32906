"""Digests: what a person was owed in a day or a week, in one mail that goes out once."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone, translation

from notices.models import Digest, Notice
from notices.services.choosing import with_frequency
from notices.services.hooks import is_reachable
from notices.services.periods import last_moment
from notices.services.post import send_rows
from notices.services.settling import drop
from notices.services.topics import Message, Topic, topic_of
from notices.services.words import Section, as_digest
from notices.states import Dropped, Frequency, Group, Period

log = logging.getLogger(__name__)


def send_due_digests() -> int:
    """Put together what is due, send it and say how many mails went out; a second run finds nothing left to send."""
    now = timezone.now()
    if Notice.objects.unsettled().by_themselves().exists():
        for period in (Period.DAILY, Period.WEEKLY):
            collect(period, now=now)
    due = Digest.objects.waiting(now).filter(is_reachable(), due_at__lte=now)
    return send_rows(due, compose=compose_digest, settle=_settle)


def collect(period: Period, *, now: datetime) -> int:
    """Make the digests of that period that are due, one for each person who is owed something; says how many."""
    due_at = last_moment(period, now)
    there = Digest.objects.filter(recipient=OuterRef("recipient"), period=period, day=due_at.date())
    owed = with_frequency(Notice.objects.unsettled().filter(is_reachable(), ~Exists(there), created_at__lt=due_at))
    owed = owed.by_themselves().filter(frequency=Frequency(period.value))
    by_person: dict[int, list[int]] = {}
    for person_id, pk in owed.order_by("recipient", "pk").values_list("recipient", "pk"):
        by_person.setdefault(person_id, []).append(pk)
    return sum(_collect(person_id, period, due_at, notices, now=now) for person_id, notices in by_person.items())


def _collect(person_id: int, period: Period, due_at: datetime, notices: list[int], *, now: datetime) -> bool:
    """False where another worker was first, or where all of them are being sent by themselves."""
    try:
        with transaction.atomic():
            digest = Digest.objects.create(
                recipient_id=person_id, period=period, day=due_at.date(), due_at=due_at, created_at=now
            )
            taken_in = Notice.objects.untouched(now).filter(pk__in=notices).update(digest=digest)
            if not taken_in:
                transaction.set_rollback(True)
            return bool(taken_in)
    except IntegrityError:
        return False


def compose_digest(digest_id: int) -> EmailMessage | None:
    """The mail for a claimed digest, in its reader's language; None where nothing in it is left to be said.

    What is no longer true, or no longer wanted, is dropped; what cannot be worded is put back, for the next one.
    """
    digest = Digest.objects.select_related("recipient").get(pk=digest_id)
    notices = with_frequency(digest.notices.filter(sent_at__isnull=True, dropped_at__isnull=True))
    wanted: dict[str, list[Notice]] = {}
    for notice in notices.select_related("recipient").order_by("pk"):
        if notice.frequency == Frequency.NONE:
            drop(notice, because=Dropped.UNWANTED)
        else:
            wanted.setdefault(notice.topic, []).append(notice)
    with translation.override(digest.recipient.language):
        said: dict[Topic, list[Message]] = {}
        for of_topic in wanted.values():
            for topic, message in _worded(of_topic):
                said.setdefault(topic, []).append(message)
        if not said:
            drop(digest, because=Dropped.EMPTY)
            return None
        return as_digest(digest, _sections(said))


def _worded(notices: Sequence[Notice]) -> Iterator[tuple[Topic, Message]]:
    """What is still to be said of one topic; what is not is dropped, what cannot be worded is put back."""
    together = _worded_together(notices)
    for notice in notices:
        try:
            topic = topic_of(notice)
            message = together[notice.pk] if together is not None else topic.compose(notice)
        except Exception as error:
            log.exception("notice %s could not be worded", notice.pk)
            failure = f"{type(error).__name__}: {error}"[:2000]
            Notice.objects.filter(pk=notice.pk).update(digest=None, attempts=F("attempts") + 1, failure=failure)
            continue
        if message is None:
            drop(notice, because=Dropped.UNTRUE)
        else:
            yield topic, message


def _worded_together(notices: Sequence[Notice]) -> Mapping[int, Message | None] | None:
    """All of them in one go, where their topic can; None where it cannot, or where one of them stands in its way."""
    try:
        many = topic_of(notices[0]).compose_many
        return many(notices) if many else None
    except Exception:
        log.exception("notices of %s could not be worded together", notices[0].topic)
        return None


def _sections(said: dict[Topic, list[Message]]) -> list[Section]:
    """One for each topic, in the order of the groups."""
    order = list(Group)
    topics = sorted(said, key=lambda topic: (order.index(topic.group), topic.name))
    return [Section(topic.label, topic.group, said[topic]) for topic in topics]


@transaction.atomic
def _settle(digest_id: int) -> None:
    """The digest and all that was said in it count as sent."""
    now = timezone.now()
    Digest.objects.filter(pk=digest_id).update(sent_at=now)
    Notice.objects.filter(digest=digest_id, sent_at__isnull=True, dropped_at__isnull=True).update(sent_at=now)
