"""What is known of a set of pledges, as numbers."""

from dataclasses import dataclass
from datetime import date

from progress.states import Stage

FRESH_DAYS = 365


@dataclass(frozen=True)
class Figures:
    """Counts about a set of published pledges. `pledges` is the denominator of everything else."""

    pledges: int = 0
    states: int = 0
    organisations: int = 0
    with_update: int = 0
    fresh: int = 0
    planning: int = 0
    in_progress: int = 0
    fulfilled: int = 0
    discontinued: int = 0
    latest_update_on: date | None = None

    @property
    def without_update(self) -> int:
        """Pledges of which nothing has been reported: silence is shown."""
        return self.pledges - self.with_update

    @property
    def stages(self) -> list[tuple[Stage, int]]:
        """How many pledges' latest update says which stage, in the order of work."""
        return [(stage, getattr(self, stage.value)) for stage in Stage]


@dataclass(frozen=True)
class Coverage:
    """How the published pledges spread over the Compact; the first three add up to `pledges`."""

    pledges: int
    naming_objectives: int
    whole_compact: int
    naming_none: int
