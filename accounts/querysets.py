"""Delegations by day, invitations and nominations by whether anything can still come of them."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.states import DelegationRole, NominationStanding


class OfPartyQuerySet(models.QuerySet):
    """Rows that belong to one State or one organisation."""

    def of_party_of(self, item: Any):
        """Those of the State or organisation that the item belongs to."""
        return self.filter(state_id=item.state_id, organisation_id=item.organisation_id)

    def with_parties(self):
        """With their State and organisation, in the same query."""
        return self.select_related("state", "organisation")


class DelegationQuerySet(OfPartyQuerySet):
    """Adjectives of delegations."""

    def in_force(self, day: date) -> "DelegationQuerySet":
        """Those that have begun and have not ended on that day; the last day counts."""
        return self.filter(starts_on__lte=day).not_over(day)

    def not_over(self, day: date) -> "DelegationQuerySet":
        """Those whose last day has not passed on that day, begun or not."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))

    def of_focal_points(self) -> "DelegationQuerySet":
        """Those of focal points."""
        return self.filter(role=DelegationRole.FOCAL_POINT)

    def of_open_accounts(self) -> "DelegationQuerySet":
        """Those of people who can sign in."""
        return self.filter(person__is_active=True)


class InvitationQuerySet(OfPartyQuerySet):
    """Adjectives of invitations."""

    def unaccepted(self) -> "InvitationQuerySet":
        """Those nobody has accepted, still open or not."""
        return self.filter(accepted_at__isnull=True)

    def for_drafters(self) -> "InvitationQuerySet":
        """Those a focal point may send by themselves."""
        return self.filter(role=DelegationRole.DRAFTER)

    def still_open(self) -> "InvitationQuerySet":
        """Those that can be accepted now."""
        days = Q(delegation_ends_on__isnull=True) | Q(delegation_ends_on__gte=timezone.localdate())
        return self.unaccepted().filter(days, expires_at__gt=timezone.now())


class NominationQuerySet(OfPartyQuerySet):
    """Adjectives of nominations."""

    def undecided(self) -> "NominationQuerySet":
        """Those that wait for an administrator."""
        return self.filter(standing=NominationStanding.PROPOSED)
