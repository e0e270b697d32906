"""All public pledges of a moment in the order of the list, as bits: any set of them is one number.

Counting what freely combined filters leave costs time for each pledge, on every page. So what meets one value of one
filter is read once for a publication and kept as bits, the newest pledge's the lowest. Several filters are `&` and `|`
of such numbers, figures are how many bits are left, a page is the next of them. What a filter means is not known here;
what is not public is in no number. `progress.selectors.counting` says the same of any set, at any moment.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from itertools import islice
from threading import Lock
from typing import Any

from django.db.models.functions import Lower

from progress.selectors.counting import with_latest_update
from progress.selectors.figures import public_pledges
from progress.selectors.numbers import FRESH_DAYS, Figures
from progress.states import Stage
from workflow.selectors import Moment, read_once

KEPT_MAX = 500  # sets of one moment; the words people search for are without number
COLUMNS = ("pk", "state_id", "organisation_id", "latest_stage", "latest_on")
Row = tuple[int, str | None, int | None, str | None, date | None]


class Roll:
    """The public pledges of a moment, newest first; what is counted of them, and the sets met so far."""

    def __init__(self, moment: Moment, rows: Iterable[Row]) -> None:
        self.moment = moment
        self._keys = array("q")
        self._days: list[date | None] = []
        states: dict[str | None, list[int]] = defaultdict(list)
        organisations: dict[int | None, list[int]] = defaultdict(list)
        stages: dict[str | None, list[int]] = defaultdict(list)
        months: dict[tuple[int, int], list[int]] = defaultdict(list)
        fresh: list[int] = []
        since = moment.day - timedelta(days=FRESH_DAYS)
        for place, (key, state, organisation, stage, day) in enumerate(rows):
            self._keys.append(key)
            self._days.append(day)
            states[state].append(place)
            organisations[organisation].append(place)
            stages[stage].append(place)
            if day is not None:
                months[day.year, day.month].append(place)
                if day > since:
                    fresh.append(place)
        self._places = {key: place for place, key in enumerate(self._keys)}
        self._states, self._organisations = self._parties(states), self._parties(organisations)
        self._stages = {stage.value: self._bits(stages[stage.value]) for stage in Stage}
        self._months = [self._bits(months[month]) for month in sorted(months, reverse=True)]
        self._fresh = self._bits(fresh)
        self._met: dict[Hashable, int] = {}

    @property
    def everything(self) -> int:
        """All of them."""
        return (1 << len(self._keys)) - 1

    def meeting(self, name: Hashable, read: Callable[[], Iterable[int]]) -> int:
        """Those whose primary keys `read` gives: it is asked once for a name. Other pledges' keys say nothing."""
        if (known := self._met.get(name)) is not None:
            return known
        found = self._bits(self._places[key] for key in read() if key in self._places)
        if len(self._met) >= KEPT_MAX:
            self._met.clear()
        self._met[name] = found
        return found

    def figures(self, some: int) -> Figures:
        """The figures of a set of them, as `progress.selectors.counting.figures` counts any."""
        stages = {stage: (some & theirs).bit_count() for stage, theirs in self._stages.items()}
        return Figures(
            pledges=some.bit_count(),
            states=sum(1 for theirs in self._states if theirs & some),
            organisations=sum(1 for theirs in self._organisations if theirs & some),
            with_update=sum(stages.values()),
            fresh=(some & self._fresh).bit_count(),
            latest_update_on=self._latest(some),
            **stages,
        )

    def keys(self, some: int, *, start: int, size: int, by_title: bool = False) -> list[int]:
        """So many of their primary keys from a place among them on: newest first, or by title."""
        places = self._in_order_of_titles(some) if by_title else _set_bits(some)
        return [self._keys[place] for place in islice(places, start, start + size)]

    def _in_order_of_titles(self, some: int) -> Iterator[int]:
        written = _written(some).ljust(len(self._keys), "0")
        return (place for place in self._by_title if written[place] == "1")

    @cached_property
    def _by_title(self) -> array:
        listed = public_pledges(self.moment).select_related(None).order_by(Lower("title"), "pk")
        keys = listed.values_list("pk", flat=True)
        return array("q", (self._places[key] for key in keys if key in self._places))

    def _parties(self, places: Mapping[Any, list[int]]) -> list[int]:
        return [self._bits(theirs) for party, theirs in places.items() if party is not None]

    def _bits(self, places: Iterable[int]) -> int:
        marked = bytearray((len(self._keys) + 7) // 8)
        for place in places:
            marked[place >> 3] |= 1 << (place & 7)
        return int.from_bytes(marked, "little")

    def _latest(self, some: int) -> date | None:
        for month in self._months:
            if theirs := some & month:
                return max(filter(None, (self._days[place] for place in _set_bits(theirs))))
        return None


def roll_of(moment: Moment) -> Roll:
    """The public pledges of a present moment, read by one thread of a process for all of them."""
    with _one_reads:
        return _read(moment)


def _roll(moment: Moment) -> Roll:
    listed = with_latest_update(public_pledges(moment).select_related(None), moment)
    return Roll(moment, listed.values_list(*COLUMNS))


def _set_bits(some: int) -> Iterator[int]:
    """Where the bits are, lowest first."""
    written, place = _written(some), -1
    while (place := written.find("1", place + 1)) >= 0:
        yield place


def _written(some: int) -> str:
    return f"{some:b}"[::-1]


_one_reads = Lock()
_read = read_once(_roll, kept=2)
