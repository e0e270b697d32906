"""The links in mail: signed, so that nobody can make one up, and naming a row, so that they end with it."""

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from alerts.exceptions import LinkInvalid
from alerts.models import Letter, Subscription

CONFIRM, STOP = signing.Signer(salt="alerts.confirm", sep="."), signing.Signer(salt="alerts.stop", sep=".")


def confirm_link(letter: Letter) -> str:
    """The whole address, in the active language, of the page that confirms what the letter was sent for."""
    return settings.SITE_URL + reverse("alerts:confirm", args=[CONFIRM.sign(str(letter.pk))])


def stop_link(subscription: Subscription) -> str:
    """The whole address, in the active language, that stops it and erases the address; it works for good."""
    return settings.SITE_URL + reverse("alerts:stop", args=[STOP.sign(subscription.key.hex)])


def letter_named(token: str) -> int:
    """The number of the letter a link to confirm was sent with; raises LinkInvalid where it was not made here."""
    try:
        return int(CONFIRM.unsign(token))
    except (signing.BadSignature, ValueError) as invalid:
        raise LinkInvalid from invalid


def subscription_named(token: str) -> UUID:
    """The key of the subscription a link stops; raises LinkInvalid where it was not made here."""
    try:
        return UUID(hex=STOP.unsign(token))
    except (signing.BadSignature, ValueError) as invalid:
        raise LinkInvalid from invalid
