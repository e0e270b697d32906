"""Addresses: mail that came back marks one, mail that arrived or an administrator clears it.

A mark is a hint to people. Mail to a person is paused only after several messages that demonstrably came back, and
until the mark is taken off. Only addresses we write to can be marked.
"""

import re
from datetime import datetime
from smtplib import SMTPRecipientsRefused

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from accounts.exceptions import AccountErased, AddressTaken, ConfirmationInvalid, MailNotTaken, OwnAccount
from accounts.models import AccountEvent, Invitation, ReturnedMail, User
from accounts.services.sessions import end_sessions
from accounts.states import Act
from notices.services import letter

SALT = "accounts.address"
CONFIRM_WITHIN = 3 * 24 * 60 * 60  # seconds
PERMANENT = range(500, 600)  # SMTP replies that trying again does not change (RFC 5321, 4.2.1)


@transaction.atomic
def mark_bounced(*, email: str, why: str, message: str = "") -> bool:
    """Mail to the address came back: note it, and why. False where we write to no such address.

    Marking again counts and keeps the day of the first; the event is written once and says nothing that must be
    erasable: neither the address nor the mail system's words. `message` names the message of ours that demonstrably
    came back, if there is one: only such marks lead to a pause, each message once.
    """
    email = email.strip().lower()
    person = User.objects.filter(email=email, is_system=False).first()
    if person is None and not Invitation.objects.filter(email=email).exists():
        return False
    words = " ".join(re.sub(r"[\x00-\x1f\x7f]+", " ", why).split())[:300]
    returned, is_new = ReturnedMail.objects.select_for_update().get_or_create(email=email, defaults={"why": words})
    if is_new and person:
        AccountEvent.objects.create(actor=User.objects.system(), act=Act.MAIL_CAME_BACK, person=person)
    if not is_new:
        returned.why, returned.last_at, returned.times = words, timezone.now(), returned.times + 1
    if message and message != returned.last_message:
        returned.proven, returned.last_message = returned.proven + 1, message[:100]
    returned.save()
    return True


def note_refused_address(error: BaseException) -> None:
    """Mark the addresses a mail server refused for good; does nothing for any other error. For whoever sends mail."""
    if isinstance(error, SMTPRecipientsRefused):
        for email, (code, words) in error.recipients.items():
            if code in PERMANENT:
                said = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
                mark_bounced(email=email, why=f"{code} {said}", message=f"refused {timezone.now().isoformat()}")


@transaction.atomic
def clear_address(*, person: User, by: User) -> None:
    """An administrator knows that mail arrives again."""
    if not by.has_perm("accounts.look_after_people"):
        raise PermissionDenied
    _clear(person, by=by)


@transaction.atomic
def mail_arrived(*, person: User, sent_at: datetime | None) -> None:
    """A message sent at that moment was acted upon: what came back before it is forgotten."""
    if sent_at and ReturnedMail.objects.filter(email=person.email, last_at__lt=sent_at).exists():
        _clear(person, by=person)


def send_address_check(*, person: User) -> None:
    """Send the person a link that shows, once they follow it, that mail arrives; never inside a transaction."""
    path = reverse("profile:confirm_address", args=[signing.dumps([person.pk, person.email], salt=SALT)])
    with translation.override(person.language):
        context = {"person": person, "link": settings.SITE_URL + path, "operator_name": settings.OPERATOR_NAME}
        subject = render_to_string("accounts/mail/address_check.subject.txt", context).strip()
        message = letter(
            subject=subject, body=render_to_string("accounts/mail/address_check.txt", context), to=person.email
        )
    try:
        message.send()
    except OSError as refusal:
        note_refused_address(refusal)
        raise MailNotTaken from refusal


@transaction.atomic
def confirm_address(*, token: str, by: User) -> None:
    """The link came by mail to the person who is signed in: mail arrives. Raises ConfirmationInvalid otherwise."""
    try:
        number, email = signing.loads(token, salt=SALT, max_age=CONFIRM_WITHIN)
    except signing.BadSignature as invalid:
        raise ConfirmationInvalid from invalid
    if (number, email) != (by.pk, by.email):
        raise ConfirmationInvalid
    _clear(by, by=by)


@transaction.atomic
def change_address(*, person: User, email: str, by: User) -> User:
    """An administrator gives an account another address; the person is signed out everywhere.

    The administrator makes sure, by another way than e-mail, that it is the person who asks: whoever reads the new
    address can set a new password. A second factor stays in force.
    """
    if not by.has_perm("accounts.look_after_people"):
        raise PermissionDenied
    if person == by:
        raise OwnAccount
    person.refresh_from_db(from_queryset=User.objects.select_for_update())
    if person.erased_at:
        raise AccountErased
    email = email.strip().lower()
    if User.objects.filter(email=email).exclude(pk=person.pk).exists():
        raise AddressTaken
    if email == person.email:
        return person
    ReturnedMail.objects.filter(email=person.email).delete()
    EmailAddress.objects.filter(user=person).delete()
    person.email = email
    person.save(update_fields=["email"])
    end_sessions(person)
    AccountEvent.objects.create(actor=by, act=Act.ADDRESS_CHANGED, person=person)
    return person


def _clear(person: User, *, by: User) -> None:
    deleted, _ = ReturnedMail.objects.filter(email=person.email).delete()
    if deleted:
        AccountEvent.objects.create(actor=by, act=Act.ADDRESS_WORKS, person=person)
