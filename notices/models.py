"""Messages owed to people. The row is the message: a sweep claims it, words it in its reader's language, sends it."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone

from notices.querysets import NoticeQuerySet, OutgoingQuerySet, PersonalQuerySet
from notices.states import Dropped, Frequency, Group, Period


class Outgoing(models.Model):
    """A row that is sent once, by whichever worker claims it, and tried again where that fails."""

    created_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.TextField(blank=True)

    objects = OutgoingQuerySet.as_manager()

    class Meta:
        abstract = True


class Personal(Outgoing):
    """One that goes to a person with an account, or is dropped for a reason the row gives."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="%(class)ss_owed")
    dropped_at = models.DateTimeField(null=True)
    dropped_because = models.CharField(max_length=20, choices=Dropped, blank=True)

    objects = PersonalQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True, dropped_because="")
                | (Q(dropped_at__isnull=False, sent_at__isnull=True) & ~Q(dropped_because="")),
                name="%(class)s_dropped_for_a_reason",
            )
        ]


class Digest(Personal):
    """One mail that puts together what a person was owed in a period: one for each person, period and day.

    Its notices are those that point to it; they count as sent when it is.
    """

    period = models.CharField(max_length=10, choices=Period)
    day = models.DateField(help_text="the day it is for")
    due_at = models.DateTimeField()

    class Meta(Personal.Meta):
        constraints = [
            *Personal.Meta.constraints,
            models.UniqueConstraint(fields=["recipient", "period", "day"], name="digest_once_a_period"),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(sent_at__isnull=True, dropped_at__isnull=True), name="digest_unsent"
            )
        ]

    def __str__(self):
        return f"{self.period} {self.day} to {self.recipient_id}"


class Notice(Personal):
    """One message owed to one person; it is sent once, by itself or in one digest.

    Topic, key and recipient make it one: owing it again is the same row. `facts` holds numbers and codes only, from
    which the topic's words are made when it is sent; nothing that must be erasable enters it. What is no longer true
    by then is dropped. `slot` numbers the reminders a person gets by themselves on one day, of which there are only so
    many: the database gives each number once.
    """

    topic = models.CharField(max_length=60)
    key = models.CharField(max_length=120, help_text="what makes it one of its topic, e.g. event:42")
    facts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    digest = models.ForeignKey(Digest, on_delete=models.PROTECT, null=True, related_name="notices")
    slot_on = models.DateField(null=True)
    slot = models.PositiveSmallIntegerField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta(Personal.Meta):
        constraints = [
            *Personal.Meta.constraints,
            models.UniqueConstraint(fields=["topic", "key", "recipient"], name="notice_owed_once_per_person"),
            models.UniqueConstraint(fields=["recipient", "slot_on", "slot"], name="notice_one_in_each_slot_of_a_day"),
            models.CheckConstraint(
                condition=Q(slot_on__isnull=True, slot__isnull=True) | Q(slot_on__isnull=False, slot__isnull=False),
                name="notice_slot_has_a_day",
            ),
        ]
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=Q(sent_at__isnull=True, dropped_at__isnull=True),
                name="notice_owed_unsent",
            )
        ]

    def __str__(self):
        return f"{self.topic} {self.key} to {self.recipient_id}"


class Choice(models.Model):
    """How often a person wants to be written to about one group of topics; without a row, `UNLESS_CHOSEN` holds."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notice_choices")
    group = models.CharField(max_length=20, choices=Group)
    frequency = models.CharField(max_length=10, choices=Frequency)
    before = models.CharField(
        max_length=10, choices=Frequency, blank=True, help_text="what held before it was stopped by a link in a mail"
    )
    chosen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "group"], name="one_choice_for_each_group")]

    def __str__(self):
        return f"{self.group} {self.frequency}"
