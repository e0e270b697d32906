"""Links with the 2030 Agenda: the targets that pledges name, and those the Compact's objectives are filed with."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from objectives.models import Objective
from pledges.models import Pledge
from pledges.states import SDG_TARGETS
from progress.selectors import pledge_count, public_pledges
from workflow.selectors import Moment


@dataclass(frozen=True)
class TargetLine:
    """One target: the public pledges that name it, by reference, and the objectives filed with it."""

    target: str
    pledges: Sequence[Pledge]
    objectives: Sequence[int]

    @property
    def count(self) -> int:
        """How many pledges name it."""
        return len(self.pledges)


@dataclass(frozen=True)
class Agenda:
    """The public pledges that name a target of the 2030 Agenda, by reference, and each target that is named anywhere.

    The objectives' targets are reference data; `is_verified` where all of them were checked against a source.
    """

    pledges: Sequence[Pledge]
    of: int
    lines: Sequence[TargetLine]
    is_verified: bool

    @property
    def naming(self) -> int:
        """How many pledges name a target."""
        return len(self.pledges)

    @property
    def named(self) -> list[TargetLine]:
        """The targets that a pledge names."""
        return [line for line in self.lines if line.pledges]


def agenda(moment: Moment) -> Agenda:
    """The targets in the order of the Agenda, in three queries. A pledge that names several counts at each."""
    naming = list(public_pledges(moment).exclude(sdg_targets=[]).order_by("record__reference"))
    objectives = list(Objective.objects.order_by("number"))
    pledges_of, objectives_of = defaultdict(list), defaultdict(list)
    for pledge in naming:
        for target in pledge.sdg_targets:
            pledges_of[target].append(pledge)
    for objective in objectives:
        for target in objective.sdg_targets:
            objectives_of[target].append(objective.number)
    targets = [each for each in SDG_TARGETS if each in pledges_of or each in objectives_of]
    return Agenda(
        pledges=naming,
        of=pledge_count(moment),
        lines=[TargetLine(each, pledges_of[each], objectives_of[each]) for each in targets],
        is_verified=all(each.sdg_targets_are_verified for each in objectives),
    )
