"""Who works for a State or organisation on a day, and whom of them mail reaches."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from accounts.models import Delegation, User
from accounts.selectors import people_out_of_reach
from accounts.states import DelegationRole, StaffRole

Party = tuple[str | None, int | None]


@dataclass(frozen=True)
class Team:
    """The people of one party by account number; `out_of_reach` are all those mail comes back from, of any party."""

    focal_points: frozenset[int] = frozenset()
    drafters: frozenset[int] = frozenset()
    out_of_reach: frozenset[int] = frozenset()

    @property
    def everybody(self) -> frozenset[int]:
        """Focal points and drafters."""
        return self.focal_points | self.drafters

    def reached(self, people: frozenset[int]) -> frozenset[int]:
        """Those of these whom mail reaches, as far as we know."""
        return people - self.out_of_reach


@dataclass(frozen=True)
class Teams:
    """Every party's people on one day, read in two queries."""

    by_party: Mapping[Party, Team]
    out_of_reach: frozenset[int]

    def of(self, party: Party) -> Team:
        """The party's people; nobody where nobody works for it."""
        return self.by_party.get(party, Team(out_of_reach=self.out_of_reach))


def teams(day: date, *, party: Party | None = None) -> Teams:
    """Everybody who works for a party on that day and can sign in; of one party only where it is named."""
    working = Delegation.objects.in_force(day).of_open_accounts()
    if party is not None:
        working = working.filter(state=party[0], organisation=party[1])
    out_of_reach = frozenset(people_out_of_reach().values_list("pk", flat=True))
    found: dict[Party, dict[str, set[int]]] = {}
    for state, organisation, role, person in working.values_list("state", "organisation", "role", "person"):
        found.setdefault((state, organisation), {}).setdefault(role, set()).add(person)
    return Teams(
        by_party={
            party: Team(
                focal_points=frozenset(roles.get(DelegationRole.FOCAL_POINT, ())),
                drafters=frozenset(roles.get(DelegationRole.DRAFTER, ())),
                out_of_reach=out_of_reach,
            )
            for party, roles in found.items()
        },
        out_of_reach=out_of_reach,
    )


def secretariat() -> frozenset[int]:
    """The moderators, who chase what nobody answers."""
    moderators = User.objects.filter(is_active=True, is_system=False, staff_role=StaffRole.MODERATOR)
    return frozenset(moderators.values_list("pk", flat=True))
