"""What nobody has to remember: reviewers are reminded before and after the day, the moderator is told what is late.

Each reminder is claimed by a conditional UPDATE of the assignment's own column and written in the same transaction:
run twice, or by two workers, each is written once.
"""

from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from notices.services import owe
from peer_review.models import Assignment, PeerReview
from peer_review.services.locking import lock, moderators_of
from peer_review.services.reviews import end_without_result
from peer_review.states import REMINDED_BEFORE, TO_DO
from workflow.states import OPEN

SOON, LATE = 1, 2  # how many of the two reminders are written


def tend(*, day: date | None = None) -> int:
    """End reviews whose tool was decided on, and write the reminders that are due; says how many were written."""
    end_overtaken_reviews()
    return write_due_reminders(day=day or timezone.localdate())


def write_due_reminders(*, day: date) -> int:
    """One reminder before the due day, one after it, and then one to the moderator; only the last that is due.

    Nobody is reminded while the tool's owner has it back.
    """
    return sum(_remind(assignment, day=day) for assignment in _due(day).select_related("review__tool"))


def end_overtaken_reviews() -> int:
    """Call off reviews of tools that were published, rejected or withdrawn before they were complete."""
    overtaken = PeerReview.objects.under_way().exclude(tool__status__in=sorted(OPEN))
    return sum(_end(review) for review in overtaken.order_by("pk"))


def _due(day: date) -> QuerySet[Assignment]:
    soon = Q(reminded__lt=SOON, due_on__lte=day + REMINDED_BEFORE)
    late = Q(reminded__lt=LATE, due_on__lt=day)
    return Assignment.objects.to_do().filter(soon | late).order_by("pk")


@transaction.atomic
def _remind(assignment: Assignment, *, day: date) -> int:
    step = LATE if assignment.due_on < day else SOON
    free = Assignment.objects.filter(pk=assignment.pk, reminded__lt=step, standing__in=TO_DO)
    if free.update(reminded=step) != 1:
        return 0
    topic = "peer_review.overdue" if step == LATE else "peer_review.due_soon"
    key, facts = f"assignment:{assignment.pk}", {"pk": assignment.pk}
    owe(topic, to=[assignment.reviewer.person], key=key, facts=facts)
    if step == LATE:
        owe("peer_review.reviewer_late", to=moderators_of(assignment.review), key=key, facts=facts)
    return 1


@transaction.atomic
def _end(review: PeerReview) -> int:
    lock(review)
    if not review.is_open or review.tool.status in OPEN:
        return 0
    end_without_result(review, by=User.objects.get(is_system=True))
    return 1
