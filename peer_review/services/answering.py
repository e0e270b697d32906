"""What a reviewer answers before anything opens: no conflict of interest and yes, a conflict, or no."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from notices.services import owe
from peer_review.exceptions import AnsweredAlready, ConflictUnsaid, NotOnTheDesk, ReviewOver
from peer_review.models import Assignment, ConflictOfInterest
from peer_review.selectors import may_be_reviewed
from peer_review.services.locking import lock_assignment, moderators_of
from peer_review.states import Standing


@transaction.atomic
def accept(assignment: Assignment, *, by: User) -> Assignment:
    """Declare that there is no conflict of interest, and take the assignment on: only now does the tool open.

    Raises AnsweredAlready, ReviewOver, and NotOnTheDesk while the tool's owner has it back.
    """
    _begin(assignment, by=by)
    if not may_be_reviewed(assignment.review.tool):
        raise NotOnTheDesk
    assignment.standing, assignment.answered_at = Standing.ACCEPTED, timezone.now()
    assignment.save(update_fields=["standing", "answered_at"])
    return assignment


@transaction.atomic
def declare_conflict(assignment: Assignment, *, text: str, by: User) -> Assignment:
    """Declare a conflict of interest: the assignment ends, the tool never opens, a replacement is asked for.

    Also of an assignment that was accepted, where the reviewer finds out on reading; the tool is closed from then on.
    """
    _begin(assignment, by=by, also_from=Standing.ACCEPTED)
    if not text.strip():
        raise ConflictUnsaid
    ConflictOfInterest.objects.create(assignment=assignment, text=text.strip())
    return _end(assignment, Standing.CONFLICT)


@transaction.atomic
def decline(assignment: Assignment, *, by: User) -> Assignment:
    """Say no, without a reason; a replacement is asked for. Also of an assignment that was accepted."""
    _begin(assignment, by=by, also_from=Standing.ACCEPTED)
    return _end(assignment, Standing.DECLINED)


def _begin(assignment: Assignment, *, by: User, also_from: Standing = Standing.ASKED) -> None:
    lock_assignment(assignment)
    if not by.has_perm("peer_review.assess", assignment):
        raise PermissionDenied
    if assignment.standing not in {Standing.ASKED, also_from}:
        raise AnsweredAlready
    if not assignment.review.is_open:
        raise ReviewOver


def _end(assignment: Assignment, standing: Standing) -> Assignment:
    now = timezone.now()
    assignment.standing, assignment.ended_at = standing, now
    assignment.answered_at = assignment.answered_at or now
    assignment.save(update_fields=["standing", "ended_at", "answered_at"])
    owe(
        "peer_review.place_free",
        to=moderators_of(assignment.review),
        key=f"assignment:{assignment.pk}",
        facts={"pk": assignment.pk},
    )
    return assignment
