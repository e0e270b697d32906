"""Who without an account is written to about what. A row is all there is about the person; it goes when they stop."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from alerts.states import QUERY_MAX, Frequency, Purpose
from notices.models import Outgoing


class Subscription(models.Model):
    """One address and one thing it follows. Until it is confirmed nothing is sent but the link to confirm it.

    `told_until` is the publication up to which its reader has been told; `due_at` the next time they may be.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False, help_text="what its links name")
    email = models.EmailField()
    language = models.CharField(max_length=7, choices=settings.LANGUAGES)
    frequency = models.CharField(max_length=10, choices=Frequency)
    scope = models.CharField(max_length=160, help_text="pledges, or states/PRT")
    query = models.CharField(max_length=QUERY_MAX, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)
    told_until = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), "scope", "query", name="subscription_once_for_an_address"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, due_at__isnull=True)
                | Q(confirmed_at__isnull=False, due_at__isnull=False),
                name="subscription_due_once_confirmed",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(confirmed_at__isnull=False), name="subscription_due"),
            models.Index(
                fields=["created_at"], condition=Q(confirmed_at__isnull=True), name="subscription_unconfirmed"
            ),
        ]

    def __str__(self):
        return f"{self.scope} {self.frequency}"


class Letter(Outgoing):
    """One mail owed to a subscription: the link to confirm it, or what is new between two publications.

    The address is the subscription's; the letter holds none. `language` and `frequency` are what was asked for.
    """

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="letters")
    purpose = models.CharField(max_length=10, choices=Purpose)
    language = models.CharField(max_length=7, choices=settings.LANGUAGES)
    frequency = models.CharField(max_length=10, choices=Frequency)
    since = models.PositiveIntegerField(default=0)
    until = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "until"], condition=Q(purpose=Purpose.NEWS), name="letter_once_for_its_news"
            ),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(sent_at__isnull=True), name="alert_letter_unsent")]

    def __str__(self):
        return f"{self.purpose} {self.since}–{self.until}"
