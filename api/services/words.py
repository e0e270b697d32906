"""What people are told of their tokens."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from api.models import AccessToken
from api.services.tokens import MADE
from notices.models import Notice
from notices.services import Message, Topic


def topics() -> list[Topic]:
    """One: that a token was made. It cannot be silenced, because it may not have been its owner who made it."""
    return [Topic(MADE, pgettext_lazy("topic", "Access tokens made in your name"), compose=compose, is_urgent=True)]


def compose(notice: Notice) -> Message | None:
    """That it was made, what it opens and until when; None once it is revoked or erased."""
    token = AccessToken.objects.filter(pk=notice.facts["token"], revoked_at__isnull=True).first()
    if token is None:
        return None
    facts = {
        "name": token.name,
        "scope": token.get_scope_display(),
        "day": date_format(token.expires_at, "DATE_FORMAT"),
    }
    return Message(
        subject=_("An access token was made in your name"),
        paragraphs=[
            _("“%(name)s”, until %(day)s: %(scope)s.") % facts,
            _("If this was not you, revoke it at once and change your password:"),
        ],
        link=reverse("tokens:list"),
        action=_("Look at your tokens"),
    )
