"""People, the States and organisations they speak for, and from when to when."""

import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.querysets import DelegationQuerySet
from accounts.states import Act, DelegationRole, Membership, OrganisationKind, ReviewRegion, StaffRole


def default_language() -> str:
    """English, until a person chooses."""
    return "en"


class UserManager(BaseUserManager):
    """Makes people from an address; there are no user names."""

    def create_user(self, email, password=None, **fields):
        """A person who can sign in; without a password, one who cannot yet."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        """Somebody who skips permission, never legality."""
        return self.create_user(email, password, is_superuser=True, **fields)

    def system(self):
        """The row the machine acts as; nobody can sign in with it."""
        return self.get(is_system=True)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account, or the machine itself. Deactivated, never deleted: the audit trail points here."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    language = models.CharField(_("language of notices"), max_length=7, default=default_language)
    staff_role = models.CharField(max_length=20, choices=StaffRole, blank=True)
    is_active = models.BooleanField(default=True)
    is_system = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["is_system"], condition=Q(is_system=True), name="one_system_user"),
        ]

    def __str__(self):
        return self.name or self.email


class State(models.Model):
    """A State that may take part in the Forum: Member States and the observers it admits (A/RES/73/326)."""

    iso3 = models.CharField(max_length=3, primary_key=True)
    iso2 = models.CharField(max_length=2, unique=True)
    m49 = models.CharField(max_length=3, unique=True)
    name = models.CharField(max_length=120)
    membership = models.CharField(max_length=20, choices=Membership)
    regional_group = models.CharField(max_length=40, blank=True)
    subregion = models.CharField(max_length=60, blank=True)
    review_region = models.CharField(max_length=10, choices=ReviewRegion, blank=True)
    review_region_is_verified = models.BooleanField(default=False)
    is_champion = models.BooleanField(default=False)
    is_ldc = models.BooleanField("least developed country", default=False)
    is_lldc = models.BooleanField("landlocked developing country", default=False)
    is_sids = models.BooleanField("small island developing State", default=False)

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("states:detail", args=[self.iso3])


class Organisation(models.Model):
    """A city, network, agency, association or firm that pledges or provides tools."""

    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=30, choices=OrganisationKind, default=OrganisationKind.UNKNOWN)
    state = models.ForeignKey(State, on_delete=models.PROTECT, null=True, blank=True, related_name="organisations")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("organisations:detail", args=[self.slug])


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

    objects = DelegationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__isnull=False) ^ Q(organisation__isnull=False), name="delegation_one_party"
            ),
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


class Invitation(models.Model):
    """A way in, sent by staff: what the person will be once they accept. Only the hash of its token is kept."""

    email = models.EmailField()
    token_hash = models.CharField(max_length=64, unique=True)
    staff_role = models.CharField(max_length=20, choices=StaffRole, blank=True)
    state = models.ForeignKey(State, on_delete=models.PROTECT, null=True, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True)
    role = models.CharField(max_length=20, choices=DelegationRole, blank=True)
    delegation_ends_on = models.DateField(null=True, blank=True)
    authority = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=7, default=default_language)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations_sent")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True, help_text="when a mail server took the message")
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(staff_role="") & ~Q(role="") & (Q(state__isnull=False) ^ Q(organisation__isnull=False)))
                | (~Q(staff_role="") & Q(role="", state__isnull=True, organisation__isnull=True)),
                name="invitation_staff_or_delegate",
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
        """The State or organisation to speak for; None for staff."""
        return self.state or self.organisation

    @property
    def is_open(self) -> bool:
        """True while it can be accepted: within its days, and while what it offers has not ended itself."""
        is_over = self.delegation_ends_on is not None and self.delegation_ends_on < timezone.localdate()
        return self.accepted_at is None and self.expires_at > timezone.now() and not is_over

    def role_display(self) -> str:
        """What the person will be, in a word."""
        return self.get_staff_role_display() or self.get_role_display()


class AccountEvent(models.Model):
    """Who changed whose standing here, how and when. Rows are added, never changed: the database refuses it.

    Nothing that must be erasable enters it: people appear by number, an address stays on the invitation.
    """

    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=20, choices=Act)
    person = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="account_events")
    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, null=True, related_name="events")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, null=True, related_name="events")
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.act} by {self.actor_id}"
