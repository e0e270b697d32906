"""What the moderator's desk asks before it decides on a tool."""

from django.conf import settings

from accounts.models import User
from notices.services import owe
from peer_review.exceptions import OwnAssessment, PeerReviewMissing
from peer_review.models import Assessment, PeerReview
from peer_review.selectors import is_reviewed
from tools.models import Tool
from workflow.models import Moderated
from workflow.states import DECISIONS, Change, Verb


def before_decision(verb: Verb, item: Moderated, *, by: User) -> None:
    """What a decision on a tool has to do with its peer review; nothing for other kinds. Called inside the decision.

    Raises PeerReviewMissing where this installation publishes reviewed tools only (`PEER_REVIEW_REQUIRED`) and neither
    this version nor an earlier one was, and OwnAssessment where a reviewer of the tool would decide on it. Else the
    owner is told that there are comments of reviewers to read.
    """
    if not isinstance(item, Tool) or verb not in DECISIONS:
        return
    if Assessment.objects.filter(assignment__review__tool=item, assignment__reviewer__person=by).exists():
        raise OwnAssessment
    makes_it_public = verb == Verb.PUBLISH and item.change != Change.WITHDRAWAL
    if settings.PEER_REVIEW_REQUIRED and makes_it_public and not is_reviewed(item):
        raise PeerReviewMissing
    commented = PeerReview.objects.complete().filter(tool=item, assignments__assessment__to_owner__gt="")
    for review in commented.distinct():
        owe("peer_review.comments", to=item.audience(verb), key=f"review:{review.pk}", facts={"tool": item.pk})
