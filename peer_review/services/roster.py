"""The roster: administrators enter people and end their place; a reviewer corrects their own profile, and pauses."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts.models import AccountEvent, User
from accounts.states import Act
from notices.services import owe
from peer_review.exceptions import NoSuchAccount, OnTheRosterAlready
from peer_review.models import Reviewer

PROFILE = ("institution", "regions", "languages", "expertise", "experience", "per_year")  # a reviewer's own to say
PLACE = ("side", "since", "until")  # an administrator's


def enter(*, email: str, values: Mapping[str, Any], by: User) -> Reviewer:
    """Give somebody with an account a place on the roster; they are told, and can correct their profile.

    Raises NoSuchAccount and OnTheRosterAlready.
    """
    _may_keep(by)
    person = User.objects.filter(email=email.strip().lower(), is_active=True, is_system=False).first()
    if person is None:
        raise NoSuchAccount
    try:
        with transaction.atomic():
            reviewer = Reviewer(person=person, **{name: values[name] for name in (*PLACE, *PROFILE)})
            reviewer.save()
            reviewer.objectives.set(values["objectives"])
            _write_down(reviewer, by=by, note="entered")
            owe("peer_review.on_the_roster", to=[person], key=f"reviewer:{reviewer.pk}", facts={"pk": reviewer.pk})
    except IntegrityError as twice:
        raise OnTheRosterAlready from twice
    return reviewer


@transaction.atomic
def change(reviewer: Reviewer, *, values: Mapping[str, Any], by: User) -> Reviewer:
    """Change an entry, its place included. What was reviewed so far stays with the person."""
    _may_keep(by)
    return _change(reviewer, values, names=(*PLACE, *PROFILE), by=by)


@transaction.atomic
def correct_profile(reviewer: Reviewer, *, values: Mapping[str, Any], by: User) -> Reviewer:
    """A reviewer's correction of their own profile; side and days stay as the administrator entered them."""
    if not by.has_perm("peer_review.correct_profile", reviewer):
        raise PermissionDenied
    return _change(reviewer, values, names=PROFILE, by=by)


@transaction.atomic
def pause(reviewer: Reviewer, *, paused: bool, by: User) -> Reviewer:
    """Be asked nothing more for now, or again; what was accepted stays to be done."""
    if not (by.has_perm("peer_review.correct_profile", reviewer) or by.has_perm("peer_review.keep_roster")):
        raise PermissionDenied
    reviewer.is_paused = paused
    reviewer.save(update_fields=["is_paused"])
    _write_down(reviewer, by=by, note="paused" if paused else "back")
    return reviewer


def _may_keep(by: User) -> None:
    if not by.has_perm("peer_review.keep_roster"):
        raise PermissionDenied


def _change(reviewer: Reviewer, values: Mapping[str, Any], *, names: tuple[str, ...], by: User) -> Reviewer:
    for name in names:
        setattr(reviewer, name, values[name])
    reviewer.save(update_fields=names)
    reviewer.objectives.set(values["objectives"])
    _write_down(reviewer, by=by, note="changed")
    return reviewer


def _write_down(reviewer: Reviewer, *, by: User, note: str) -> None:
    """That it was done, in the trail of accounts; what a profile says stays out, for it must be erasable."""
    AccountEvent.objects.create(actor=by, act=Act.ROSTER_CHANGED, person_id=reviewer.person_id, note=note)
