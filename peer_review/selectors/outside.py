"""What others learn of a peer review: the public that there was one, the owner what was written to them. No names."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from peer_review.models import Assessment, PeerReview
from peer_review.states import ReviewState, Side, Standing
from tools.models import Tool
from workflow.models import AuditEvent
from workflow.states import DECISIONS


@dataclass(frozen=True)
class PeerReviewed:
    """That a published tool was peer reviewed: by how many of each side, when, and which text of it."""

    un: int
    external: int
    completed_at: datetime
    is_of_this_version: bool
    was_revised: bool


@dataclass(frozen=True)
class Comment:
    """What one reviewer wrote to the owner; reviewers are told apart by number only."""

    number: int
    text: str


def public_peer_review(tool: Tool) -> PeerReviewed | None:
    """That this public version was peer reviewed, as the public may know; None where it was not.

    A function of the version, and so of the publication: a review is complete before its version is published, or
    never. Of an amendment that was not reviewed itself, the latest review of an earlier public version is said, and
    that it was of that.
    """
    if tool.published_in_id is None:
        return None
    handed_in = {side.value: Count("assignments", filter=_assessed(side)) for side in Side}
    found = PeerReview.objects.complete().filter(
        tool__record=tool.record_id, tool__published_in__lte=tool.published_in_id
    )
    latest = found.annotate(**handed_in).select_related("tool").order_by("-tool__published_in", "-ended_at")
    review: Any = latest.first()
    if review is None:
        return None
    read = Assessment.objects.filter(assignment__review=review)
    return PeerReviewed(
        un=review.un,
        external=review.external,
        completed_at=review.ended_at,
        is_of_this_version=review.tool_id == tool.pk,
        was_revised=read.exclude(of_submission=review.tool.submitted_at).exists(),
    )


def tools_with_comments(tools: Collection[int]) -> set[int]:
    """Which of these versions have comments their owner may read now."""
    return set(_for_owners(tools).values_list("assignment__review__tool", flat=True))


def comments_to_owner(tool: Tool) -> list[Comment]:
    """What reviewers wrote to the tool's owner, in no order that tells who is who; nothing before a decision."""
    ordered = _for_owners([tool.pk]).order_by("-assignment__review", "to_owner", "pk")
    return [Comment(number, text) for number, text in enumerate(ordered.values_list("to_owner", flat=True), 1)]


def _for_owners(tools: Collection[int]) -> QuerySet[Assessment]:
    """Assessments with comments to the owner, of complete reviews that a decision has followed."""
    decided = AuditEvent.objects.filter(
        verb__in=sorted(DECISIONS),
        target_type=Tool._meta.label_lower,
        target_id=OuterRef("assignment__review__tool"),
        at__gte=OuterRef("assignment__review__ended_at"),
    )
    of_complete = Assessment.objects.filter(assignment__review__state=ReviewState.COMPLETE)
    return of_complete.filter(Exists(decided), assignment__review__tool__in=tools).exclude(to_owner="")


def _assessed(side: Side) -> Q:
    return Q(assignments__side=side, assignments__standing=Standing.ASSESSED)
