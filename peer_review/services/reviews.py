"""What moderators do with a peer review: open it, ask reviewers, release one, call it off."""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from notices.services import owe
from peer_review.exceptions import (
    MayNotReview,
    NobodyChosen,
    NoPlaceFree,
    NothingToRelease,
    NotOnTheDesk,
    OpenAlready,
    ReviewedAlready,
    ReviewOver,
)
from peer_review.models import Assignment, PeerReview, Reviewer
from peer_review.selectors import hindrances, is_text_reviewed, may_be_reviewed, places_of, roster
from peer_review.services.locking import lock, lock_assignment, still_owing
from peer_review.states import TO_DO, ReviewState, Standing
from tools.models import Tool
from workflow.exceptions import OwnWork
from workflow.models import Record


@transaction.atomic
def open_review(tool: Tool, *, by: User) -> PeerReview:
    """Open the peer review of a tool that awaits a decision.

    Raises NotOnTheDesk, OpenAlready, ReviewedAlready, and OwnWork for whoever drafted or submitted the tool.
    """
    Record.objects.select_for_update().get(pk=tool.record_id)
    tool.refresh_from_db()
    _check(tool, by=by)
    if not may_be_reviewed(tool):
        raise NotOnTheDesk
    if PeerReview.objects.under_way().filter(tool=tool).exists():
        raise OpenAlready
    if is_text_reviewed(tool):
        raise ReviewedAlready
    return PeerReview.objects.create(tool=tool, opened_by=by)


@transaction.atomic
def invite(review: PeerReview, reviewers: Sequence[Reviewer], *, by: User) -> list[Assignment]:
    """Ask these reviewers, all of them or none; each is told, and has `PEER_REVIEW_DAYS` days.

    Raises NobodyChosen, ReviewOver, NotOnTheDesk, MayNotReview for the first who cannot be asked, and NoPlaceFree
    where more of a side were chosen than it has places.
    """
    _begin(review, by=by)
    if not may_be_reviewed(review.tool):
        raise NotOnTheDesk
    if not reviewers:
        raise NobodyChosen
    day = timezone.localdate()
    keys = [each.pk for each in reviewers]
    list(Reviewer.objects.select_for_update().filter(pk__in=keys).order_by("pk"))  # so that nobody is asked too often
    chosen = sorted(roster(day=day).filter(pk__in=keys), key=lambda each: keys.index(each.pk))
    held_back = hindrances(review, chosen, by=by, day=day)
    for each in chosen:
        if each.pk in held_back:
            raise MayNotReview(str(each), held_back[each.pk])
    for place in places_of(review):
        if sum(each.side == place.side for each in chosen) > place.free:
            raise NoPlaceFree
    return [_ask(review, each, by=by) for each in chosen]


@transaction.atomic
def release(assignment: Assignment, *, by: User) -> Assignment:
    """Take back a request that is not answered, or an assessment that does not come; the place is free again."""
    lock_assignment(assignment)
    _check(assignment.review.tool, by=by)
    if assignment.standing not in TO_DO or not assignment.review.is_open:
        raise NothingToRelease
    _release(assignment)
    return assignment


@transaction.atomic
def call_off(review: PeerReview, *, by: User) -> PeerReview:
    """End the review without a result; whoever still owes something is released and told."""
    _begin(review, by=by)
    return end_without_result(review, by=by)


def end_without_result(review: PeerReview, *, by: User) -> PeerReview:
    """What calling off does, for whoever holds the lock and has checked."""
    for assignment in still_owing(review):
        _release(assignment)
    review.state, review.ended_at, review.ended_by = ReviewState.CALLED_OFF, timezone.now(), by
    review.save(update_fields=["state", "ended_at", "ended_by"])
    return review


def _begin(review: PeerReview, *, by: User) -> None:
    lock(review)
    _check(review.tool, by=by)
    if not review.is_open:
        raise ReviewOver


def _check(tool: Tool, *, by: User) -> None:
    if not by.has_perm("peer_review.run"):
        raise PermissionDenied
    if tool.is_work_of(by):
        raise OwnWork


def _ask(review: PeerReview, reviewer: Reviewer, *, by: User) -> Assignment:
    due_on = timezone.localdate() + timedelta(days=settings.PEER_REVIEW_DAYS)
    assignment = Assignment.objects.create(
        review=review, reviewer=reviewer, side=reviewer.side, asked_by=by, due_on=due_on
    )
    owe("peer_review.asked", to=[reviewer.person], key=f"assignment:{assignment.pk}", facts={"pk": assignment.pk})
    return assignment


def _release(assignment: Assignment) -> None:
    assignment.standing, assignment.ended_at = Standing.RELEASED, timezone.now()
    assignment.save(update_fields=["standing", "ended_at"])
    owe(
        "peer_review.released",
        to=[assignment.reviewer.person],
        key=f"assignment:{assignment.pk}",
        facts={"pk": assignment.pk},
    )
