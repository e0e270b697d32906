"""What a change of facts does to the tallies, worked out in memory: the same for one publication and for all."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from operator import add

from progress.selectors.facts import Fact
from progress.selectors.tallies import COLUMNS
from progress.states import Dimension, Naming, Stage, key_of_objectives

Cell = tuple[str, str]
Place = tuple[str, str, date | None]  # a cell of Tally, or with its month one of TallyMonth
Values = tuple[int, ...]

PLEDGES, STATES, ORGANISATIONS = (COLUMNS.index(name) for name in ("pledges", "states", "organisations"))
STAGES = {stage.value: COLUMNS.index(stage.value) for stage in Stage}
NOTHING = (0,) * len(COLUMNS)
NO_DAY = (0,) * 31


class Ledger:
    """Running counts by place. `held` are those so far; `enter` collects changes, `settle` says what they come to."""

    def __init__(self, tables: Iterable[frozenset[int]], *, tables_only: bool = False) -> None:
        """Counts all dimensions for these sets of objectives, or nothing but the sets."""
        self.tables = {table: key_of_objectives(table) for table in tables}
        self.tables_only = tables_only
        self.held: dict[Place, Values] = {}
        self._start_over()

    def _start_over(self) -> None:
        self._counts: dict[Cell, list[int]] = defaultdict(lambda: [0] * len(COLUMNS))
        self._days: dict[Place, list[int]] = defaultdict(lambda: [0] * 31)
        self._of_owners: dict[str, tuple[str, dict[int, int], list[int]]] = {}

    def enter(self, fact: Fact, sign: int) -> None:
        """A pledge begins (+1) or ceases (-1) to be public with this fact."""
        for cell in self._cells(fact):
            counts = self._counts[cell]
            counts[PLEDGES] += sign
            if fact.stage is not None and fact.spoken_on is not None:
                counts[STAGES[fact.stage]] += sign
                self._days[(*cell, fact.spoken_on.replace(day=1))][fact.spoken_on.day - 1] += sign
        if owner := owner_of(fact):
            _region, named, total = self._of_owners.setdefault(owner, (fact.region, defaultdict(int), [0]))
            total[0] += sign
            for objective in fact.objectives:
                named[objective] += sign

    def touched(self) -> Iterator[Place]:
        """The places the changes may alter, and those needed to tell which parties come and go."""
        yield from ((*cell, None) for cell in self._counts)
        yield from self._days
        for owner in self._of_owners:
            yield (*cell_of_owner(owner), None)
            yield from ((*_held_by(owner, objective), None) for objective in range(1, 24))

    def settle(self) -> dict[Place, Values]:
        """What stands now at each place that changed; the changes are part of `held` from here on."""
        for owner, (region, named, total) in self._of_owners.items():
            self._settle_owner(owner, region, named, total[0])
        changed: dict[Place, Values] = {}
        for cell, counts in self._counts.items():
            self._add((*cell, None), counts, NOTHING, changed)
        for place, days in self._days.items():
            self._add(place, days, NO_DAY, changed)
        self._start_over()
        return changed

    def _add(self, place: Place, change: list[int], nothing: Values, changed: dict[Place, Values]) -> None:
        if any(change):
            before = self.held.get(place, nothing)
            self.held[place] = changed[place] = tuple(map(add, before, change))

    def _settle_owner(self, owner: str, region: str, named: dict[int, int], total: int) -> None:
        """The party comes to, or leaves, the sets that its own pledges entered or left."""
        if not total and not any(named.values()):
            return
        held = {n: self._pledges(_held_by(owner, n)) for n in range(1, 24)}
        before = {n for n, pledges in held.items() if pledges}
        after = {n for n, pledges in held.items() if pledges + named.get(n, 0)}
        column = ORGANISATIONS if owner.startswith("#") else STATES
        for table, key in self.tables.items():
            step = bool(table & after) - bool(table & before)
            self._counts[Dimension.OBJECTIVES, key][column] += step
            self._counts[Dimension.OBJECTIVES_IN_REGION, f"{key}:{region}"][column] += step
        for objective, change in named.items():
            self._counts[_held_by(owner, objective)][PLEDGES] += change
        if self.tables_only:
            return
        for objective in before ^ after:
            step = 1 if objective in after else -1
            self._counts[Dimension.OBJECTIVE, str(objective)][column] += step
            self._counts[Dimension.OBJECTIVE_IN_REGION, f"{objective}:{region}"][column] += step
        own = self._pledges(cell_of_owner(owner))
        step = bool(own + total) - bool(own)
        for cell in ((Dimension.ALL, ""), (Dimension.REGION, region), cell_of_owner(owner)):
            self._counts[cell][column] += step

    def _pledges(self, cell: Cell) -> int:
        return self.held.get((*cell, None), NOTHING)[PLEDGES]

    def _cells(self, fact: Fact) -> Iterator[Cell]:
        for table, key in self.tables.items():
            if not table.isdisjoint(fact.objectives):
                yield Dimension.OBJECTIVES, key
                yield Dimension.OBJECTIVES_IN_REGION, f"{key}:{fact.region}"
        if self.tables_only:
            return
        yield Dimension.ALL, ""
        yield Dimension.REGION, fact.region
        yield Dimension.NAMING, _naming(fact)
        if owner := owner_of(fact):
            yield cell_of_owner(owner)
        for objective in fact.objectives:
            yield Dimension.OBJECTIVE, str(objective)
            yield Dimension.OBJECTIVE_IN_REGION, f"{objective}:{fact.region}"


def owner_of(fact: Fact) -> str:
    """The party whose pledge it is, in one word; nothing where an imported source does not say."""
    return fact.state or (f"#{fact.organisation}" if fact.organisation else "")


def cell_of_owner(owner: str) -> Cell:
    """Where a party's own pledges are counted."""
    return (Dimension.ORGANISATION, owner[1:]) if owner.startswith("#") else (Dimension.STATE, owner)


def _held_by(owner: str, objective: int) -> Cell:
    return Dimension.OBJECTIVE_OF_OWNER, f"{objective}:{owner}"


def _naming(fact: Fact) -> Naming:
    if fact.objectives:
        return Naming.OBJECTIVES
    return Naming.WHOLE if fact.covers_whole_compact else Naming.NONE
