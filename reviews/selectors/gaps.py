"""What is not there: counts with their denominators, for the State's own eyes and beside its published review."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reviews.models import Statement
from reviews.selectors.facts import Fact, FactKind, StateFacts
from reviews.states import OBJECTIVES


@dataclass(frozen=True)
class Gaps:
    """What a review says and what the State has published, objective by objective. No score is made of it.

    The lists are numbers of objectives; `stated`, `not_covered`, `unwritten` and `silent` together are all 23.
    """

    stated: list[int]
    not_covered: list[int]
    unwritten: list[int]
    silent: list[int]
    priorities: list[int]
    unpublished: list[int]
    pledges: list[Fact]
    measures: list[Fact]

    OBJECTIVES = len(OBJECTIVES)

    @property
    def pledges_without_update(self) -> list[Fact]:
        """Pledges of which nothing has been reported."""
        return [fact for fact in self.pledges if fact.update is None]

    @property
    def measures_without_update(self) -> list[Fact]:
        """Measures of which nothing has been reported."""
        return [fact for fact in self.measures if fact.update is None]

    @property
    def measures_without_pledge(self) -> list[Fact]:
        """Measures of the plan that no public pledge of the State names."""
        carried_out = {fact.carries_out for fact in self.pledges}
        return [fact for fact in self.measures if fact.record_id not in carried_out]


def gaps_of(statements: Mapping[int, Statement], facts: StateFacts) -> Gaps:
    """Compare a review's statements, by objective, with what its State has published."""
    stated = _where(statements, lambda each: bool(each.text))
    not_covered = _where(statements, lambda each: each.is_not_covered and not each.text)
    open_ones = [number for number in OBJECTIVES if number not in {*stated, *not_covered}]
    return Gaps(
        stated=stated,
        not_covered=not_covered,
        unwritten=[number for number in open_ones if facts.on(number)],
        silent=[number for number in open_ones if not facts.on(number)],
        priorities=_where(statements, lambda each: each.is_priority),
        unpublished=[number for number in OBJECTIVES if not facts.on(number)],
        pledges=facts.of_kind(FactKind.PLEDGE),
        measures=facts.of_kind(FactKind.MEASURE),
    )


def _where(statements: Mapping[int, Statement], holds: Callable[[Statement], bool]) -> list[int]:
    return sorted(number for number, statement in statements.items() if holds(statement))
