"""What an administrator does for people: end a delegation, reset a lost second factor, close or reopen an account."""

from datetime import date

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.exceptions import DelegationEnded, EndsBeforeStart, OwnAccount
from accounts.models import AccountEvent, Delegation, User
from accounts.states import Act


@transaction.atomic
def end_delegation(*, delegation: Delegation, on: date, by: User) -> Delegation:
    """Make `on` its last day; its drafts stay with the party. Only brought forward: more takes a new invitation."""
    _check(by)
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
    """Take away a lost authenticator and its recovery codes; the next sign-in sets up a new one.

    The administrator makes sure, by another way than e-mail, that it is the person who asks.
    """
    _check(by, person)
    Authenticator.objects.filter(user=person).delete()
    AccountEvent.objects.create(actor=by, act=Act.FACTOR_RESET, person=person)


@transaction.atomic
def close_account(*, person: User, by: User) -> None:
    """Let the person in no more, from this moment on; what they did stays under their name."""
    _check(by, person)
    person.is_active = False
    person.save(update_fields=["is_active"])
    AccountEvent.objects.create(actor=by, act=Act.CLOSED, person=person)


@transaction.atomic
def reopen_account(*, person: User, by: User) -> None:
    """Let the person in again, with the password, second factor and delegations they had."""
    _check(by, person)
    person.is_active = True
    person.save(update_fields=["is_active"])
    AccountEvent.objects.create(actor=by, act=Act.REOPENED, person=person)


def _check(by: User, person: User | None = None) -> None:
    if not by.has_perm("accounts.look_after_people"):
        raise PermissionDenied
    if person == by:
        raise OwnAccount
