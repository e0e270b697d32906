"""What a reader without an account does: asks, confirms by the link in the mail, stops. No act tells who follows what.

There is no actor and no audit row: the reader is nobody the portal knows, and the trail must not remember them.
"""

from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from alerts.exceptions import FilterRefused, LinkInvalid
from alerts.models import Letter, Subscription
from alerts.selectors import Scope
from alerts.services.links import letter_named, subscription_named
from alerts.services.periods import next_moment
from alerts.states import LETTERS_A_DAY, QUERY_MAX, SUBSCRIPTIONS_MAX, Frequency, Purpose
from workflow.selectors import current_publication

ONE_ADDRESS_AT_A_TIME = 7_319_501  # the space of advisory locks on addresses; the number itself means nothing


@transaction.atomic
def ask(*, email: str, scope: Scope, language: str, frequency: str) -> None:
    """Owe the address a link to confirm that it wants to follow this, or nothing at all; the answer is the same.

    Nothing is owed where the address was sent as many links as it gets in a day, or follows as much as it may. An
    address that follows this already is sent a link too: confirming it changes frequency and language. Raises
    FilterRefused where more is filtered by than can be kept.
    """
    if len(scope.query) > QUERY_MAX:
        raise FilterRefused({"": [scope.query[:40]]})
    _lock(email)
    yesterday = timezone.now() - timedelta(days=1)
    letters = Letter.objects.filter(subscription__email__iexact=email, purpose=Purpose.CONFIRM)
    if letters.filter(created_at__gt=yesterday).count() >= LETTERS_A_DAY:
        return
    own = Subscription.objects.filter(email__iexact=email)
    subscription = own.filter(scope=scope.path, query=scope.query).first()
    if subscription is None:
        if own.count() >= SUBSCRIPTIONS_MAX:
            return
        subscription = Subscription.objects.create(
            email=email, scope=scope.path, query=scope.query, language=language, frequency=frequency
        )
    Letter.objects.create(subscription=subscription, purpose=Purpose.CONFIRM, language=language, frequency=frequency)


def read_confirmation(token: str) -> Letter:
    """What a link to confirm is about; changes nothing. Raises LinkInvalid where it is of no use any more."""
    expired = timezone.now() - timedelta(days=settings.ALERT_CONFIRM_DAYS)
    letters = Letter.objects.filter(purpose=Purpose.CONFIRM, created_at__gt=expired).select_related("subscription")
    letter = letters.filter(pk=letter_named(token)).first()
    if letter is None:
        raise LinkInvalid
    return letter


@transaction.atomic
def confirm(token: str) -> Letter:
    """Write to the address from now on, in the language and as often as was asked; twice is once."""
    letter = read_confirmation(token)
    row = Subscription.objects.select_for_update().get(pk=letter.subscription_id)
    now = timezone.now()
    if row.confirmed_at is None:
        row.confirmed_at, row.told_until = now, current_publication()
    row.language, row.frequency = letter.language, letter.frequency
    row.due_at = next_moment(Frequency(row.frequency), now)
    row.save(update_fields=["confirmed_at", "told_until", "language", "frequency", "due_at"])
    letter.subscription = row
    return letter


def read_stop(token: str) -> Subscription | None:
    """What a link stops; None where it was stopped already. Raises LinkInvalid where it was not made here."""
    return Subscription.objects.filter(key=subscription_named(token)).first()


def stop(token: str) -> None:
    """Write no more, and erase the address and everything kept with it; twice is once."""
    Subscription.objects.filter(key=subscription_named(token)).delete()


def _lock(email: str) -> None:
    """Ask for one address at a time, so that two requests together cannot send more than its share."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(lower(%s)))", [ONE_ADDRESS_AT_A_TIME, email])
