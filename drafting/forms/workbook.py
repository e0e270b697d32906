"""How a kind of submission takes a workbook of many: what a row is about, and how a record is begun from it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from accounts.models import Organisation, State
from drafting.services import begin
from workflow.models import Moderated

Party = State | Organisation


@dataclass(frozen=True)
class About:
    """One row offered: the key it is known by, and the cells that say to people what it is about."""

    key: str
    cells: tuple[str, ...]


def no_rows(party: Party) -> Sequence[About]:
    """A kind whose rows are about nothing that is there already."""
    return ()


@dataclass(frozen=True)
class Many:
    """A kind that may come in a workbook says `many=Many()`.

    One whose records are about others (an update on a pledge) offers a row for each: `lead` are the heads of the cells
    that say what it is about, `rows` the rows of a party, `start` the unsaved version for the key of such a row, or
    RowRefused with the reason why none can be begun. `begin` begins it; `drafts` says whether own drafts are offered.
    """

    lead: tuple[str | Promise, ...] = ()
    rows: Callable[[Party], Sequence[About]] = no_rows
    start: Callable[[Party, str], Moderated] | None = None
    begin: Callable[..., Any] = begin
    drafts: bool = True
