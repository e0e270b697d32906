"""Measures and milestones along the years, as a picture and as the table that says the same.

Places and widths are per cent of the drawing, which is never scaled, so that its years stay readable; in a page that
runs from right to left the picture is mirrored here. Colours are literal, as in `ui.charts`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from plans.models import Measure, Milestone, Plan
from ui.charts import KNOWN, OUTLINE, UNKNOWN

TICKS_MAX = 6


@dataclass(frozen=True)
class Bar:
    """A stretch of time: where it begins and how wide it is; open where a start or an end is not stated."""

    x: str
    width: str
    is_open: bool


@dataclass(frozen=True)
class Mark:
    """A milestone's place; filled once it was reached."""

    x: str
    fill: str
    milestone: Milestone


@dataclass(frozen=True)
class Line:
    """One measure along the years."""

    measure: Measure
    bar: Bar | None
    marks: list[Mark]


@dataclass(frozen=True)
class Tick:
    """The first day of a year."""

    x: str
    year: int
    anchor: str


@dataclass(frozen=True)
class Timeline:
    """The whole picture; `today` is left out where it lies outside."""

    first: int
    last: int
    ticks: list[Tick]
    lines: list[Line]
    today: str
    fill: str = KNOWN
    outline: str = OUTLINE


def timeline(plan: Plan, measures: Sequence[Measure], *, day: date, mirrored: bool) -> Timeline | None:
    """The measures between the first and the last year that anything falls in; None where no day is stated at all."""
    days = _days(plan, measures)
    if not days:
        return None
    axis = _Axis(date(min(days).year, 1, 1), date(max(days).year + 1, 1, 1), mirrored)
    return Timeline(
        first=axis.first.year,
        last=axis.last.year - 1,
        ticks=axis.ticks(),
        lines=[_line(measure, axis) for measure in measures],
        today=axis.x(day) if axis.first <= day < axis.last else "",
    )


@dataclass(frozen=True)
class _Axis:
    """From the first day of a year to the first day after the last."""

    first: date
    last: date
    mirrored: bool

    def share(self, day: date) -> float:
        """How far along the axis the day begins, in per cent."""
        return 100 * (day - self.first).days / (self.last - self.first).days

    def x(self, day: date) -> str:
        """Where the day begins in the drawing."""
        share = self.share(day)
        return f"{100 - share if self.mirrored else share:.2f}%"

    def bar(self, starts: date, ends: date, *, is_open: bool) -> Bar:
        """From the start to the end, that day included."""
        left, right = self.share(starts), self.share(ends + timedelta(days=1))
        return Bar(f"{100 - right if self.mirrored else left:.2f}%", f"{right - left:.2f}%", is_open)

    def ticks(self) -> list[Tick]:
        """Years, so few that their numbers stand apart on a phone."""
        years = self.last.year - self.first.year
        step = next(step for step in (1, 2, 5, 10, 20, 50) if years <= step * TICKS_MAX)
        anchor = "end" if self.mirrored else "start"
        shown = range(self.first.year, self.last.year, step)
        return [Tick(self.x(date(year, 1, 1)), year, anchor) for year in shown]


def _days(plan: Plan, measures: Sequence[Measure]) -> list[date]:
    days = [plan.period_starts_on, plan.period_ends_on]
    for measure in measures:
        days += [measure.starts_on, measure.ends_on, *(each.due_on for each in measure.milestones.all())]
    return [each for each in days if each is not None]


def _line(measure: Measure, axis: _Axis) -> Line:
    marks = [
        Mark(axis.x(each.due_on), KNOWN if each.reached_on else UNKNOWN, each) for each in measure.milestones.all()
    ]
    starts, ends = measure.starts_on, measure.ends_on
    if starts is None and ends is None:
        return Line(measure, None, marks)
    bar = axis.bar(starts or axis.first, ends or axis.last - timedelta(days=1), is_open=starts is None or ends is None)
    return Line(measure, bar, marks)
