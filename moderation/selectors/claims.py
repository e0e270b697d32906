"""Who holds which submission: claims that still count, and those that time or a decision has overtaken."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from accounts.states import StaffRole
from moderation.models import Claim
from moderation.selectors.contents import KINDS
from moderation.selectors.promise import lapsed_before, today_in_utc
from workflow.models import Moderated
from workflow.states import Status


def claims_in_force() -> QuerySet[Claim]:
    """Those nothing has ended and that are not too old, whether or not a sweep has been by since.

    Each counts for the submission it was made for only: compare its `submitted_at`.
    """
    return Claim.objects.standing().begun_since(lapsed_before(today_in_utc()))


def claim_on(item: Moderated) -> Claim | None:
    """The claim in force on a submission, with its holder; None where nobody holds it or it is not on the desk."""
    if item.status != Status.SUBMITTED or item.submitted_at is None:
        return None
    found = claims_in_force().filter(record=item.record_id, submitted_at=item.submitted_at)
    return found.select_related("holder", "instead_of__holder").first()


def claims_on(records: Collection[int]) -> dict[int, Claim]:
    """The claims in force on these records, with their holders, by record."""
    return {claim.record_id: claim for claim in claims_in_force().filter(record__in=records).select_related("holder")}


def held(*, by: int | None = None) -> Exists:
    """True, in a query over versions, where somebody (or this person) holds the submission."""
    found = claims_in_force().filter(record=OuterRef("record"), submitted_at=OuterRef("submitted_at"))
    return Exists(found if by is None else found.filter(holder=by))


def overtaken_claims() -> tuple[QuerySet[Claim], QuerySet[Claim]]:
    """What stands and no longer counts: claims on what left the desk, and, of the others, those held for too long."""
    on_the_desk = Q()
    for written in KINDS.values():
        waiting = written.model._default_manager.awaiting_decision().order_by()
        on_the_desk |= Q(Exists(waiting.filter(record=OuterRef("record"), submitted_at=OuterRef("submitted_at"))))
    standing = Claim.objects.standing().order_by("pk")
    lapsed = standing.filter(on_the_desk, since__lt=lapsed_before(today_in_utc()))
    return standing.exclude(on_the_desk), lapsed


def moderators() -> QuerySet[User]:
    """Who decides at the desk today, by name."""
    staff = [StaffRole.MODERATOR, StaffRole.ADMINISTRATOR]
    return User.objects.filter(is_active=True, is_system=False, staff_role__in=staff).order_by("name", "pk")
