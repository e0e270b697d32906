"""The life of a token. What it opens is asked each time it is used: nothing about its owner is remembered in it."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import AccountEvent, User
from accounts.rules import must_use_two_factors
from accounts.selectors import Mandates, mandates_of
from accounts.states import Act
from api.exceptions import NotAllowed, NotSignedIn, TooManyTokens
from api.models import AccessToken
from api.states import TOKEN_DAYS_MAX, TOKEN_PREFIX, TOKENS_MAX, Scope
from notices.services import owe

MADE = "api.token_made"
SEEN_AGAIN = timedelta(minutes=5)  # how exactly the last use is kept: reading must not write each time


@dataclass(frozen=True)
class Bearer:
    """Who a request comes from: the person, for whom they speak today, and what the token opens."""

    person: User
    mandates: Mandates
    token: AccessToken

    @property
    def is_authenticated(self) -> bool:
        """Always: there is no anonymous bearer."""
        return True


@transaction.atomic
def make_token(*, by: User, name: str, scope: Scope, days: int, made_with: UUID) -> tuple[AccessToken, str]:
    """A new token of this person and the text to show once; empty text where the same form made it before.

    Raises PermissionDenied for who speaks for nobody here today, TooManyTokens. Its owner is told by mail.
    """
    if not by.has_perm("api.make_token"):
        raise PermissionDenied
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # two forms at once: one after the other
    made = by.access_tokens.filter(made_with=made_with).first()
    if made is not None:
        return made, ""
    now = timezone.now()
    if by.access_tokens.working(now).count() >= TOKENS_MAX:
        raise TooManyTokens
    text = TOKEN_PREFIX + secrets.token_urlsafe(32)
    token = AccessToken.objects.create(
        owner=by,
        name=name.strip(),
        scope=scope,
        digest=digest_of(text),
        hint=text[-4:],
        made_with=made_with,
        created_at=now,
        expires_at=now + timedelta(days=min(days, TOKEN_DAYS_MAX)),
    )
    AccountEvent.objects.create(actor=by, act=Act.TOKEN_MADE, person=by, note=f"{token.pk} {scope}")
    owe(MADE, to=[by], key=f"token {token.pk}", facts={"token": token.pk})
    return token, text


@transaction.atomic
def revoke_token(token: AccessToken, *, by: User) -> None:
    """Let the token open nothing from now on; a second time changes nothing. Raises PermissionDenied for others'."""
    if token.owner_id != by.pk:
        raise PermissionDenied
    revoked = AccessToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=timezone.now())
    if revoked:
        AccountEvent.objects.create(actor=by, act=Act.TOKEN_REVOKED, person=by, note=f"{token.pk}")


def open_with(text: str) -> Bearer:
    """Whom the token belongs to, as they stand at this moment.

    Raises NotSignedIn for one that is unknown, revoked, expired or of a closed account, which look the same, and
    NotAllowed where its owner lacks the second factor they must have, or speaks for nobody today.
    """
    now = timezone.now()
    token = AccessToken.objects.working(now).select_related("owner").filter(digest=digest_of(text)).first()
    if token is None:
        raise NotSignedIn
    person, mandates = token.owner, mandates_of(token.owner)
    if not mandates.delegations:
        raise NotAllowed(_("The owner of this token speaks for no State or organisation today."))
    if must_use_two_factors(person) and not is_mfa_enabled(person, [Authenticator.Type.TOTP]):
        raise NotAllowed(_("The owner of this token must set up an authenticator app first: sign in on the website."))
    seen = Q(last_used_at__isnull=True) | Q(last_used_at__lt=now - SEEN_AGAIN)
    AccessToken.objects.filter(seen, pk=token.pk).update(last_used_at=now)
    return Bearer(person, mandates, token)


def digest_of(text: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()
