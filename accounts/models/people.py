"""People with an account, and the machine itself."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.states import StaffRole


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
    erased_at = models.DateTimeField(null=True, editable=False, help_text="when name and address were erased")

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["is_system"], condition=Q(is_system=True), name="one_system_user"),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(is_active=False), name="user_erased_is_not_active"
            ),
        ]

    def __str__(self):
        return self.name or self.email
