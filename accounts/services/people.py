"""What is done for people: a delegation ended, a lost second factor reset, an account closed, a name corrected; and
that somebody looked up what they did."""

from datetime import date

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.exceptions import AccountErased, DelegationEnded, EndsBeforeStart, OwnAccount
from accounts.models import AccountEvent, Delegation, User
from accounts.services.sessions import end_sessions
from accounts.states import Act


@transaction.atomic
def end_delegation(*, delegation: Delegation, on: date, by: User) -> Delegation:
    """Make `on` its last day; its drafts stay with the party. Only brought forward: more takes a new invitation.

    Administrators end any, a focal point those of their own party's drafters.
    """
    if not (by.has_perm("accounts.look_after_people") or by.has_perm("accounts.end_drafter", delegation)):
        raise PermissionDenied
    delegation.refresh_from_db(from_queryset=Delegation.objects.select_for_update())
    if on < delegation.starts_on:
        raise EndsBeforeStart
    if delegation.ends_on is not None and delegation.ends_on <= on:
        raise DelegationEnded
    delegation.ends_on = on
    delegation.save(update_fields=["ends_on"])
    AccountEvent.objects.create(
        actor=by, act=Act.DELEGATION_ENDED, person_id=delegation.person_id, delegation=delegation, note=on.isoformat()
    )
    return delegation


@transaction.atomic
def reset_second_factor(*, person: User, by: User) -> None:
    """Take away a lost authenticator and its recovery codes, sign the person out; the next sign-in sets up a new one.

    The administrator makes sure, by another way than e-mail, that it is the person who asks.
    """
    _check(by, person)
    Authenticator.objects.filter(user=person).delete()
    end_sessions(person)
    AccountEvent.objects.create(actor=by, act=Act.FACTOR_RESET, person=person)


@transaction.atomic
def close_account(*, person: User, by: User) -> None:
    """Let the person in no more, from this moment on, wherever they are; what they did stays under their name."""
    _check(by, person)
    person.is_active = False
    person.save(update_fields=["is_active"])
    end_sessions(person)
    AccountEvent.objects.create(actor=by, act=Act.CLOSED, person=person)


@transaction.atomic
def reopen_account(*, person: User, by: User) -> None:
    """Let the person in again, with the password, second factor and delegations they had."""
    _check(by, person)
    person.is_active = True
    person.save(update_fields=["is_active"])
    AccountEvent.objects.create(actor=by, act=Act.REOPENED, person=person)


@transaction.atomic
def change_profile(*, person: User, name: str, language: str, by: User) -> User:
    """How a person is called and in which language they are written to: theirs to say, and nobody else's."""
    if person != by:
        raise PermissionDenied
    person.name, person.language = name.strip(), language
    person.save(update_fields=["name", "language"])
    AccountEvent.objects.create(actor=by, act=Act.PROFILE_CHANGED, person=person)
    return person


def look_up(*, person: User, by: User) -> None:
    """Write down that an administrator looks up what this person did; for a while the trail is open to them.

    Raises PermissionDenied for everybody else.
    """
    if not by.has_perm("accounts.search_audit"):
        raise PermissionDenied
    AccountEvent.objects.create(actor=by, act=Act.LOOKED_UP, person=person)


def _check(by: User, person: User | None = None) -> None:
    if not by.has_perm("accounts.look_after_people"):
        raise PermissionDenied
    if person == by:
        raise OwnAccount
    if person is not None and person.erased_at:
        raise AccountErased
