"""Invitations: taken once, within their days. Of the token only its hash is kept.

Administrators invite anybody as anything, peer reviewers among them; a focal point invites drafters for their own
party, and nobody else. Only administrators are ever shown the link: in a focal point's hands it would open an account
under an address that nobody has proved.

No sweep can send an invitation's message, because the link cannot be had from the hash. So the sender's request sends
it, after the invitation is saved; `sent_at` stays empty until a mail server took it, the list says so, and "send
again" makes a new link and voids the old one. Nothing is lost in silence.
"""

import hashlib
import secrets
from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from accounts.exceptions import (
    AccountDeactivated,
    BothSides,
    InvitationExpired,
    InvitationUnknown,
    InvitationUsed,
    MailNotTaken,
    PartyMismatch,
)
from accounts.models import AccountEvent, Delegation, Invitation, Organisation, State, User
from accounts.services.addresses import mail_arrived, note_refused_address
from accounts.services.letters import drop_letter, keep_letter
from accounts.states import Act, DelegationRole, FurtherRole, StaffRole
from notices.services import letter


def hash_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def link_of(invitation: Invitation, *, token: str) -> str:
    """The whole address that accepts the invitation, in the language it was sent in."""
    with translation.override(invitation.language):
        return settings.SITE_URL + reverse("invitations:accept", args=[token])


def invite(
    *,
    by: User,
    email: str,
    role: StaffRole | DelegationRole | FurtherRole | str,
    party: State | Organisation | None = None,
    language: str = "en",
    delegation_ends_on: date | None = None,
    authority: str = "",
    letter: File | None = None,
) -> tuple[Invitation, str]:
    """Offer a role to an address. The token is returned here and never again.

    Raises ValidationError where the letter's file is not one that can be kept.
    """
    speaks = role in DelegationRole.values
    if speaks == (party is None):
        raise PartyMismatch
    invitation = Invitation(
        email=email.strip().lower(),
        staff_role=role if role in StaffRole.values else "",
        further_role=role if role in FurtherRole.values else "",
        role=role if speaks else "",
        state=party if isinstance(party, State) else None,
        organisation=party if isinstance(party, Organisation) else None,
        delegation_ends_on=delegation_ends_on,
        authority=authority,
        language=language,
        invited_by=by,
    )
    _check_offer(invitation, by=by)
    invitation.letter = keep_letter(file=letter, party=party, by=by) if letter and party else None
    try:
        return invitation, offer(invitation, by=by)
    except BaseException:
        drop_letter(letter=invitation.letter)
        raise


@transaction.atomic
def offer(invitation: Invitation, *, by: User) -> str:
    """Save a new invitation and write it down; its token is returned here and never again."""
    _check_offer(invitation, by=by)
    token = _put_new_token(invitation)
    AccountEvent.objects.create(actor=by, act=Act.INVITED, invitation=invitation, note=invitation.offered)
    return token


@transaction.atomic
def renew_invitation(*, invitation: Invitation, by: User) -> tuple[Invitation, str]:
    """A new link and new days for an invitation nobody has accepted; the old link is void."""
    _take(invitation, by=by)
    token = _put_new_token(invitation)
    AccountEvent.objects.create(actor=by, act=Act.RENEWED, invitation=invitation)
    return invitation, token


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: User) -> Invitation:
    """Void the link now."""
    _take(invitation, by=by)
    invitation.expires_at = timezone.now()
    invitation.save(update_fields=["expires_at"])
    AccountEvent.objects.create(actor=by, act=Act.REVOKED, invitation=invitation)
    return invitation


def send_invitation(*, invitation: Invitation, token: str) -> None:
    """Hand the message with the link to the mail server and note that it was taken; never inside a transaction."""
    context = {
        "invitation": invitation,
        "link": link_of(invitation, token=token),
        "operator_name": settings.OPERATOR_NAME,
        "operator_contact": settings.OPERATOR_CONTACT,
    }
    with translation.override(invitation.language):
        subject = render_to_string("accounts/mail/invitation_subject.txt", context).strip()
        body = render_to_string("accounts/mail/invitation.txt", context)
        message = letter(subject=subject, body=body, to=invitation.email)
    try:
        message.send()
    except OSError as refusal:
        note_refused_address(refusal)
        raise MailNotTaken from refusal
    invitation.sent_at = timezone.now()
    invitation.save(update_fields=["sent_at"])


