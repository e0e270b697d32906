"""The one order in which the rows of a peer review are locked: the tool's record, then the review."""

from accounts.models import User
from accounts.states import StaffRole
from peer_review.models import Assignment, PeerReview
from peer_review.states import TO_DO
from tools.models import Tool
from workflow.models import Record


def lock(review: PeerReview) -> PeerReview:
    """Lock the tool's record, as its verbs do, and the review, and read review and tool afresh."""
    Record.objects.select_for_update().get(pk=review.tool.record_id)
    review.refresh_from_db(from_queryset=PeerReview.objects.select_for_update())
    review.tool = Tool.objects.select_related("record", "state", "organisation__state").get(pk=review.tool_id)
    return review


def lock_assignment(assignment: Assignment) -> Assignment:
    """The same, and the assignment read afresh; nobody changes one without holding its review."""
    review = lock(assignment.review)
    assignment.refresh_from_db(fields=["standing", "answered_at", "ended_at", "due_on", "reminded"])
    assignment.review = review
    return assignment


def moderators_of(review: PeerReview) -> list[User]:
    """Who is told of a review: whoever opened it, or all moderators once that person no longer decides here."""
    opener = User.objects.get(pk=review.opened_by_id)
    if opener.is_active and opener.has_perm("peer_review.run"):
        return [opener]
    return list(User.objects.filter(is_active=True, staff_role=StaffRole.MODERATOR))


def still_owing(review: PeerReview) -> list[Assignment]:
    """The assignments on which something is still owed."""
    return list(review.assignments.filter(standing__in=TO_DO).select_related("reviewer__person"))
