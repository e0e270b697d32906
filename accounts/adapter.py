"""allauth, closed: accounts are by invitation only, and who decides or submits keeps two factors."""

import logging
import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.rules import must_use_two_factors
from notices.services import with_html

logger = logging.getLogger(__name__)


class InvitationOnly(DefaultAccountAdapter):
    """Nobody signs up by themselves."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("The e-mail address or the password is not correct."),
        "too_many_login_attempts": _(
            "Too many failed attempts. For your protection this account is locked for five minutes; then try again."
        ),
    }

    def is_open_for_signup(self, request):
        return False

    def is_reauthentication_required(self, *, app, **kwargs):
        """Not of somebody who signed in a moment ago: setting up the second factor is one sitting."""
        signed_in = get_authentication_records(context.request, context.request.user)
        if signed_in and time.time() - signed_in[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def get_reset_password_from_key_url(self, key):
        """On the site's own address, whatever host the request claimed."""
        uid, token = key.split("-", 1)
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        return f"{settings.SITE_URL}{path}"

    def render_mail(self, template_prefix, email, context, headers=None):
        """As every mail of ours: as HTML as well, and marked as a machine's."""
        return with_html(super().render_mail(template_prefix, email, context, headers))

    def send_mail(self, template_prefix, email, context):
        """A mail server that is away must not tell a stranger which addresses have an account: logged, not shown."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError:
            logger.exception("No mail server took %s", template_prefix)


class SecondFactor(DefaultMFAAdapter):
    """An authenticator that cannot be given up by those who must have one."""

    def can_delete_authenticator(self, authenticator):
        return not must_use_two_factors(authenticator.user)