def open_invitation(*, token: str) -> Invitation:
    """The invitation that this token still opens; raises what is wrong with it otherwise."""
    return _usable(Invitation.objects.select_related("state", "organisation"), token)


@transaction.atomic
def accept_invitation(*, token: str, name: str = "", password: str = "", language: str = "en") -> User:
    """Make the account, or find the one this address has, and give it what was offered. Of two at once, one wins.

    An account that exists keeps its name, password and second factor: the link proves the mailbox, nothing more. A
    delegation that exists gets the new last day and letter. A link that came by mail shows that mail arrives.
    """
    invitation = _usable(Invitation.objects.select_for_update(of=["self"]), token)
    person, is_new = User.objects.get_or_create(email=invitation.email, defaults={"name": name, "language": language})
    if is_new:
        person.set_password(password)
        person.save(update_fields=["password"])
    refuse_both_sides(person, role=invitation.offered)
    delegation = _give(invitation, person)
    invitation.accepted_at = timezone.now()
    invitation.accepted_by = person
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    AccountEvent.objects.create(
        actor=person, act=Act.ACCEPTED, person=person, invitation=invitation, delegation=delegation
    )
    mail_arrived(person=person, sent_at=invitation.sent_at)
    return person


def refuse_both_sides(person: User | None, *, role: str) -> None:
    """Who decides on submissions speaks for nobody, today or on any later day; who was shut out is not invited."""
    if person is None:
        return
    if not person.is_active:
        raise AccountDeactivated
    speaks = person.delegations.not_over(timezone.localdate()).exists()
    if (role in StaffRole.values and speaks) or (role in DelegationRole.values and person.staff_role):
        raise BothSides


def _put_new_token(invitation: Invitation) -> str:
    token = secrets.token_urlsafe(32)
    invitation.token_hash = hash_of(token)
    invitation.expires_at = timezone.now() + timedelta(days=settings.INVITATION_DAYS)
    invitation.sent_at = None
    invitation.save()
    return token


def _check_offer(invitation: Invitation, *, by: User) -> None:
    if not (by.has_perm("accounts.invite") or by.has_perm("accounts.invite_drafter", invitation)):
        raise PermissionDenied
    refuse_both_sides(User.objects.filter(email=invitation.email).first(), role=invitation.offered)


def _take(invitation: Invitation, *, by: User) -> None:
    if not (by.has_perm("accounts.invite") or by.has_perm("accounts.look_after_invitation", invitation)):
        raise PermissionDenied
    invitation.refresh_from_db(from_queryset=Invitation.objects.select_for_update())
    if invitation.accepted_at:
        raise InvitationUsed


def _usable(invitations, token: str) -> Invitation:
    invitation = invitations.filter(token_hash=hash_of(token)).first()
    if invitation is None:
        raise InvitationUnknown
    if invitation.accepted_at:
        raise InvitationUsed
    if not invitation.is_open:
        raise InvitationExpired
    return invitation


def _give(invitation: Invitation, person: User) -> Delegation | None:
    """The role, or the delegation: the one there is for the same, not over yet, or a new one from its first day.

    A peer reviewer gets nothing here: their place on the roster is the app's that keeps it.
    """
    if invitation.further_role:
        return None
    if invitation.staff_role:
        person.staff_role = invitation.staff_role
        person.save(update_fields=["staff_role"])
        return None
    today = timezone.localdate()
    starts_on = max(today, invitation.delegation_starts_on or today)
    what = {"state": invitation.state, "organisation": invitation.organisation, "role": invitation.role}
    delegation = person.delegations.not_over(starts_on).filter(**what).order_by("starts_on", "pk").first()
    delegation = delegation or Delegation(person=person, starts_on=starts_on, **what)
    delegation.starts_on = min(delegation.starts_on, starts_on)
    delegation.ends_on = invitation.delegation_ends_on
    delegation.authority = invitation.authority
    delegation.letter = invitation.letter or delegation.letter
    delegation.save()
    return delegation
