"""Whom a focal point proposes as focal point: an administrator confirms before anything goes out.

Who may make a focal point rests on a letter, not on another focal point's password. All focal points of the party are
told of a proposal and of what became of it, so that none is made behind the others' back.
"""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.exceptions import (
    EndsBeforeStart,
    NoLetter,
    NominationDecided,
    NominationOver,
    OwnAccount,
    ProposedAlready,
    ReasonMissing,
    StartsTooEarly,
)
from accounts.models import (
    AccountEvent,
    AuthorityLetter,
    Delegation,
    Invitation,
    Nomination,
    Organisation,
    State,
    User,
)
from accounts.services.invitations import offer, refuse_both_sides
from accounts.services.letters import GivenLetter, drop_letter, keep_letter
from accounts.states import Act, DelegationRole, NominationStanding, Occasion, StaffRole
from notices.services import owe


def nominate(
    *,
    by: User,
    party: State | Organisation,
    email: str,
    starts_on: date,
    ends_on: date | None = None,
    letter: GivenLetter,
    language: str = "en",
) -> Nomination:
    """Propose a focal point; raises what is wrong with it, or ValidationError where the file is not a letter.

    One's own address is a proposal like any other: it asks that the own delegation last longer.
    """
    nomination = Nomination(
        state=party if isinstance(party, State) else None,
        organisation=party if isinstance(party, Organisation) else None,
        email=email.strip().lower(),
        starts_on=starts_on,
        ends_on=ends_on,
        letter_reference=letter.reference.strip(),
        letter_dated_on=letter.dated_on,
        language=language,
        proposed_by=by,
    )
    _check(nomination, letter, by=by)
    kept = keep_letter(file=letter.file, party=party, by=by) if letter.file else None
    try:
        return _propose(nomination, kept)
    except BaseException:
        drop_letter(letter=kept)
        raise


@transaction.atomic
def confirm_nomination(*, nomination: Nomination, by: User) -> tuple[Invitation, str]:
    """Somebody of the staff has seen the letter: the invitation exists now. Its token is returned here only."""
    _lock(nomination, by=by)
    if nomination.proposed_by_id == by.pk:
        raise OwnAccount
    if nomination.ends_on and nomination.ends_on < timezone.localdate():
        raise NominationOver
    invitation = Invitation(
        email=nomination.email,
        role=DelegationRole.FOCAL_POINT,
        state=nomination.state,
        organisation=nomination.organisation,
        delegation_starts_on=nomination.starts_on,
        delegation_ends_on=nomination.ends_on,
        authority=nomination.authority,
        letter=nomination.letter,
        language=nomination.language,
        invited_by=by,
    )
    token = offer(invitation, by=by)
    nomination.invitation = invitation
    _decide(nomination, NominationStanding.CONFIRMED, by=by)
    AccountEvent.objects.create(actor=by, act=Act.CONFIRMED, nomination=nomination, invitation=invitation)
    _tell(_focal_points_of(nomination), Occasion.CONFIRMED, nomination)
    return invitation, token


@transaction.atomic
def refuse_nomination(*, nomination: Nomination, by: User, reason: str) -> Nomination:
    """No, and why: the focal points of the party are told."""
    _lock(nomination, by=by)
    if not reason.strip():
        raise ReasonMissing
    nomination.reason = reason.strip()
    _decide(nomination, NominationStanding.REFUSED, by=by)
    AccountEvent.objects.create(actor=by, act=Act.REFUSED, nomination=nomination)
    _tell(_focal_points_of(nomination), Occasion.REFUSED, nomination)
    return nomination


@transaction.atomic
def take_back_nomination(*, nomination: Nomination, by: User) -> Nomination:
    """A focal point of the party thinks better of it, before anybody has decided."""
    if not by.has_perm("accounts.nominate", nomination):
        raise PermissionDenied
    _refresh(nomination)
    _decide(nomination, NominationStanding.TAKEN_BACK, by=by)
    AccountEvent.objects.create(actor=by, act=Act.TAKEN_BACK, nomination=nomination)
    return nomination


def _check(nomination: Nomination, letter: GivenLetter, *, by: User) -> None:
    if not by.has_perm("accounts.nominate", nomination):
        raise PermissionDenied
    if nomination.starts_on < timezone.localdate():
        raise StartsTooEarly
    if nomination.ends_on and nomination.ends_on < nomination.starts_on:
        raise EndsBeforeStart
    if not letter.file and not (nomination.letter_reference and nomination.letter_dated_on):
        raise NoLetter
    refuse_both_sides(User.objects.filter(email=nomination.email).first(), role=DelegationRole.FOCAL_POINT)


@transaction.atomic
def _propose(nomination: Nomination, kept: AuthorityLetter | None) -> Nomination:
    nomination.letter = kept
    try:
        with transaction.atomic():
            nomination.save()
    except IntegrityError as twice:
        if "nomination_open_once" not in str(twice):
            raise
        raise ProposedAlready from twice
    AccountEvent.objects.create(actor=nomination.proposed_by, act=Act.NOMINATED, nomination=nomination)
    administrators = User.objects.filter(is_active=True, staff_role=StaffRole.ADMINISTRATOR)
    others = [person for person in _focal_points_of(nomination) if person != nomination.proposed_by]
    _tell([*administrators, *others], Occasion.NOMINATED, nomination)
    return nomination


def _lock(nomination: Nomination, *, by: User) -> None:
    if not by.has_perm("accounts.look_after_people"):
        raise PermissionDenied
    _refresh(nomination)


def _refresh(nomination: Nomination) -> None:
    nomination.refresh_from_db(from_queryset=Nomination.objects.select_for_update())
    if not nomination.is_open:
        raise NominationDecided


def _decide(nomination: Nomination, standing: NominationStanding, *, by: User) -> None:
    nomination.standing, nomination.decided_by, nomination.decided_at = standing, by, timezone.now()
    nomination.save()


def _focal_points_of(nomination: Nomination) -> list[User]:
    speaking = Delegation.objects.of_party_of(nomination).in_force(timezone.localdate()).of_focal_points()
    return list(User.objects.filter(is_active=True, delegations__in=speaking).distinct())


def _tell(people: Iterable[User], occasion: Occasion, nomination: Nomination) -> None:
    facts = {"nomination": nomination.pk}
    owe(f"accounts.{occasion}", to=people, key=f"nomination:{nomination.pk}:{occasion}", facts=facts)
