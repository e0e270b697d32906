"""What a chart is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise

from dashboard.selectors.fields import Listing
from workflow.selectors import Moment

Words = str | Promise
Asked = Mapping[str, Any] | None  # the filters in force; None where nothing is filtered
ENDINGS = ("svg", "png", "csv", "xlsx", "json")


@dataclass(frozen=True)
class Chart:
    """A chart: its table, how what the table holds is drawn, and what the drawing means.

    `find` gives what the page shows, and `rows` the rows of the table out of it. `draw` makes of it what the picture
    of its `kind` takes: "bars" on one scale, a "grid" of counts, the "map". `asks` names whose filters it takes.
    `known` and `unknown` name the filled and the empty part of a bar; without them a bar has one part.
    """

    table: Listing
    find: Callable[[Asked, Moment], Any]
    draw: Callable[[Any], Any]
    title: Words
    kind: str = "bars"
    rows: Callable[[Any], Sequence[Any]] = list
    notes: Sequence[Words] = ()
    known: Words = ""
    unknown: Words = ""
    asks: str = ""

    @property
    def name(self) -> str:
        """What it is called in addresses and file names."""
        return self.table.name

    def formats(self, query: str = "") -> list[tuple[str, str]]:
        """The pictures and the table behind them, with their addresses; `query` is what the page was asked for."""
        tail = f"?{query}" if query else ""
        return [(each.upper(), reverse("charts:file", args=[self.name, each]) + tail) for each in ENDINGS]
