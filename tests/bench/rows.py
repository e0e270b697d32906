"""One measured line."""

from dataclasses import dataclass


def verdict(reached: float, goal: float) -> str:
    """Whether the goal is met, or how many times more it asks for."""
    return "met" if reached >= goal else f"not met, {goal / reached:.1f} times as much is asked"


@dataclass(frozen=True)
class Row:
    """What was measured, in seconds, beside the plain way of doing the same."""

    what: str
    ours: float
    plain: float
    note: str = ""

    HEAD = f"{'what':<46}{'ours':>12}{'plain':>12}{'ratio':>9}   note"

    def __str__(self) -> str:
        return f"{self.what:<46}{self.ours:>10.3f} s{self.plain:>10.3f} s{self.ours / self.plain:>8.2f}×   {self.note}"


@dataclass(frozen=True)
class Ratio:
    """How many answers a second, beside how many of a bare view, and the share of it that is our goal."""

    what: str
    per_second: float
    p95: float
    bare: float
    goal: float

    HEAD = f"{'what':<46}{'a second':>10}{'p95':>10}{'bare view':>11}{'ratio':>8}{'goal':>8}"

    @property
    def ratio(self) -> float:
        """The share of the bare view."""
        return self.per_second / self.bare

    def __str__(self) -> str:
        goal = f"{self.goal:>8.2f}  {verdict(self.ratio, self.goal)}" if self.goal else ""
        numbers = f"{self.per_second:>10.0f}{self.p95:>7.1f} ms{self.bare:>11.0f}{self.ratio:>8.3f}"
        return f"{self.what:<46}{numbers}{goal}"


ALLOWED = 0.2  # of the ratio, from few records to many


@dataclass(frozen=True)
class Fall:
    """How much less of the bare view a page reaches where there are many more records."""

    few: Ratio
    many: Ratio

    HEAD = f"{'what many records cost':<46}{'few':>10}{'many':>10}{'fall':>8}   allowed: 20 %"

    def __str__(self) -> str:
        fall = 1 - self.many.ratio / self.few.ratio
        what = self.few.what.partition(": ")[2]
        numbers = f"{self.few.ratio:>10.3f}{self.many.ratio:>10.3f}{fall:>8.0%}"
        return f"{what:<46}{numbers}   {'met' if fall <= ALLOWED else 'not met'}"


@dataclass(frozen=True)
class Built:
    """Reports that workers built beside each other, with their files."""

    what: str
    reports: int
    failed: int
    files: int
    megabytes: float
    seconds: float

    HEAD = f"{'what':<46}{'in all':>10}{'reports':>12}{'files':>12}{'size':>11}   allowed to fail: none"

    def __str__(self) -> str:
        rates = f"{self.reports / self.seconds:>8.2f}/s {self.files / self.seconds:>10.2f}/s"
        outcome = f"not met, {self.failed} failed" if self.failed else "met"
        return f"{self.what:<46}{self.seconds:>8.1f} s  {rates}{self.megabytes:>9.1f} MB   {outcome}"
