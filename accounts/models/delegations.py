"""Who speaks for whom and on which letter, who was invited to, and whom a focal point proposes to follow them."""

import secrets

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.parties import Organisation, State
from accounts.models.people import User, default_language
from accounts.querysets import DelegationQuerySet, InvitationQuerySet, NominationQuerySet
from accounts.states import DelegationRole, FurtherRole, LetterKind, NominationStanding, StaffRole

ONE_PARTY = Q(state__isnull=False) ^ Q(organisation__isnull=False)
NO_PARTY = Q(role="", state__isnull=True, organisation__isnull=True)


def letter_path(letter: "AuthorityLetter", name: str) -> str:
    """A random name without an ending, in a folder no address leads to; nothing of the uploaded name is kept."""
    return f"letters/{secrets.token_urlsafe(32)}"


class AuthorityLetter(models.Model):
    """The letter a delegation rests on, such as a note verbale: a private file about persons.

    Only administrators and the party's own focal points may have it (`selectors.letters_open_to`). It is erased by
    `services.erase_letter`, which deletes the file and keeps this row: that there was a letter is on record, what it
    said of whom is not.
    """

    state = models.ForeignKey(State, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    file = models.FileField(upload_to=letter_path, max_length=100, blank=True)
    kind = models.CharField(max_length=4, choices=LetterKind)
    size = models.PositiveIntegerField(help_text="in bytes")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file")
    kept_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField(default=timezone.now)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=ONE_PARTY, name="letter_one_party"),
            models.CheckConstraint(
                condition=(Q(erased_at__isnull=True) & ~Q(file="")) | Q(erased_at__isnull=False, file=""),
                name="letter_kept_or_erased",
            ),
        ]

    def __str__(self):
        return self.download_name

    @property
    def download_name(self) -> str:
        """What the file is called when it is downloaded: ours, never what it was called when it came."""
        return f"authority-letter-{self.pk}.{self.kind}"


class Delegation(models.Model):
    """Who speaks for whom, as what, from when to when, on the strength of which letter."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="delegations")
    state = models.ForeignKey(State, on_delete=models.PROTECT, null=True, blank=True, related_name="delegations")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="delegations"
    )
    role = models.CharField(max_length=20, choices=DelegationRole)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    authority = models.CharField(_("authority letter"), max_length=200, blank=True)
    letter = models.ForeignKey(
        AuthorityLetter, on_delete=models.PROTECT, null=True, blank=True, related_name="delegations"
    )

    objects = DelegationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=ONE_PARTY, name="delegation_one_party"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="delegation_ends_after_start"
            ),
        ]

    def __str__(self):
        return f"{self.party} ({self.get_role_display()})"

    @property
    def party(self):
        """The State or organisation spoken for."""
        return self.state or self.organisation

    @property
    def is_drafters(self) -> bool:
        """True for a drafter's: it needs no letter, and a focal point may end it."""
        return self.role == DelegationRole.DRAFTER

    @property
    def has_begun(self) -> bool:
        """True from its first day on."""
        return self.starts_on <= timezone.localdate()

    @property
    def is_over(self) -> bool:
        """True from the day after its last."""
        return self.ends_on is not None and self.ends_on < timezone.localdate()

    @property
    def is_in_force(self) -> bool:
        """True from its first day to its last, both of them counted."""
        return self.has_begun and not self.is_over


class Invitation(models.Model):
    """A way in: what the person will be once they accept. Only the hash of its token is kept."""

    email = models.EmailField()
    token_hash = models.CharField(max_length=64, unique=True)
    staff_role = models.CharField(max_length=20, choices=StaffRole, blank=True)
    further_role = models.CharField(max_length=20, choices=FurtherRole, blank=True)
    state = models.ForeignKey(State, on_delete=models.PROTECT, null=True, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True)
    role = models.CharField(max_length=20, choices=DelegationRole, blank=True)
    delegation_starts_on = models.DateField(null=True, blank=True, help_text="empty: the day it is accepted")
    delegation_ends_on = models.DateField(null=True, blank=True)
    authority = models.CharField(max_length=200, blank=True)
    letter = models.ForeignKey(AuthorityLetter, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=7, default=default_language)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations_sent")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True, help_text="when a mail server took the message")
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(staff_role="", further_role="") & ~Q(role="") & ONE_PARTY)
                | (~Q(staff_role="") & Q(further_role="") & NO_PARTY)
                | (~Q(further_role="") & Q(staff_role="") & NO_PARTY),
                name="invitation_to_one_role",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="invitation_accepted_by_somebody",
            ),
        ]

    def __str__(self):
        return self.email

    @property
    def party(self):
        """The State or organisation to speak for; None for staff and peer reviewers."""
        return self.state or self.organisation

    @property
    def offered(self) -> str:
        """The one role it offers, as the database names it."""
        return self.staff_role or self.further_role or self.role

    @property
    def is_open(self) -> bool:
        """True while it can be accepted: within its days, and while what it offers has not ended itself."""
        is_over = self.delegation_ends_on is not None and self.delegation_ends_on < timezone.localdate()
        return self.accepted_at is None and self.expires_at > timezone.now() and not is_over

    def role_display(self) -> str:
        """What the person will be, in a word."""
        return self.get_staff_role_display() or self.get_further_role_display() or self.get_role_display()


class Nomination(models.Model):
    """Whom a focal point proposes as focal point of the same party, on which letter, and what was decided.

    It opens nothing by itself: an administrator who has seen the letter confirms it, and only then an invitation goes
    out. So a stolen focal point's account cannot quietly make others.
    """

    state = models.ForeignKey(State, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    email = models.EmailField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=7, default=default_language)
    letter_reference = models.CharField(max_length=150, blank=True)
    letter_dated_on = models.DateField(null=True, blank=True)
    letter = models.ForeignKey(AuthorityLetter, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    standing = models.CharField(max_length=20, choices=NominationStanding, default=NominationStanding.PROPOSED)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=1000, blank=True, help_text="why it was refused")
    invitation = models.OneToOneField(Invitation, on_delete=models.PROTECT, null=True, related_name="nomination")

    objects = NominationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=ONE_PARTY, name="nomination_one_party"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="nomination_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(letter__isnull=False) | (~Q(letter_reference="") & Q(letter_dated_on__isnull=False)),
                name="nomination_rests_on_a_letter",
            ),
            models.CheckConstraint(
                condition=Q(standing="proposed", decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(standing="proposed") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="nomination_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(standing="confirmed", invitation__isnull=False)
                | (~Q(standing="confirmed") & Q(invitation__isnull=True)),
                name="nomination_confirmed_invites",
            ),
            models.CheckConstraint(
                condition=Q(standing="refused") ^ Q(reason=""), name="nomination_refused_for_a_reason"
            ),
            models.UniqueConstraint(
                fields=["email", "state", "organisation"],
                condition=Q(standing="proposed"),
                nulls_distinct=False,
                name="nomination_open_once",
            ),
        ]

    def __str__(self):
        return self.email

    @property
    def party(self):
        """The State or organisation to speak for."""
        return self.state or self.organisation

    @property
    def is_open(self) -> bool:
        """True while nobody has decided."""
        return self.standing == NominationStanding.PROPOSED

    @property
    def authority(self) -> str:
        """The letter as a delegation cites it: its reference and, year-month-day, its date."""
        dated = f"({self.letter_dated_on.isoformat()})" if self.letter_dated_on else ""
        return f"{self.letter_reference} {dated}".strip()
