"""Saying that one is deciding on a submission, so that two moderators do not read the same one side by side.

A claim keeps nobody from reading; it keeps others from deciding until they take it over. It counts for one submission
and for some working days, whether or not the sweep has been by. Each act holds the record's lock, like the verbs.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from moderation.exceptions import HeldByAnother, NotOnTheDesk
from moderation.models import Claim
from moderation.selectors.claims import claim_on, overtaken_claims
from moderation.selectors.contents import KINDS
from moderation.services.topics import tell_former_holder
from moderation.states import Ending
from workflow.exceptions import OwnWork
from workflow.models import Moderated, Record
from workflow.states import Status


@transaction.atomic
def claim(item: Moderated, *, by: User) -> Claim:
    """Claim a submission; whoever holds it already keeps the claim they have.

    Raises HeldByAnother where a colleague holds it, OwnWork where this person could not decide on it, NotOnTheDesk
    where nothing is to be decided.
    """
    _lock(item, by=by)
    standing = claim_on(item)
    if standing is not None and standing.holder_id != by.pk:
        raise HeldByAnother(standing)
    return standing or _begin(item, by=by)


@transaction.atomic
def release(item: Moderated, *, by: User) -> None:
    """Give a submission back to everybody; nothing where it is free. Raises HeldByAnother where a colleague has it."""
    _lock(item, by=by)
    standing = claim_on(item)
    if standing is not None and standing.holder_id != by.pk:
        raise HeldByAnother(standing)
    _end_standing(item, ending=Ending.RELEASED, by=by)


@transaction.atomic
def take_over(item: Moderated, *, by: User, seen: int) -> Claim:
    """Hold a submission in place of the colleague who does, who is told; `seen` is the claim the person saw.

    Raises HeldByAnother where it is somebody else's meanwhile. Where nobody holds it any more it is claimed.
    """
    _lock(item, by=by)
    standing = claim_on(item)
    if standing is None or standing.holder_id == by.pk:
        return standing or _begin(item, by=by)
    if standing.pk != seen:
        raise HeldByAnother(standing)
    _end_standing(item, ending=Ending.TAKEN_OVER, by=by)
    taken = _begin(item, by=by, instead_of=standing)
    tell_former_holder(standing, item, reason=Ending.TAKEN_OVER)
    return taken


def refuse_where_held(item: Moderated, *, by: User) -> None:
    """Raise HeldByAnother where a colleague is deciding on it. The caller holds the record's lock."""
    standing = claim_on(item)
    if standing is not None and standing.holder_id != by.pk:
        raise HeldByAnother(standing)


def end_with_decision(item: Moderated, *, by: User) -> None:
    """End the claim on what was just decided on, in the decision's own transaction."""
    _end_standing(item, ending=Ending.DECIDED, by=by)


def end_overtaken_claims() -> int:
    """End every claim that no longer counts and say how many; who held one for too long is told.

    A second run, or another worker, finds nothing left to end: each row is ended by one conditional UPDATE.
    """
    left, lapsed = overtaken_claims()
    ended = sum(_end(each, Ending.LEFT) for each in list(left))
    return ended + sum(_lapse(each) for each in list(lapsed.select_related("record")))


@transaction.atomic
def _lapse(held: Claim) -> bool:
    is_ended = _end(held, Ending.LAPSED)
    if is_ended and (item := _submission_of(held)):
        tell_former_holder(held, item, reason=Ending.LAPSED)
    return is_ended


def _end(held: Claim, ending: Ending) -> bool:
    """True for exactly one caller."""
    standing = Claim.objects.standing().filter(pk=held.pk)
    return standing.update(ended_at=timezone.now(), ending=ending) == 1


def _submission_of(held: Claim) -> Moderated | None:
    """The submission a claim is about, where it is still on the desk."""
    for written in KINDS.values():
        if held.record.kind == written.model.REFERENCE_KIND:
            found = written.model._default_manager.awaiting_decision()
            return found.filter(record=held.record, submitted_at=held.submitted_at).first()
    return None


def _lock(item: Moderated, *, by: User) -> None:
    """Lock the record and read the version afresh: the second of two sees what the first did."""
    if not by.has_perm("workflow.moderate"):
        raise PermissionDenied
    Record.objects.select_for_update().get(pk=item.record_id)
    item.refresh_from_db()
    if item.status != Status.SUBMITTED:
        raise NotOnTheDesk
    if item.is_work_of(by):
        raise OwnWork


def _begin(item: Moderated, *, by: User, instead_of: Claim | None = None) -> Claim:
    """A new claim; what stood and no longer counted is ended first, whatever the sweep does."""
    _end_standing(item, ending=Ending.LAPSED, by=None, submitted_at=item.submitted_at)
    _end_standing(item, ending=Ending.LEFT, by=None)
    return Claim.objects.create(
        record_id=item.record_id,
        submitted_at=item.submitted_at,  # type: ignore[misc]  # what is submitted has a moment
        holder=by,
        instead_of=instead_of,
    )


def _end_standing(item: Moderated, *, ending: Ending, by: User | None, **which: object) -> None:
    standing = Claim.objects.standing().filter(record=item.record_id, **which)
    standing.update(ended_at=timezone.now(), ending=ending, ended_by=by)
