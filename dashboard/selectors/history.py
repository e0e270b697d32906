"""The public history of a record of any kind: its versions, and what each changed, question by question."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from django.db.models import QuerySet

from drafting.forms import Difference, Kind
from workflow.models import Moderated
from workflow.selectors import Moment

NOT_COMPARED = frozenset(
    {
        "plan", "measure", "plan_measure",  # named in words that drafts of a plan may have changed
        "partners",  # of a pledge: one that declined is not named to the public, in no version
    }
)  # fmt: skip


@dataclass(frozen=True)
class Version:
    """One version that was public, and what it changed of the one before it that may still be read."""

    item: Moderated
    changes: Sequence[Difference]


def versions_of(kind: Kind, reference: str, moment: Moment) -> list[Version]:
    """The versions that were public up to the moment and may still be read, newest first."""
    items = [_as_known(item, moment) for item in _readable(kind, reference, moment)]
    return [Version(item, _changes(kind, old, item)) for item, old in zip_longest(items, items[1:])]


def _as_known(item: Moderated, moment: Moment) -> Moderated:
    """The version without what became of it later; read, never saved."""
    if (item.replaced_in_id or 0) > moment.publication:
        item.replaced_in = None
    if (item.record.closed_in_id or 0) > moment.publication:
        item.record.closed_in, item.record.closing = None, ""
    return item


def _readable(kind: Kind, reference: str, moment: Moment) -> QuerySet:
    versions = kind.model._default_manager.ever_published().filter(  # type: ignore[attr-defined]
        published_in__lte=moment.publication, record__reference=reference
    )
    dated = kind.with_content(versions).select_related("published_in", "replaced_in", "record__closed_in")
    return dated.order_by("-published_in_id")


def _changes(kind: Kind, before: Moderated | None, after: Moderated) -> list[Difference]:
    if before is None:
        return []
    return [each for each in kind.changes(before, after) if each.name not in NOT_COMPARED]
