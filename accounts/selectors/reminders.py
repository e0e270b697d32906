"""Which delegations end, and of which party nobody is left."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Delegation
from accounts.states import REMINDED_BEFORE, DelegationRole

STILL_NEWS = timedelta(days=30)  # how long after its end administrators are told that nobody follows


def delegations_ending(day: date) -> QuerySet[Delegation]:
    """Those in force on that day that end within the longest notice, and that no other of the same person outlasts."""
    until = day + timedelta(days=max(REMINDED_BEFORE))
    outlasting = Delegation.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=OuterRef("ends_on")),
        Q(state=OuterRef("state")) | Q(organisation=OuterRef("organisation")),
        role__in=[OuterRef("role"), DelegationRole.FOCAL_POINT],
        person=OuterRef("person"),
    )
    ending = Delegation.objects.in_force(day).of_open_accounts().filter(ends_on__lte=until)
    return ending.exclude(Exists(outlasting)).order_by("ends_on", "pk")


def parties_left_alone(day: date) -> list[Delegation]:
    """The last focal point's delegation of each party nobody speaks for since it ended, lately, on that day."""
    speaking = Delegation.objects.in_force(day).of_focal_points().of_open_accounts()
    speaking = speaking.filter(Q(state=OuterRef("state")) | Q(organisation=OuterRef("organisation")))
    ended = Delegation.objects.of_focal_points().filter(ends_on__lt=day, ends_on__gte=day - STILL_NEWS)
    latest: dict[tuple, Delegation] = {}
    for each in ended.exclude(Exists(speaking)).order_by("ends_on", "pk"):
        latest[each.state_id, each.organisation_id] = each
    return list(latest.values())
