"""One measured line."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """What was measured, in seconds, beside the plain way of doing the same."""

    what: str
    ours: float
    plain: float
    note: str = ""

    def __str__(self) -> str:
        return f"{self.what:<46}{self.ours:>10.3f} s{self.plain:>10.3f} s{self.ours / self.plain:>8.2f}×   {self.note}"
