"""Who is deciding on what, decisions taken many at once, and how a moderator likes the desk to work."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from moderation.querysets import ClaimQuerySet
from moderation.states import BULK_VERBS, STAMP_MAX, Ending, Kind, Outcome
from workflow.models import Record


class Claim(models.Model):
    """That a moderator is deciding on one submission of a record. It keeps nobody from reading.

    A record has at most one version on the desk, so record and moment of submission name the submission. The row
    stays, and once ended is not changed: it tells who held what, and who took it over.
    """

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="claims")
    submitted_at = models.DateTimeField(help_text="of the submission it is about: the next one is free again")
    holder = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    instead_of = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by", help_text="taken over"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=20, choices=Ending, blank=True)
    ended_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="nobody where it lapsed"
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record"], condition=Q(ended_at__isnull=True), name="claim_one_standing_per_record"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ending="", ended_by__isnull=True)
                | (Q(ended_at__isnull=False) & ~Q(ending="")),
                name="claim_ended_for_a_reason",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="claims_stay", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="ended_claims_are_not_changed",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ended_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.record_id} held by {self.holder_id}"


class Batch(models.Model):
    """One confirmation of many decisions. Its key is made with the page that lists them, so that it begins once."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=20, choices=[(verb.value, verb.label) for verb in BULK_VERBS])
    begun_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return f"{self.verb} {self.key}"


class BatchEntry(models.Model):
    """One submission of a batch: what was to be decided on, as it was read, and what became of it.

    `reason` is the verb's own sentence, never a name: where a colleague held the submission, `held_in` says so.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="entries")
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=Kind)
    version_id = models.BigIntegerField()
    seen = models.CharField(max_length=STAMP_MAX, blank=True, help_text="the stamp of the submission as it was read")
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    after = models.CharField(max_length=20, blank=True, help_text="the status it had when it was done")
    reason = models.TextField(blank=True)
    held_in = models.ForeignKey(Claim, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["batch", "place"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "kind", "version_id"], name="batch_entry_once"),
            models.UniqueConstraint(fields=["batch", "place"], name="batch_entry_place_once"),
        ]

    def __str__(self):
        return f"{self.kind} {self.version_id}: {self.outcome or 'to do'}"


class DeskPreference(models.Model):
    """How a moderator likes the desk to work; a row only where they chose."""

    person = models.OneToOneField(User, on_delete=models.PROTECT, related_name="+")
    uses_shortcuts = models.BooleanField(default=True, help_text="WCAG 2.1.4: single keys can be switched off")

    def __str__(self):
        return f"of {self.person_id}"
