"""The queue: every kind of submission in one list, oldest first, by one query."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import CharField, Count, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils import timezone

from accounts.models import State
from moderation.states import PLURALS, Kind
from pledges.models import Pledge
from progress.models import ProgressUpdate
from tools.models import Tool
from workflow.models import Moderated
from workflow.states import Change


@dataclass(frozen=True)
class Waiting:
    """One line of the queue."""

    kind: Kind
    pk: int
    title: str
    language: str
    reference: str
    change: Change
    owner: str
    submitted_at: datetime
    days: int

    @property
    def url(self) -> str:
        """Where it is read and decided on."""
        return reverse("moderation:record", args=[self.kind.value, self.pk])


def queue(*, kind: str = "", state: State | None = None) -> QuerySet:
    """What awaits a decision, oldest first, as plain values; `with_owners` makes lines of a page of them."""
    arms = [_arm(found, kind=each) for each, found in _awaiting(state).items() if kind in {"", each}]
    return arms[0].union(*arms[1:], all=True).order_by("submitted_at", "what", "pk")


def waiting_by_kind(*, state: State | None = None) -> list[tuple[str, int]]:
    """How many of each kind wait, under the kind's plural; a kind of which nothing waits says 0."""
    arms = [
        found.order_by()
        .values("status")
        .annotate(what=Value(each.value), waiting=Count("pk"))
        .values("what", "waiting")
        for each, found in _awaiting(state).items()
    ]
    counted = {row["what"]: row["waiting"] for row in arms[0].union(*arms[1:], all=True)}
    return [(str(PLURALS[each]), counted.get(each.value, 0)) for each in Kind]


def with_owners(rows: list[dict]) -> list[Waiting]:
    """Lines to show: owners by name in the reader's language, age in whole days."""
    states = State.objects.in_bulk({row["state_id"] for row in rows if row["state_id"]})
    today = timezone.localdate()
    return [_line(row, states=states, today=today) for row in rows]


def _awaiting(state: State | None) -> dict[Kind, QuerySet]:
    models: dict[Kind, type[Moderated]] = {Kind.PLEDGE: Pledge, Kind.TOOL: Tool, Kind.UPDATE: ProgressUpdate}
    owned = {"state": state} if state else {}
    return {kind: model._default_manager.awaiting_decision().filter(**owned) for kind, model in models.items()}


def _arm(found: QuerySet, *, kind: Kind) -> QuerySet:
    """One kind's part of the union: an update goes under the title of the pledge it is about."""
    headline: F | Coalesce = F("title")
    written_in: F | Coalesce = F("language")
    if kind == Kind.UPDATE:
        pledge = Pledge.objects.published().filter(record=OuterRef("about"))
        headline = Coalesce(Subquery(pledge.values("title")[:1]), Value(""))
        written_in = Coalesce(Subquery(pledge.values("language")[:1]), F("language"))
    return (
        found.order_by()
        .annotate(
            what=Value(kind.value),
            headline=Cast(headline, CharField()),
            written_in=Cast(written_in, CharField()),
            cited_as=Coalesce(F("record__reference"), Value("")),
            body=Coalesce(F("organisation__name"), Value("")),
        )
        .values("pk", "what", "headline", "written_in", "cited_as", "change", "submitted_at", "state_id", "body")
    )


def _line(row: dict, *, states: dict[str, State], today: date) -> Waiting:
    return Waiting(
        kind=Kind(row["what"]),
        pk=row["pk"],
        title=row["headline"] or row["cited_as"],
        language=row["written_in"],
        reference=row["cited_as"],
        change=Change(row["change"]),
        owner=str(states[row["state_id"]]) if row["state_id"] else row["body"],
        submitted_at=row["submitted_at"],
        days=(today - timezone.localdate(row["submitted_at"])).days,
    )
