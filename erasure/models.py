"""A request that personal data be erased: of what, by whom, until when, and what was decided."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import AuthorityLetter, User
from accounts.states import Holding
from erasure.querysets import RequestQuerySet
from erasure.states import BESIDE_A_RECORD, Channel, Standing
from workflow.models import Record


class ErasureRequest(models.Model):
    """One request, due within a month of its receipt (Regulation (EU) 2016/679, Art. 12(3), which the data-protection
    rules of the UN's entities follow).

    It holds numbers of what was erased and nothing of what that said. Its own words are erased when it is carried out.
    """

    what = models.CharField(max_length=20, choices=Holding)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    letter = models.ForeignKey(AuthorityLetter, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="erasures_asked")
    asked_at = models.DateTimeField(default=timezone.now)
    received_as = models.CharField(max_length=20, choices=Channel, blank=True, help_text="empty: asked here")
    received_on = models.DateField()
    due_on = models.DateField()
    standing = models.CharField(max_length=20, choices=Standing, default=Standing.ASKED)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True, help_text="why it was refused")
    erased = models.JSONField(default=dict, help_text="table to number of rows")
    told_at = models.DateTimeField(
        null=True, blank=True, help_text="when a mail server took the last message to a person whose account it was"
    )

    objects = RequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(what__in=sorted(BESIDE_A_RECORD), record__isnull=False, person=None, letter=None)
                | Q(what=Holding.ACCOUNT, record=None, person__isnull=False, letter=None)
                | Q(what=Holding.LETTER, record=None, person=None, letter__isnull=False),
                name="erasure_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(standing=Standing.ASKED, decided_by=None, decided_at=None)
                | (~Q(standing=Standing.ASKED) & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="erasure_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(standing=Standing.REFUSED) ^ Q(answer=""), name="erasure_refused_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=models.F("received_on")), name="erasure_due_after_it_was_received"
            ),
            models.UniqueConstraint(
                fields=["what", "record", "person", "letter"],
                condition=Q(standing=Standing.ASKED),
                nulls_distinct=False,
                name="erasure_asked_once",
            ),
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(standing=Standing.ASKED), name="erasure_waiting")]

    def __str__(self):
        return f"{self.what} {self.pk}"

    @property
    def is_open(self) -> bool:
        """True while nobody has decided."""
        return self.standing == Standing.ASKED

    @property
    def is_late(self) -> bool:
        """True where it waits and its day is over."""
        return self.is_open and self.due_on < timezone.localdate()

    @property
    def days_left(self) -> int:
        """Whole days until it is due; negative where it is late."""
        return (self.due_on - timezone.localdate()).days

    def is_about(self, person: User) -> bool:
        """True for who asked, and for whose account it is: they cannot decide on it."""
        return person.pk in {self.asked_by_id, self.person_id}


def due_after(received_on: date, *, days: int) -> date:
    """The day a request received then has to be answered by."""
    return date.fromordinal(received_on.toordinal() + days)
