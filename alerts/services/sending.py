"""The sweep: who is due claims a period by one conditional UPDATE, and is owed a letter where anything is new."""

from collections.abc import Callable
from datetime import datetime
from functools import cache

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone, translation

from alerts.exceptions import FilterRefused, NothingToFollow
from alerts.models import Letter, Subscription
from alerts.selectors import News, Scope, news, read_scope
from alerts.services.periods import next_moment
from alerts.services.words import confirmation_mail, news_mail
from alerts.states import BATCH, LISTED, Frequency, Purpose
from notices.services import send_rows
from workflow.selectors import Moment, current_publication


def send_due_alerts() -> int:
    """Put together what is due, send it and say how many mails went out; a second run finds nothing left to send."""
    put_together(now=timezone.now())
    return send_rows(Letter.objects.waiting(), compose=compose)


def put_together(*, now: datetime) -> int:
    """Move everybody who is due on to their next time, and owe a letter where there is something new; says how many.

    The period and the publications are one claim: of two workers one wins both, and the other neither.
    """
    current = current_publication()
    due = Subscription.objects.filter(confirmed_at__isnull=False, due_at__lte=now).order_by("due_at", "pk")
    is_new = cache(lambda scope, query, since: _is_new(scope, query, since=since, until=current))
    return sum(_put_together(each, current, is_new, now=now) for each in due[:BATCH])


def _put_together(row: Subscription, current: int, is_new: Callable[[str, str, int], bool], *, now: datetime) -> bool:
    owed = row.told_until < current and is_new(row.scope, row.query, row.told_until)
    with transaction.atomic():
        seen = Subscription.objects.filter(pk=row.pk, due_at=row.due_at, told_until=row.told_until)
        until = current if owed else row.told_until
        if not seen.update(due_at=next_moment(Frequency(row.frequency), now), told_until=until):
            return False  # another worker was first, or its reader changed or stopped it
        if owed:
            Letter.objects.create(
                subscription=row,
                purpose=Purpose.NEWS,
                language=row.language,
                frequency=row.frequency,
                since=row.told_until,
                until=current,
            )
        return owed


def compose(letter_id: int) -> EmailMessage | None:
    """The mail for a claimed letter, in its reader's language; None where it was stopped or has nothing to say."""
    letter = Letter.objects.select_related("subscription").filter(pk=letter_id).first()
    if letter is None:
        return None
    subscription = letter.subscription
    with translation.override(letter.language):
        scope = _scope(subscription.scope, subscription.query, letter.until or current_publication())
        if scope is not None and letter.purpose == Purpose.CONFIRM:
            return confirmation_mail(letter, scope)
        told = _news(scope, since=letter.since, until=letter.until)
        if scope is None or not told.entries:
            letter.delete()
            return None
        return news_mail(letter, scope, told)


def _is_new(path: str, query: str, *, since: int, until: int) -> bool:
    return bool(_news(_scope(path, query, until), since=since, until=until).entries)


def _scope(path: str, query: str, publication: int) -> Scope | None:
    """What is followed; None where it can be followed no more, or not now."""
    try:
        return read_scope(path, query, Moment(publication, timezone.localdate()))
    except (NothingToFollow, FilterRefused):
        return None


def _news(scope: Scope | None, *, since: int, until: int) -> News:
    if scope is None:
        return News([], more=False)
    return news(scope, Moment(until, timezone.localdate()), after=since, limit=LISTED)
