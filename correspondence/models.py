"""Words about a submission that are nobody else's business: questions, answers, remarks, and reasons kept ready.

They are in tables of their own because they may have to be erased; the audit trail says only that something was asked,
answered or remarked on, by whom and when. An empty text was erased.
"""

import pgtrigger
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.models import Organisation, State, User
from correspondence.states import REASON_NAME_MAX, ReasonAct, Side, Use
from workflow.models import AuditEvent, Moderated, Record
from workflow.states import KINDS


class Thread(models.Model):
    """What the secretariat and the owner's people wrote to each other about one version of a record.

    It is open as long as that version lies on the moderators' desk; the version's own status says so.
    """

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="threads")
    target_type = models.CharField(max_length=60)
    target_id = models.BigIntegerField()
    state = models.ForeignKey(State, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    waits_for = models.CharField(max_length=20, choices=Side, help_text="whose turn it is to write")
    moved_at = models.DateTimeField(default=timezone.now, help_text="when somebody last wrote")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["target_type", "target_id"], name="thread_one_of_a_version"),
            models.CheckConstraint(
                condition=Q(state__isnull=True) | Q(organisation__isnull=True), name="thread_one_owner"
            ),
        ]
        indexes = [models.Index(fields=["-moved_at"], name="thread_last_moved")]

    def __str__(self):
        return f"{self.target_type} {self.target_id}"

    def get_absolute_url(self):
        return reverse("questions:thread", args=[self.pk])

    @property
    def owner(self) -> State | Organisation | None:
        """Whose people may read and answer."""
        return self.state or self.organisation

    @property
    def model(self) -> type[Moderated]:
        """The table of the version it is about."""
        return apps.get_model(self.target_type)

    @property
    def kind(self) -> str:
        """The word for its kind in addresses."""
        return next(word for word, letters in KINDS.items() if letters == self.record.kind)

    @property
    def record_url(self) -> str:
        """The desk page of the version."""
        return reverse(f"desk_{self.model._meta.app_label}:detail", args=[self.target_id])


class Message(models.Model):
    """One question or one answer."""

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="messages")
    side = models.CharField(max_length=20, choices=Side)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.side} on {self.thread}"


class Remark(models.Model):
    """What a moderator wrote beside one answer when a version was returned: one for each question and return.

    `seen` is the stamp of the answer it was written about: it is dealt with once the answer has another.
    """

    event = models.ForeignKey(AuditEvent, on_delete=models.PROTECT, related_name="remarks")
    question = models.CharField(max_length=60, help_text="the name of the question in its kind's form")
    text = models.TextField(blank=True)
    seen = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["event", "question"], name="remark_once_per_question")]

    def __str__(self):
        return f"{self.question} at {self.event}"


class ReturnedAnswers(models.Model):
    """What a version answered when it was returned, so that whoever reads it again sees what was corrected.

    `answers` maps the name of each question to the stamp of its answer and the answer in words, in `language`. No
    contact person is among them.
    """

    event = models.OneToOneField(AuditEvent, on_delete=models.PROTECT, related_name="returned_answers")
    language = models.CharField(max_length=7, help_text="of the words that are ours")
    answers = models.JSONField(default=dict)

    def __str__(self):
        return str(self.event)


class CannedReason(models.Model):
    """A text kept ready for what is said often, in English at least; its name is for staff."""

    key = models.SlugField(max_length=40, unique=True, null=True, help_text="of those that came with the portal")
    name = models.CharField(gettext_lazy("name"), max_length=REASON_NAME_MAX)
    use = models.CharField(gettext_lazy("offered for"), max_length=20, choices=Use)
    text = models.TextField(gettext_lazy("text"))
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["use", "name", "pk"]

    def __str__(self):
        return self.name


class CannedReasonEvent(models.Model):
    """Who did what to a canned reason, and which words changed from what to what. Rows are added, never changed."""

    reason = models.ForeignKey(CannedReason, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=20, choices=ReasonAct)
    changes = models.JSONField(
        default=dict, encoder=DjangoJSONEncoder, help_text="field to what it said before and after"
    )

    class Meta:
        ordering = ["-pk"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.act} {self.reason_id}"
