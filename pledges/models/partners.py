"""The parties of a joint pledge: it is recorded once, by one of them, and the others say whether they are in it."""

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Cast, Concat, Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.models import Organisation, State, User
from accounts.states import OrganisationKind
from notices.models import Outgoing
from pledges.querysets import PartnerQuerySet
from pledges.states import Reply
from workflow.models import APPEND_ONLY, Publication, Record

KEY_MAX = 220


class PledgePartner(models.Model):
    """A party named in one version. Without a kind it is the State itself; with one, the State is where it is at home.

    `key` is the same for the same party in every version: what it answered, and whom we wrote to, goes by it.
    """

    pledge = models.ForeignKey("pledges.Pledge", on_delete=models.CASCADE, related_name="partners")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=30, choices=OrganisationKind, blank=True)
    state = models.ForeignKey(State, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="if known here"
    )
    key = models.GeneratedField(
        expression=Case(
            When(kind="", state__isnull=False, then=Concat(Value("state:"), F("state"))),
            When(
                organisation__isnull=False,
                then=Concat(Value("organisation:"), Cast(F("organisation"), models.CharField())),
            ),
            default=Concat(Value("name:"), Lower(F("name"))),
        ),
        output_field=models.CharField(max_length=KEY_MAX),
        db_persist=True,
    )

    objects = PartnerQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pledge", "name"], name="pledge_partner_once")]

    def __str__(self):
        return self.name

    @property
    def is_state(self) -> bool:
        """True where a State itself is named."""
        return self.state_id is not None and not self.kind


class PartnerContact(models.Model):
    """Where to write to a partner that nobody speaks for here. Private, like every contact."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="partner_contacts")
    key = models.CharField(max_length=KEY_MAX)
    email = models.EmailField(gettext_lazy("e-mail address"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "key"], name="partner_one_address")]

    def __str__(self):
        return f"contact of {self.key}"


class Naming(models.Model):
    """That a party is named in a submitted record, and since when it knows: one row, however often it is amended."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="namings")
    key = models.CharField(max_length=KEY_MAX)
    named_at = models.DateTimeField(help_text="when the version that first named it was submitted")
    told_at = models.DateTimeField(null=True, help_text="when the version was submitted of which it was told")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "key"], name="party_named_once_in_a_record")]

    def __str__(self):
        return f"{self.key} in {self.record_id}"


class PartnerLetter(Outgoing):
    """One message owed to a partner without an account; a sweep sends it once. Private: it holds an address.

    Its link works until it is answered or has expired; a later letter to the same party takes its place.
    """

    naming = models.ForeignKey(Naming, on_delete=models.CASCADE, related_name="letters")
    email = models.EmailField()
    language = models.CharField(max_length=7)
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["id"], condition=Q(sent_at__isnull=True), name="partner_letter_unsent")]

    def __str__(self):
        return f"letter to {self.naming}"


class PartnerAnswer(models.Model):
    """Whether a party is in the pledge, in its own word. Rows are added, never changed: the latest counts.

    `holds_from` is the first publication whose readers may know: the number the answer took, or, where the public did
    not see the name at the time, the next one there could be.
    """

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="partner_answers")
    key = models.CharField(max_length=KEY_MAX)
    reply = models.CharField(max_length=10, choices=Reply)
    remark = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    letter = models.OneToOneField(PartnerLetter, on_delete=models.PROTECT, null=True, related_name="answer")
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, null=True, related_name="+")
    holds_from = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["record", "key", "-id"], name="partner_answer_latest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(by__isnull=False, letter__isnull=True) | Q(by__isnull=True, letter__isnull=False),
                name="partner_answer_is_somebodys",
            )
        ]
        triggers = [APPEND_ONLY]

    def __str__(self):
        return f"{self.key}: {self.reply}"
