"""For which States nobody speaks, for which soon nobody will, and which cannot be reached by mail."""

from datetime import timedelta

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.models import Delegation, Invitation, Nomination, ReturnedMail, State
from accounts.states import REMINDED_BEFORE, DelegationRole

SOON = timedelta(days=max(REMINDED_BEFORE))


def vacant_states(region: str = "") -> QuerySet[State]:
    """States no focal point with an open account speaks for today, by name.

    `last_day` is when the last focal point's delegation ended: none where there never was one, or where it has not
    ended but the account is closed (`is_closed`). `begins_on`, `is_invited` and `is_proposed` say who may come.
    """
    today = timezone.localdate()
    over = Q(delegations__role=DelegationRole.FOCAL_POINT, delegations__ends_on__lt=today)
    ended = Max("delegations__ends_on", filter=over)
    closed = Delegation.objects.in_force(today).of_focal_points().filter(state=OuterRef("pk"))
    vacant = _of_region(region).exclude(Exists(_speaking()))
    rows = vacant.annotate(last_day=ended, is_closed=Exists(closed))
    return _with_what_comes(rows).order_by("name")


def states_ending_soon(region: str = "") -> QuerySet[State]:
    """States whose focal points' delegations all end within 60 days, the first to end on top (`last_day`)."""
    longer = Delegation.objects.not_over(timezone.localdate()).of_focal_points().of_open_accounts()
    longer = longer.filter(state=OuterRef("pk"))
    longer = longer.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=timezone.localdate() + SOON))
    last = _speaking().order_by("-ends_on").values("ends_on")[:1]
    rows = _of_region(region).filter(Exists(_speaking())).exclude(Exists(longer)).annotate(last_day=Subquery(last))
    return _with_what_comes(rows.order_by("last_day", "name"))


def states_out_of_reach(region: str = "") -> QuerySet[State]:
    """States with a focal point whose mail came back, and since when (`returned_at`); the longest on top."""
    returned = ReturnedMail.objects.filter(email=OuterRef("delegations__person__email"))
    today = timezone.localdate()
    in_force = Q(delegations__starts_on__lte=today) & (
        Q(delegations__ends_on__isnull=True) | Q(delegations__ends_on__gte=today)
    )
    of_focal_points = Q(delegations__role=DelegationRole.FOCAL_POINT, delegations__person__is_active=True)
    rows = _of_region(region).filter(in_force & of_focal_points & Q(Exists(returned)))
    since = Min(Subquery(returned.values("first_at")[:1]))
    return rows.annotate(returned_at=since).order_by("returned_at", "name")


def count_of_states(region: str = "") -> int:
    """How many States there are in the region, or everywhere: the denominator."""
    return _of_region(region).count()


def _of_region(region: str) -> QuerySet[State]:
    return State.objects.filter(review_region=region) if region else State.objects.all()


def _speaking() -> QuerySet[Delegation]:
    in_force = Delegation.objects.in_force(timezone.localdate()).of_focal_points().of_open_accounts()
    return in_force.filter(state=OuterRef("pk"))


def _with_what_comes(states: QuerySet[State]) -> QuerySet[State]:
    coming = Delegation.objects.filter(starts_on__gt=timezone.localdate(), state=OuterRef("pk"))
    coming = coming.of_focal_points().of_open_accounts().order_by("starts_on")
    invited = Invitation.objects.still_open().filter(role=DelegationRole.FOCAL_POINT, state=OuterRef("pk"))
    proposed = Nomination.objects.undecided().filter(state=OuterRef("pk"))
    return states.annotate(
        begins_on=Subquery(coming.values("starts_on")[:1]), is_invited=Exists(invited), is_proposed=Exists(proposed)
    )
