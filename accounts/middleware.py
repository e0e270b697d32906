"""Staff and focal points use two factors, or do not get past the door.

Every view is behind this door unless it says otherwise: a new signed-in area cannot be forgotten. Public pages say so
(`is_public`, set by the decorator that caches them) and are let through before anything is read, because they are the
same for everybody: touching the session would make them vary by cookie.
"""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.shortcuts import redirect

from accounts.rules import must_use_two_factors

WAYS_IN_AND_OUT = frozenset(
    {
        "invitations:accept",
        "account_login",
        "account_logout",
        "account_inactive",
        "account_reauthenticate",
        "account_change_password",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "mfa_activate_totp",
        "mfa_authenticate",
        "mfa_reauthenticate",
        "notices:stop",
    }
)


def require_second_factor(get_response):
    """Sends a signed-in person who must have an authenticator app and has none to where it is set up."""

    def middleware(request):
        return get_response(request)

    middleware.process_view = stop_at_the_door  # type: ignore[attr-defined]
    return middleware


def stop_at_the_door(request, view, args, kwargs):
    """None lets the request through; asking costs one query for a person who has their authenticator."""
    if getattr(view, "is_public", False) or request.resolver_match.view_name in WAYS_IN_AND_OUT:
        return None
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return None
    if is_mfa_enabled(request.user, [Authenticator.Type.TOTP]) or not must_use_two_factors(request.user):
        return None
    return redirect("mfa_activate_totp")
