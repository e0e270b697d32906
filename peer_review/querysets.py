"""Adjectives of the roster, of peer reviews and of what reviewers were asked."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Count, Q

from peer_review.states import LIVE, TO_DO, ReviewState, Side, Standing
from workflow.states import Status


class ReviewerQuerySet(models.QuerySet):
    """Places on the roster."""

    def on_the_roster(self, day: date) -> Self:
        """Those that have begun and have not ended on that day; the last day counts."""
        return self.filter(since__lte=day).filter(Q(until__isnull=True) | Q(until__gte=day))

    def with_load(self, year: int) -> Self:
        """With `load`: how many tools each was asked about in that year and did not refuse."""
        taken = Q(assignments__asked_at__year=year, assignments__standing__in=LIVE)
        return self.annotate(load=Count("assignments", filter=taken))


class PeerReviewQuerySet(models.QuerySet):
    """Peer reviews of tools."""

    def under_way(self) -> Self:
        """Those neither complete nor called off."""
        return self.filter(state=ReviewState.OPEN)

    def complete(self) -> Self:
        """Those whose result was handed over."""
        return self.filter(state=ReviewState.COMPLETE)

    def with_counts(self) -> Self:
        """With how many of each side hold a place, and how many assessments are in."""
        held = {
            f"{side.value}_held": Count(
                "assignments", filter=Q(assignments__side=side, assignments__standing__in=LIVE)
            )
            for side in Side
        }
        handed_in = Count("assignments", filter=Q(assignments__standing=Standing.ASSESSED))
        return self.annotate(**held, handed_in=handed_in)


class AssignmentQuerySet(models.QuerySet):
    """What reviewers were asked."""

    def live(self) -> Self:
        """Those that hold one of a review's places."""
        return self.filter(standing__in=LIVE)

    def to_do(self) -> Self:
        """Those where an answer or an assessment is owed now, because the tool lies on the desk."""
        return self.filter(standing__in=TO_DO, review__state=ReviewState.OPEN, review__tool__status=Status.SUBMITTED)

    def handed_in(self) -> Self:
        """Those assessed."""
        return self.filter(standing=Standing.ASSESSED)

    def with_tools(self) -> Self:
        """With the tool and its owner, so that a list asks once."""
        return self.select_related(
            "review__tool__record", "review__tool__state", "review__tool__organisation", "reviewer__person"
        )
