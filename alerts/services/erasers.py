"""What alerts hold about persons, and how it is erased: by the address."""

from django.db.models import QuerySet
from django.utils.translation import pgettext_lazy

from accounts.models import User
from accounts.services import Eraser, Subject, register_eraser
from accounts.states import Holding
from alerts.models import Letter, Subscription

SUBSCRIPTIONS = pgettext_lazy("personal data", "Mail about what is published: the address and what it follows")
FAILURES = pgettext_lazy("personal data", "Mail about what is published: what the mail server said of a failure")


def register_erasers() -> None:
    """Make known what can be erased of alerts."""
    register_eraser(Eraser(Holding.ACCOUNT, "alerts.Letter", FAILURES, ["failure"], _failures, _forget))
    register_eraser(Eraser(Holding.ACCOUNT, "alerts.Subscription", SUBSCRIPTIONS, ["email"], _subscriptions, _delete))


def _subscriptions(subject: Subject) -> QuerySet:
    return Subscription.objects.filter(email__iexact=subject.email)


def _failures(subject: Subject) -> QuerySet:
    return Letter.objects.filter(subscription__email__iexact=subject.email).exclude(failure="")


def _forget(rows: QuerySet, by: User) -> None:
    rows.update(failure="")


def _delete(rows: QuerySet, by: User) -> None:
    rows.delete()
