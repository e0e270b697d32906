"""Asking that personal data be erased: of oneself, on behalf of one's party, or for somebody who wrote to us."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import AuthorityLetter, User
from accounts.services import held
from accounts.states import Holding
from erasure.exceptions import AskedAlready, DecidedAlready, NothingHeld
from erasure.models import ErasureRequest, due_after
from erasure.selectors import administrators, latest_version, subject_of
from erasure.states import Channel, Standing
from notices.services import owe
from workflow.models import Record
from workflow.services import enter_act
from workflow.states import Verb

About = Record | User | AuthorityLetter


@dataclass(frozen=True)
class Received:
    """How and on which day somebody asked who did not ask here; the month counts from that day."""

    how: Channel
    on: date


@transaction.atomic
def ask(
    about: About, *, what: Holding, by: User, reason: str = "", received: Received | None = None
) -> ErasureRequest:
    """Ask that this be erased; administrators are told. Nothing is erased yet.

    A person asks about their own account, a focal point about a record or a letter of their party, an administrator
    about anything. Raises PermissionDenied for everybody else, NothingHeld where there is nothing to erase,
    AskedAlready where the same waits for a decision.
    """
    _check(about, by=by, received=received)
    received_on = received.on if received else timezone.localdate()
    request = ErasureRequest(
        what=what,
        record=about if isinstance(about, Record) else None,
        person=about if isinstance(about, User) else None,
        letter=about if isinstance(about, AuthorityLetter) else None,
        reason=reason.strip(),
        asked_by=by,
        received_as=received.how if received else "",
        received_on=received_on,
        due_on=due_after(received_on, days=settings.ERASURE_DAYS),
    )
    if not held(subject_of(request)):
        raise NothingHeld
    _save(request)
    enter_request(Verb.ASK_ERASURE, request, by=by)
    others = [person for person in administrators() if person != by]
    owe("erasure.asked", to=others, key=f"request:{request.pk}", facts={"request": request.pk})
    return request


@transaction.atomic
def take_back(request: ErasureRequest, *, by: User) -> ErasureRequest:
    """Whoever asked thinks better of it; raises DecidedAlready where it was decided on."""
    if request.asked_by_id != by.pk:
        raise PermissionDenied
    lock(request)
    close(request, Standing.TAKEN_BACK, by=by)
    enter_request(Verb.TAKE_BACK_ERASURE, request, by=by)
    return request


def lock(request: ErasureRequest) -> None:
    """Lock the request and read it afresh; raises DecidedAlready where it waits no more."""
    request.refresh_from_db(from_queryset=ErasureRequest.objects.select_for_update())
    if not request.is_open:
        raise DecidedAlready


def close(request: ErasureRequest, standing: Standing, *, by: User) -> None:
    """Note where it stands from now on, who decided and when."""
    request.standing, request.decided_by, request.decided_at = standing, by, timezone.now()
    request.save()


def enter_request(verb: Verb, request: ErasureRequest, *, by: User) -> None:
    """Write the act down: what was asked for by whom, in numbers, and how many rows were erased of which table."""
    facts = {"what": request.what, "person": request.person_id, "letter": request.letter_id, "erased": request.erased}
    enter_act(verb, request, by=by, record=request.record, facts=facts)


def _check(about: About, *, by: User, received: Received | None) -> None:
    if received is not None and not by.has_perm("erasure.ask_for_others"):
        raise PermissionDenied
    if isinstance(about, User):
        may = not about.is_system and by.has_perm("erasure.ask_about_person", about)
    else:
        owned = latest_version(about) if isinstance(about, Record) else about
        may = by.has_perm("erasure.ask_about_party", owned)
    if not may:
        raise PermissionDenied


def _save(request: ErasureRequest) -> None:
    try:
        with transaction.atomic():
            request.save()
    except IntegrityError as twice:
        if "erasure_asked_once" not in str(twice):
            raise
        raise AskedAlready from twice
