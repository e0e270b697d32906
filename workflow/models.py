"""Records, their versions' common ground, publications and the audit trail."""

import pgtrigger
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, State, User
from accounts.states import DelegationRole, StaffRole
from workflow.querysets import ModeratedQuerySet
from workflow.states import OPEN, Change, Closing, Status, Verb

APPEND_ONLY = pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)


class Publication(models.Model):
    """One act that changed what the public may see. Numbers have no gaps; everything public is a function of one."""

    number = models.PositiveIntegerField(primary_key=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=20, choices=Verb)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-number"]
        triggers = [APPEND_ONLY]

    def __str__(self):
        return str(self.number)


class ReferenceCounter(models.Model):
    """The last number given in a series of public references, e.g. GCM-PL-2026."""

    series = models.CharField(max_length=20, primary_key=True)
    last = models.PositiveIntegerField()

    def __str__(self):
        return f"{self.series}-{self.last:05d}"


class Record(models.Model):
    """What stays the same through all versions: the public reference, where it came from, how it ended.

    Other apps point here, never to one version.
    """

    kind = models.CharField(max_length=2, help_text="the letters of its reference: PL for a pledge")
    reference = models.CharField(max_length=20, unique=True, null=True, blank=True)
    source = models.CharField(max_length=40, blank=True, help_text="the public registry it was imported from")
    source_id = models.CharField(max_length=40, blank=True)
    source_digest = models.CharField(max_length=64, blank=True)
    source_url = models.URLField(max_length=500, blank=True)
    other_url = models.URLField(max_length=500, blank=True)
    closed_in = models.ForeignKey(Publication, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closing = models.CharField(max_length=20, choices=Closing, blank=True)
    closing_note = models.TextField(blank=True)
    superseded_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="supersedes"
    )
    begun_with = models.UUIDField(
        null=True, unique=True, editable=False, help_text="the empty form it was begun on, so that it begins once"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_id"], condition=~Q(source=""), name="record_imported_once"
            ),
            models.CheckConstraint(
                condition=Q(closed_in__isnull=True, closing="") | (Q(closed_in__isnull=False) & ~Q(closing="")),
                name="record_closed_for_a_reason",
            ),
        ]

    def __str__(self):
        return self.reference or f"{self.kind} {self.pk}"

    @property
    def is_imported(self) -> bool:
        """True where the record was taken from a public registry rather than submitted here."""
        return bool(self.source)


