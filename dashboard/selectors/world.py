"""The map: where pledges come from, in a few classes and never as a rank, and the same as a table beside it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import State
from dashboard.selectors.filtering import filtered_pledges
from dashboard.selectors.parties import REGIONS, in_language_order
from progress.selectors import Figures, figures_by_state, figures_grouped
from ui import charts
from workflow.selectors import Moment

CLASSES = [  # from how many pledges on, in words, how strongly it is drawn
    (0, _("None on record here yet"), 0.0),
    (1, _("1 pledge"), 0.3),
    (2, _("2 or 3 pledges"), 0.55),
    (4, _("4 to 9 pledges"), 0.78),
    (10, _("10 pledges or more"), 1.0),
]
SHOWN_WITH = {"HKG": "CHN", "MAC": "CHN", "TWN": "CHN"}
"""Areas that the United Nations shows as part of a Member State. Other areas that are no States stay grey."""


@dataclass(frozen=True)
class Shape:
    """One State or area as it is drawn; `state` is None for areas that take no part in the Forum as States."""

    path: str
    fill: str
    state: State | None
    pledges: int


@dataclass(frozen=True)
class Marker:
    """A State too small to be seen otherwise."""

    x: float
    y: float
    fill: str
    state: State
    pledges: int


@dataclass(frozen=True)
class Line:
    """A State in the table."""

    state: State
    figures: Figures


@dataclass(frozen=True)
class RegionLines:
    """A region of the regional reviews: its States, how many of them have pledged, and with how many pledges."""

    code: str
    label: str | Promise
    lines: Sequence[Line]

    @property
    def pledging(self) -> int:
        """States of the region with a pledge."""
        return sum(line.figures.pledges > 0 for line in self.lines)

    @property
    def without(self) -> int:
        """States of the region with no pledge of their own."""
        return len(self.lines) - self.pledging

    @property
    def pledges(self) -> int:
        """Their pledges; each is one State's, so that they can be added."""
        return sum(line.figures.pledges for line in self.lines)

    @property
    def with_update(self) -> int:
        """Of these, how many have an update."""
        return sum(line.figures.with_update for line in self.lines)


@dataclass(frozen=True)
class World:
    """The picture, its legend and its table."""

    view_box: str
    shapes: Sequence[Shape]
    markers: Sequence[Marker]
    disputed: str
    classes: Sequence[tuple[str | Promise, str]]
    regions: Sequence[RegionLines]

    @property
    def pledging(self) -> int:
        """States with a pledge."""
        return sum(region.pledging for region in self.regions)

    @property
    def without(self) -> int:
        """States with no pledge of their own."""
        return self.states - self.pledging

    @property
    def states(self) -> int:
        """All States that may take part in the Forum."""
        return sum(len(region.lines) for region in self.regions)

    @property
    def pledges(self) -> int:
        """The pledges of States; those of organisations are not on the map."""
        return sum(region.pledges for region in self.regions)


def world(moment: Moment, *, language: str, asked: Mapping[str, Any], is_filtered: bool) -> World:
    """The States' own pledges, of all or of what the filters leave, on the map and by region."""
    if not is_filtered:
        counted = figures_by_state(moment)
    else:
        of_states = filtered_pledges(asked, moment=moment).filter(state__isnull=False)
        counted = {iso3: each for (iso3,), each in figures_grouped(of_states, "state_id", moment=moment).items()}
    states = in_language_order(State.objects.all(), language)
    lines = [Line(state, counted.get(state.pk, Figures())) for state in states]
    regions = [
        RegionLines(code, label, [line for line in lines if line.state.review_region == code])
        for code, label in [*REGIONS.items(), ("", _("No region on record"))]
    ]
    return World(
        view_box=shapes_of_the_world()["viewBox"],
        shapes=_shapes({line.state.pk: line for line in lines}),
        markers=_markers({line.state.pk: line for line in lines}),
        disputed=shapes_of_the_world()["disputed_mesh"],
        classes=[(words, _fill(least)) for least, words, _strength in CLASSES],
        regions=[region for region in regions if region.lines],
    )


@cache
def shapes_of_the_world() -> dict[str, Any]:
    """The file of shapes (data/SOURCES.md); another of the same form may be put in its place."""
    return json.loads((settings.BASE_DIR / "data" / "world_map.json").read_text(encoding="utf-8"))


def _shapes(lines: Mapping[str, Line]) -> list[Shape]:
    found = []
    for code, path in shapes_of_the_world()["paths"].items():
        line = lines.get(SHOWN_WITH.get(code, code))
        pledges = line.figures.pledges if line else 0
        fill = _fill(pledges) if line else charts.NO_DATA
        found.append(Shape(path, fill, line.state if line and code in lines else None, pledges))
    return found


def _markers(lines: Mapping[str, Line]) -> list[Marker]:
    return [
        Marker(x, y, _fill(lines[code].figures.pledges), lines[code].state, lines[code].figures.pledges)
        for code, (x, y) in shapes_of_the_world()["markers"].items()
        if code in lines
    ]


def _fill(pledges: int) -> str:
    strength = max((least, strength) for least, _words, strength in CLASSES if least <= pledges)[1]
    return charts.tint(charts.KNOWN, strength)
