"""What a reviewer may read: what they were asked, and a tool only once they declared no conflict and accepted."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import Invitation, User
from accounts.states import FurtherRole
from peer_review.models import Assessment, Assignment, Reviewer
from peer_review.states import ReviewState, Standing
from tools.models import Tool
from tools.selectors import with_content
from workflow.states import Status


@dataclass(frozen=True)
class Reviewing:
    """Where somebody stands as a peer reviewer: entered on the roster yet or not, and how much they owe now."""

    is_on_the_roster: bool
    owed: int


def assignments_of(person: User) -> QuerySet[Assignment]:
    """Everything the person was ever asked, the latest first; nobody else's."""
    return Assignment.objects.filter(reviewer__person=person).with_tools().order_by("-asked_at", "-pk")


def assignment_of(person: User, pk: int) -> Assignment:
    """One of the person's own; raises DoesNotExist for anybody else's, as for one that is not there."""
    return assignments_of(person).get(pk=pk)


def owed_by(person: User) -> int:
    """How many answers and assessments the person owes now."""
    return Assignment.objects.filter(reviewer__person=person).to_do().count()


def reviewing_of(person: User) -> Reviewing | None:
    """Where the person stands as a peer reviewer, in one query; None for everybody else."""
    accepted = Invitation.objects.filter(further_role=FurtherRole.REVIEWER, accepted_by=OuterRef("pk"))
    row = User.objects.filter(pk=person.pk).values(
        is_on_the_roster=Exists(Reviewer.objects.filter(person=OuterRef("pk"))),
        was_invited=Exists(accepted),
    )[0]
    if row["is_on_the_roster"]:
        return Reviewing(is_on_the_roster=True, owed=owed_by(person))
    return Reviewing(is_on_the_roster=False, owed=0) if row["was_invited"] else None


def opened_tool(assignment: Assignment) -> Tool:
    """The tool in full; raises DoesNotExist before the reviewer declared no conflict and accepted, and afterwards.

    It is open while it lies on the moderators' desk, the review is under way and the assessment is not handed in: what
    its owner has back is theirs, and who declared a conflict never sees it.
    """
    opened = Tool.objects.filter(
        status=Status.SUBMITTED,
        peer_reviews__state=ReviewState.OPEN,
        peer_reviews__assignments=assignment.pk,
        peer_reviews__assignments__standing=Standing.ACCEPTED,
    )
    return with_content(opened).get()


def own_assessment(assignment: Assignment) -> Assessment | None:
    """What the reviewer handed in, or None."""
    return Assessment.objects.filter(assignment=assignment).prefetch_related("scores").first()
