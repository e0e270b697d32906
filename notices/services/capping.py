"""Of reminders a person gets only so many a day by themselves; what is over goes into one mail of the next day.

Each of a day's reminders takes a numbered slot, and the database gives each number once: two workers together keep the
cap as one does.
"""

from datetime import date, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from notices.models import Digest, Notice
from notices.services.periods import moment_of
from notices.services.topics import all_topics
from notices.states import Period


def claim(notice_id: int, attempts: int) -> bool:
    """Claim a notice that goes out by itself; a reminder over the cap is held over instead, and that is False."""
    notice = Notice.objects.get(pk=notice_id)
    today = timezone.localdate()
    if notice.topic not in _reminders() or notice.slot_on == today:
        return Notice.objects.claim(notice_id, attempts=attempts)
    sent_today = Notice.objects.filter(recipient=notice.recipient_id, slot_on=today).count()
    for slot in range(sent_today + 1, _allowed(notice.recipient_id, today) + 1):
        try:
            with transaction.atomic():
                return Notice.objects.claim(notice_id, attempts=attempts, slot_on=today, slot=slot)
        except IntegrityError:
            continue  # another worker took that number
    _hold_over(notice, day=today + timedelta(days=1))
    return False


def _reminders() -> frozenset[str]:
    return frozenset(topic.name for topic in all_topics() if topic.is_reminder)


def _allowed(person_id: int, day: date) -> int:
    """The day's number; what was held over from the day before is one of them."""
    held = Digest.objects.filter(recipient=person_id, period=Period.HELD, day=day).exists()
    return settings.REMINDERS_PER_DAY - held


@transaction.atomic
def _hold_over(notice: Notice, *, day: date) -> None:
    digest, _is_new = Digest.objects.get_or_create(
        recipient_id=notice.recipient_id, period=Period.HELD, day=day, defaults={"due_at": moment_of(day)}
    )
    Notice.objects.untouched(timezone.now()).filter(pk=notice.pk).update(digest=digest)
