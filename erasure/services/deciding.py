"""Deciding on a request: carried out, table by table, or refused with a reason."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from accounts.services import erase
from erasure.exceptions import ChangedMeanwhile, OwnRequest, ReasonMissing
from erasure.models import ErasureRequest
from erasure.selectors import plan_of, subject_of
from erasure.services.asking import close, enter_request, lock
from erasure.services.telling import Farewell, tell_asker
from erasure.states import Standing
from workflow.states import Verb


@transaction.atomic
def carry_out(request: ErasureRequest, *, by: User, seen: str) -> Farewell | None:
    """Erase exactly what the page listed, for good; the trail keeps who, when and how many rows of which table.

    `seen` is the stamp of the plan on that page: raises ChangedMeanwhile where something came or went since,
    DecidedAlready where it was carried out before (then nothing more is erased), OwnRequest for who asked. Answers the
    last message to somebody whose account it was: their address is known to nothing else any more, so whoever calls
    sends it once this is certain (`send_farewell`).
    """
    _check(request, by=by)
    plan = plan_of(request)
    if seen != plan.stamp:
        raise ChangedMeanwhile
    farewell = Farewell.to(request) if request.person else None
    tell_asker(request)
    request.erased = dict(erase(subject_of(request), by=by))
    request.reason = ""
    close(request, Standing.CARRIED_OUT, by=by)
    enter_request(Verb.ERASE, request, by=by)
    return farewell


@transaction.atomic
def refuse(request: ErasureRequest, *, by: User, reason: str) -> ErasureRequest:
    """No, and why: whoever asked is told. Raises ReasonMissing, and what `carry_out` raises."""
    _check(request, by=by)
    if not reason.strip():
        raise ReasonMissing
    request.answer = reason.strip()
    close(request, Standing.REFUSED, by=by)
    tell_asker(request)
    enter_request(Verb.REFUSE_ERASURE, request, by=by)
    return request


def _check(request: ErasureRequest, *, by: User) -> None:
    if not by.has_perm("erasure.decide"):
        raise PermissionDenied
    lock(request)
    if request.is_about(by):
        raise OwnRequest
