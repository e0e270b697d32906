"""Personal access tokens: what a person's own programs sign in with."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.models import User
from api.querysets import TokenQuerySet
from api.states import TOKEN_NAME_MAX, Scope


class AccessToken(models.Model):
    """One token of one person. The token itself is shown once and kept nowhere: here stands its SHA-256.

    It has 256 bits of its own, so a fast digest is enough; `hint` is its end, by which its owner tells it from others.
    """

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="access_tokens")
    name = models.CharField(gettext_lazy("name"), max_length=TOKEN_NAME_MAX)
    scope = models.CharField(max_length=10, choices=Scope)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    hint = models.CharField(max_length=4, editable=False)
    made_with = models.UUIDField(unique=True, editable=False, help_text="the empty form, so that it makes one token")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = TokenQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="token_expires_later"),
        ]

    def __str__(self):
        return f"token {self.pk}"
