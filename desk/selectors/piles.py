"""What lies on a desk, pile by pile: the same few queries however much there is, and by pages where it is much."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from django.db.models import Count, F, Q, QuerySet, Value
from django.urls import reverse

from accounts.selectors import Mandates
from desk.selectors.kinds import BY_KEY, KINDS
from desk.states import Pile
from drafting.forms import Kind
from drafting.selectors import acts_open_to, of_parties, with_reason_of_return
from peer_review.selectors import tools_with_comments
from progress.models import ProgressUpdate
from progress.selectors import latest_updates
from progress.selectors.subjects import subjects_of
from workflow.models import Moderated
from workflow.selectors import Moment
from workflow.states import Change, Status

LIES_IN: Mapping[Pile, Q] = {
    Pile.RETURNED: Q(status=Status.RETURNED),
    Pile.DRAFTS: Q(status=Status.DRAFT),
    Pile.SUBMITTED: Q(status=Status.SUBMITTED),
    Pile.PUBLISHED: Q(published_in__isnull=False, replaced_in__isnull=True),
    Pile.CLOSED: Q(status__in=[Status.REJECTED, Status.WITHDRAWN, Status.RETRACTED])
    | Q(status=Status.PUBLISHED, change=Change.WITHDRAWAL),
}


@dataclass(frozen=True)
class Line:
    """One version of a record on the desk. `title` is its owner's, in `language`; where that is empty, it is ours."""

    kind: Kind
    item: Moderated
    title: str
    language: str
    reason: str
    acts: frozenset[str]
    remarks: int = 0
    latest: ProgressUpdate | None = None
    has_comments: bool = False  # of peer reviewers, for its owner to read

    @cached_property
    def url(self) -> str:
        """Its page on the desk."""
        return reverse(self.kind.urls["detail"], args=[self.item.pk])

    @property
    def is_withdrawal(self) -> bool:
        """True where it asks that a published record be withdrawn."""
        return self.item.change == Change.WITHDRAWAL

    @property
    def public_url(self) -> str:
        """Its public page, while it is public and where its kind has one of its own."""
        is_live = self.item.published_in_id is not None and self.item.replaced_in_id is None
        return self.item.get_absolute_url() if is_live and hasattr(self.item, "get_absolute_url") else ""

    @property
    def can_be_reported_on(self) -> bool:
        """True for a published pledge of one's own."""
        return self.kind.key == "pledge" and "report" in self.acts

    @property
    def moved_at(self) -> datetime:
        """When it last moved, as far as the row says."""
        return self.item.published_at or self.item.submitted_at or self.item.saved_at


@dataclass(frozen=True)
class Heap:
    """The top of one pile, and how many lie in it."""

    pile: Pile
    total: int
    lines: Sequence[Line]

    @property
    def hidden(self) -> int:
        """How many more there are than are shown."""
        return self.total - len(self.lines)


def heaps(mandates: Mandates, *, moment: Moment, top: int) -> dict[Pile, Heap]:
    """The top of every pile, newest first, in a fixed number of queries."""
    totals = totals_of(mandates)
    found = {pile: list(lying_in(mandates, pile)[:top]) if totals[pile] else [] for pile in Pile}
    lines = lines_of([row for rows in found.values() for row in rows], mandates, moment=moment)
    by_place = {(line.kind.key, line.item.pk): line for line in lines}
    return {
        pile: Heap(pile, totals[pile], [by_place[row["what"], row["pk"]] for row in rows])
        for pile, rows in found.items()
    }


def totals_of(mandates: Mandates) -> dict[Pile, int]:
    """How many versions lie in each pile, in one query."""
    counts = {pile.value: Count("pk", filter=where) for pile, where in LIES_IN.items()}
    arms = [
        _own(kind, mandates).annotate(what=Value(kind.key)).order_by().values("what").annotate(**counts)
        for kind in KINDS
    ]
    rows = list(arms[0].union(*arms[1:], all=True))
    return {pile: sum(row[pile.value] for row in rows) for pile in Pile}


def lying_in(mandates: Mandates, pile: Pile, *, kind: Kind | None = None) -> QuerySet:
    """What lies in a pile, as plain values, newest first; `lines_of` makes lines of a page of them."""
    arms = [
        _own(each, mandates)
        .filter(LIES_IN[pile])
        .order_by()
        .annotate(what=Value(each.key), moved=F("published_at" if pile == Pile.PUBLISHED else "saved_at"))
        .values("what", "pk", "moved")
        for each in ([kind] if kind else KINDS)
    ]
    return arms[0].union(*arms[1:], all=True).order_by("-moved", "what", "-pk")


def lines_of(rows: Iterable[Mapping], mandates: Mandates, *, moment: Moment) -> list[Line]:
    """Lines to show, in the order of the rows: one query for each kind among them, three for titles and stages."""
    wanted = [(row["what"], row["pk"]) for row in rows]
    keys: dict[str, list[int]] = defaultdict(list)
    for what, pk in wanted:
        keys[what].append(pk)
    items = {
        (what, item.pk): item
        for what, pks in keys.items()
        for item in with_reason_of_return(_own(BY_KEY[what], mandates).filter(pk__in=pks)).select_related(
            "record", "state", "organisation"
        )
    }
    subjects = subjects_of({item.about_id for (what, _pk), item in items.items() if what == "update"})
    pledges = {item.record_id for (what, _pk), item in items.items() if what == "pledge"}
    latest = latest_updates(pledges, moment=moment) if pledges else {}
    commented = tools_with_comments(keys["tool"]) if "tool" in keys else set()
    return [
        replace(
            _line(BY_KEY[what], items[what, pk], mandates, subjects=subjects, latest=latest),
            has_comments=what == "tool" and pk in commented,
        )
        for what, pk in wanted
        if (what, pk) in items
    ]


def _own(kind: Kind, mandates: Mandates) -> QuerySet:
    return of_parties(kind.model._default_manager.all(), mandates).select_related(None)


def _line(kind: Kind, item: Moderated, mandates: Mandates, *, subjects: Mapping, latest: Mapping) -> Line:
    title, language = getattr(item, "title", ""), item.language
    if isinstance(item, ProgressUpdate) and (subject := subjects.get(item.about_id)):
        title, language = subject.title, subject.language
    is_returned = item.status == Status.RETURNED
    return Line(
        kind=kind,
        item=item,
        title=title or kind.title_of(item),
        language=language if title else "",
        reason=(item.reason_of_return or "") if is_returned else "",  # type: ignore[attr-defined]
        acts=acts_open_to(mandates, item),
        remarks=(item.remarks_of_return or 0) if is_returned else 0,  # type: ignore[attr-defined]
        latest=latest.get(item.record_id),
    )
