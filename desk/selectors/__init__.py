"""Everything the desk reads."""

from dataclasses import dataclass
from typing import Any

from accounts.models import ReturnedMail, User
from accounts.rules import is_moderator
from accounts.selectors import Mandates, mandates_of, returned_mail_of
from desk.selectors.duties import Duties, duties_of
from desk.selectors.kinds import BY_KEY, KINDS
from desk.selectors.piles import Heap, Line, heaps, lines_of, lying_in, totals_of
from desk.states import Pile
from drafting.forms import Kind
from peer_review.selectors import Reviewing, reviewing_of
from pledges.models import Pledge
from progress.selectors import Figures, figures
from workflow.selectors import current_moment

__all__ = ["BY_KEY", "KINDS", "Desk", "Heap", "Line", "desk_of", "lines_of", "lying_in", "totals_of"]
TOP = 10


@dataclass(frozen=True)
class Desk:
    """Everything one person can pick up from here."""

    mandates: Mandates
    is_staff: bool
    duties: Duties | None = None
    heaps: dict[Pile, Heap] | None = None
    progress: Figures | None = None
    returned_mail: ReturnedMail | None = None
    writes_calls: bool = False
    reviewing: Reviewing | None = None

    @property
    def kinds(self) -> list[Kind]:
        """What this person can begin: plans and reviews are States' only; an update begins on its subject."""
        speaks_for_a_state = bool(self.mandates.states)
        return [kind for kind in KINDS if kind.key != "update" and (speaks_for_a_state or not kind.for_states_only)]

    @property
    def kinds_by_workbook(self) -> list[Kind]:
        """What can be written many at once, in a workbook."""
        return [kind for kind in KINDS if kind.many and (self.mandates.states or not kind.for_states_only)]

    @property
    def is_empty(self) -> bool:
        """True where nothing was ever begun."""
        return not any(heap.total for heap in (self.heaps or {}).values())


def desk_of(person: User) -> Desk:
    """The person's desk today, in a fixed number of queries, however much lies on it."""
    mandates = mandates_of(person)
    known: dict[str, Any] = {
        "mandates": mandates,
        "is_staff": is_moderator(person),
        "writes_calls": person.has_perm("tools.write_calls"),
        "reviewing": reviewing_of(person),
    }
    if not mandates.delegations:
        return Desk(**known)
    moment = current_moment()
    own = Pledge.objects.as_of(moment.publication).of_parties(
        states=mandates.states, organisations=mandates.organisations
    )
    return Desk(
        **known,
        duties=duties_of(mandates, moment=moment),
        heaps=heaps(mandates, moment=moment, top=TOP),
        progress=figures(own, moment=moment),
        returned_mail=returned_mail_of(person),
    )
