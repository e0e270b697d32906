"""For whom a person speaks today, read once for a whole page."""

from dataclasses import dataclass
from typing import Protocol

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import pgettext

from accounts.models import Delegation, Organisation, State, User
from accounts.states import DelegationRole


class Owned(Protocol):
    """What belongs to a State or an organisation."""

    state_id: str | None
    organisation_id: int | None


@dataclass(frozen=True)
class Mandates:
    """For whom a person speaks today, read once for a whole page."""

    delegations: tuple[Delegation, ...]

    @property
    def states(self) -> list[str]:
        """ISO codes of the States spoken for."""
        return [mandate.state_id for mandate in self.delegations if mandate.state_id]

    @property
    def organisations(self) -> list[int]:
        """Ids of the organisations spoken for."""
        return [mandate.organisation_id for mandate in self.delegations if mandate.organisation_id]

    @property
    def parties(self) -> dict[str, State | Organisation]:
        """The parties spoken for, by a key a form can carry: `state:PRT`, `organisation:7`."""
        return {f"{each.party._meta.model_name}:{each.party.pk}": each.party for each in self.delegations}

    @property
    def spoken(self) -> list[str]:
        """For whom and as what, in words, for the bar on top of the page."""
        words = pgettext("party and role", "%(party)s, %(role)s")
        return [words % {"party": each.party, "role": each.get_role_display()} for each in self.delegations]

    def may_edit(self, item: Owned) -> bool:
        """True where one of the mandates is for the owner of the item: what `edit` asks, without a query."""
        return any(self._covers(mandate, item) for mandate in self.delegations)

    def may_submit(self, item: Owned) -> bool:
        """True where one of them is a focal point's: what `submit` and `withdraw` ask, without a query."""
        return any(
            mandate.role == DelegationRole.FOCAL_POINT and self._covers(mandate, item) for mandate in self.delegations
        )

    @staticmethod
    def _covers(mandate: Delegation, item: Owned) -> bool:
        return (mandate.state_id, mandate.organisation_id) == (item.state_id, item.organisation_id)


def delegations_of(user: User) -> QuerySet[Delegation]:
    """The person's delegations in force today, with their States and organisations."""
    return (
        user.delegations.in_force(timezone.localdate())
        .select_related("state", "organisation")
        .order_by("starts_on", "pk")
    )


def mandates_of(person: User) -> Mandates:
    """The delegations in force today: one that ended yesterday opens nothing."""
    return Mandates(tuple(delegations_of(person)))
