"""What became of many decisions taken at once."""

from dataclasses import dataclass
from uuid import UUID

from accounts.models import User
from moderation.exceptions import HeldByAnother
from moderation.models import Batch, BatchEntry
from moderation.selectors.lines import Waiting, described
from moderation.states import Kind, Outcome


@dataclass(frozen=True)
class Result:
    """One submission of a batch and what became of it; no line where there was no such submission."""

    entry: BatchEntry
    line: Waiting | None

    @property
    def is_done(self) -> bool:
        """True where the decision was taken."""
        return self.entry.outcome == Outcome.DONE

    @property
    def why(self) -> str:
        """Why it was not done; nothing where it was, or was not tried yet."""
        return HeldByAnother(self.entry.held_in).message if self.entry.held_in else self.entry.reason


def batch_of(key: UUID, *, by: User) -> Batch:
    """A batch this person confirmed; raises DoesNotExist for anybody else's."""
    return Batch.objects.get(key=key, by=by)


def results_of(batch: Batch) -> list[Result]:
    """Every submission of the batch in the order it was listed in."""
    entries = list(batch.entries.select_related("held_in__holder"))
    keys = [(Kind(entry.kind), entry.version_id) for entry in entries]
    lines = {(line.kind, line.pk): line for line in described(keys, by=batch.by)}
    return [Result(entry=entry, line=lines.get(key)) for entry, key in zip(entries, keys, strict=True)]