class Moderated(models.Model):
    """One version of a record that goes over the desk. Only `workflow.services` writes its status.

    A content model fills four hooks: `missing`, `after`, `snapshot`, `audience`.
    """

    REFERENCE_KIND: str

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="%(class)s_versions")
    change = models.CharField(max_length=20, choices=Change, default=Change.NEW)
    change_reason = models.TextField(blank=True)
    superseded_by = models.ForeignKey(
        Record, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="of a withdrawal only"
    )
    status = models.CharField(max_length=20, choices=Status, default=Status.DRAFT, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    language = models.CharField(_("language of the text"), max_length=7, choices=settings.LANGUAGES, default="en")
    state = models.ForeignKey(State, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(default=timezone.now, editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    published_in = models.ForeignKey(
        Publication, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    replaced_in = models.ForeignKey(Publication, on_delete=models.PROTECT, null=True, related_name="+", editable=False)

    objects = ModeratedQuerySet.as_manager()

    BOOKKEEPING = frozenset(
        {"status", "revision", "saved_at", "created_at", "submitted_at", "published_at", "published_in", "replaced_in"}
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    status__in=[Status.PUBLISHED, Status.RETRACTED],
                    published_in__isnull=False,
                    published_at__isnull=False,
                )
                | (
                    ~Q(status__in=[Status.PUBLISHED, Status.RETRACTED])
                    & Q(published_in__isnull=True, published_at__isnull=True)
                ),
                name="%(class)s_published_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(replaced_in__isnull=True) | Q(replaced_in__gte=F("published_in")),
                name="%(class)s_replaced_after_published",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.RETRACTED) | Q(replaced_in__isnull=False),
                name="%(class)s_retracted_is_not_live",
            ),
            models.CheckConstraint(
                condition=Q(state__isnull=True) | Q(organisation__isnull=True), name="%(class)s_one_owner"
            ),
            models.CheckConstraint(
                condition=Q(superseded_by__isnull=True) | Q(change=Change.WITHDRAWAL),
                name="%(class)s_superseded_when_withdrawn",
            ),
            models.UniqueConstraint(
                fields=["record"],
                condition=Q(published_in__isnull=False, replaced_in__isnull=True),
                name="%(class)s_one_live_version",
            ),
            models.UniqueConstraint(
                fields=["record"], condition=Q(status__in=sorted(OPEN)), name="%(class)s_one_open_version"
            ),
        ]
        indexes = [
            models.Index(fields=["submitted_at"], condition=Q(status=Status.SUBMITTED), name="%(class)s_awaiting"),
        ]

    @property
    def owner(self) -> State | Organisation | None:
        """The State or organisation whose record this is; None where an imported source does not say."""
        return self.state or self.organisation

    @property
    def reference(self) -> str:
        """The public reference, or nothing before the first submission."""
        return self.record.reference or ""

    def is_work_of(self, person: User) -> bool:
        """True for who drafted or submitted it: they cannot decide on it."""
        return person.pk in {self.author_id, self.submitted_by_id}

    def missing(self) -> dict[str, str]:
        """What a submission cannot do without, as field name to sentence; empty when complete."""
        return {}

    def reference_year(self) -> int | None:
        """The year an imported record's reference is counted in; None for the year of import."""
        return None

    def after(self, verb: Verb) -> None:
        """What else this kind of record does in the verb's transaction."""

    def snapshot(self) -> dict:
        """The content for the audit trail, which cannot be erased: so no contact person and no personal data."""
        return {
            field.name: field.value_from_object(self)
            for field in self._meta.concrete_fields
            if field.name not in self.BOOKKEEPING
        }

    def audience(self, verb: Verb) -> models.QuerySet[User]:
        """Who is told: moderators of a submission, author and focal points of what became of it."""
        people = User.objects.filter(is_active=True, is_system=False)
        if verb == Verb.SUBMIT:
            return people.filter(staff_role=StaffRole.MODERATOR)
        if verb in {Verb.RETURN, Verb.REJECT, Verb.PUBLISH, Verb.RETRACT}:
            today = timezone.localdate()
            speaking = Q(
                delegations__role=DelegationRole.FOCAL_POINT,
                delegations__state_id=self.state_id,
                delegations__organisation_id=self.organisation_id,
                delegations__starts_on__lte=today,
            ) & (Q(delegations__ends_on__isnull=True) | Q(delegations__ends_on__gte=today))
            return people.filter(Q(pk=self.author_id) | speaking).distinct()
        return people.none()

    def further_audiences(self, verb: Verb) -> dict[Verb, models.QuerySet[User]]:
        """Who else is told something of their own when the verb is done, as the event it is to them; nobody."""
        return {}


class AuditEvent(models.Model):
    """Who did what to which record, when and why. Rows are added, never changed: the database refuses it."""

    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=20, choices=Verb)
    target_type = models.CharField(max_length=60)
    target_id = models.BigIntegerField()
    record = models.ForeignKey(Record, on_delete=models.PROTECT, null=True, related_name="events")
    before = models.CharField(max_length=20, blank=True)
    after = models.CharField(max_length=20, blank=True)
    note = models.TextField(blank=True)
    snapshot = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, null=True, related_name="events")

    class Meta:
        indexes = [models.Index(fields=["target_type", "target_id"], name="audit_by_target")]
        triggers = [APPEND_ONLY]

    def __str__(self):
        return f"{self.verb} {self.target_type} {self.target_id}"
