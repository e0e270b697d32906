"""The pledges a list is narrowed to: their figures, and any page of them."""

from collections.abc import Iterable, Mapping
from functools import cached_property, reduce
from operator import and_, or_
from typing import Any

from django.db.models import QuerySet

from dashboard.selectors.filtering import NOT_NARROWING, NOT_STATED, filtered_pledges
from pledges.models import Pledge
from progress.selectors import (
    Figures,
    Roll,
    compact_figures,
    figures,
    figures_by_objective,
    figures_by_region,
    figures_by_state,
    pledge_count,
    roll_of,
)
from workflow.selectors import Moment

SPLIT_OF = {"round_table": "forum"}  # each Forum has its own split: the one filter is read by the other


class Listed:
    """The public pledges that meet every filter, in the order asked for; several objectives mean any of them.

    Where nothing else is asked than what is tallied, the first page is 25 rows of an index. All else is looked up in
    the roll of the publication; of an earlier publication it is counted, for each one has a roll of its own.
    """

    def __init__(self, asked: Mapping[str, Any], *, moment: Moment) -> None:
        self.moment = moment
        self.asked = asked
        self.chosen = {name: value for name, value in asked.items() if value and name not in NOT_NARROWING}

    @property
    def rows(self) -> QuerySet[Pledge]:
        """All of them, as a query."""
        return filtered_pledges(self.asked, moment=self.moment)

    @cached_property
    def figures(self) -> Figures:
        """Their figures; those of all, of one objective, State or region are tallied."""
        if (tallied := self._tallied) is not None:
            return tallied
        if self.moment.is_past:
            return figures(self.rows, moment=self.moment)
        return self._roll.figures(self._some)

    def __len__(self) -> int:
        """How many they are."""
        if not self.chosen:
            return pledge_count(self.moment)
        if self._tallied is not None:
            return self._tallied.pledges
        return self.rows.order_by().count() if self.moment.is_past else self._some.bit_count()

    def __getitem__(self, part: slice) -> QuerySet[Pledge]:
        """A page of them, to be read in one query that finds no row but these."""
        start, size = part.start or 0, part.stop - (part.start or 0)
        if not start and (self.moment.is_past or self._tallied is not None):
            return self.rows[part]
        sort = self.asked.get("sort")
        if self.moment.is_past:
            keys = list(self.rows[part].values_list("pk", flat=True))
        else:
            keys = self._roll.keys(self._some, start=start, size=size, by_title=sort == "title")
        return filtered_pledges({"sort": sort}, moment=self.moment).filter(pk__in=keys)

    @cached_property
    def _tallied(self) -> Figures | None:
        match list(self.chosen.items()):
            case []:
                return compact_figures(self.moment)
            case [("objective", [number])]:
                return figures_by_objective(self.moment)[number]
            case [("state", iso3)]:
                return figures_by_state(self.moment).get(iso3, Figures())
            case [("region", region)]:
                return figures_by_region(self.moment).get("" if region == NOT_STATED else region, Figures())
        return None

    @cached_property
    def _roll(self) -> Roll:
        return roll_of(self.moment)

    @cached_property
    def _some(self) -> int:
        """They, among the bits of the roll."""
        return reduce(and_, map(self._meeting, self.chosen), self._roll.everything)

    def _meeting(self, name: str) -> int:
        """Those that meet one filter: read once for each value of it."""
        value = self.chosen[name]
        beside = {other: self.chosen[other] for other in [SPLIT_OF.get(name)] if other in self.chosen}
        alone = [[each] for each in value] if isinstance(value, list) else [value]
        return reduce(or_, (self._read(beside | {name: each}) for each in alone))

    def _read(self, asked: Mapping[str, Any]) -> int:
        def keys() -> Iterable[int]:
            met = filtered_pledges(asked, moment=self.moment).select_related(None).order_by()
            return met.values_list("pk", flat=True)

        return self._roll.meeting(repr(asked), keys)
