"""What is kept no longer than it is of use: addresses nobody confirmed or no mail reaches, mail that was sent."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from alerts.models import Letter, Subscription
from alerts.states import KEPT
from notices.states import MAX_ATTEMPTS


def forget() -> int:
    """Delete it and say how many addresses that were; a second run finds nothing left to delete."""
    now = timezone.now()
    unconfirmed = Q(confirmed_at__isnull=True, created_at__lt=now - timedelta(days=settings.ALERT_CONFIRM_DAYS))
    waiting = Letter.objects.filter(
        subscription=OuterRef("pk"), created_at__gt=now - timedelta(days=settings.ALERT_CONFIRM_DAYS)
    )
    given_up = Letter.objects.filter(subscription=OuterRef("pk"), sent_at__isnull=True, attempts__gte=MAX_ATTEMPTS)
    found = Subscription.objects.filter((unconfirmed & ~Exists(waiting)) | Exists(given_up))
    count = found.count()
    found.delete()
    Letter.objects.filter(sent_at__lt=now - KEPT).delete()
    return count
