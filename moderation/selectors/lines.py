"""Submissions as lines of a list: what each is called, whose it is, how it stands to the promise, who holds it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse

from accounts.models import State, User
from moderation.models import Claim
from moderation.selectors.claims import claims_on
from moderation.selectors.contents import KINDS
from moderation.selectors.promise import Promise, promise_of, today_in_utc
from moderation.states import READABLE, Kind
from plans.models import Measure
from pledges.models import Pledge
from reviews.models import Review
from workflow.states import Change, Status

Key = tuple[Kind, int]


@dataclass(frozen=True)
class Waiting:
    """One submission as a line: while its owner has it back, its title is theirs and the reference stands instead."""

    kind: Kind
    pk: int
    record_id: int
    title: str
    language: str
    reference: str
    change: Change
    status: Status
    owner: str
    submitted_at: datetime
    promise: Promise
    claim: Claim | None
    is_own_work: bool
    is_mine: bool

    @property
    def key(self) -> str:
        """What names it in a form."""
        return f"{self.kind.value}-{self.pk}"

    @property
    def url(self) -> str:
        """Where it is read and decided on."""
        return reverse("moderation:record", args=[self.kind.value, self.pk])

    @property
    def is_waiting(self) -> bool:
        """True while it awaits a decision."""
        return self.status == Status.SUBMITTED


def described(keys: Iterable[Key], *, by: User) -> list[Waiting]:
    """Lines in the order of the keys, as this person sees them; what never came to the desk has none.

    Three queries for any number of them, none for none.
    """
    wanted = list(keys)
    arms = [_arm(kind, [pk for each, pk in wanted if each == kind]) for kind in KINDS]
    rows = {(Kind(row["what"]), row["pk"]): row for row in arms[0].union(*arms[1:], all=True)}
    states = State.objects.in_bulk({row["state_id"] for row in rows.values() if row["state_id"]})
    claims = claims_on([row["record_id"] for row in rows.values()])
    return [_line(rows[key], states=states, claims=claims, by=by) for key in wanted if key in rows]


def _arm(kind: Kind, pks: list[int]) -> QuerySet:
    """One kind's part of the union: an update goes by the title of what it is about, a review by its occasion."""
    title: Any = Value("") if kind == Kind.REVIEW else F("title")
    written_in: Any = F("language")
    occasion: dict[str, Any] = {"forum": Value(None), "region": Value(""), "year": Value(None)}
    if kind == Kind.REVIEW:
        occasion = {"forum": F("forum_id"), "region": F("region"), "year": F("region_year")}
    if kind == Kind.UPDATE:
        pledge = Pledge.objects.published().filter(record=OuterRef("about"))
        measure = Measure.objects.published().filter(record=OuterRef("about"))
        title = Coalesce(Subquery(pledge.values("title")[:1]), Subquery(measure.values("title")[:1]), Value(""))
        written_in = Coalesce(
            Subquery(pledge.values("language")[:1]), Subquery(measure.values("plan__language")[:1]), F("language")
        )
    found = KINDS[kind].model._default_manager.filter(pk__in=pks, submitted_at__isnull=False)
    return found.annotate(
        what=Value(kind.value),
        headline=Cast(title, CharField()),
        written_in=Cast(written_in, CharField()),
        cited_as=Coalesce(F("record__reference"), Value("")),
        body=Coalesce(F("organisation__name"), Value("")),
        of_forum=Cast(occasion["forum"], IntegerField()),
        of_region=Cast(occasion["region"], CharField()),
        of_year=Cast(occasion["year"], IntegerField()),
    ).values(*COLUMNS)


COLUMNS = (
    *("pk", "what", "headline", "written_in", "cited_as", "body", "of_forum", "of_region", "of_year"),
    *("change", "status", "submitted_at", "state_id", "record_id", "author_id", "submitted_by_id"),
)


def _line(row: dict, *, states: Mapping[str, State], claims: Mapping[int, Claim], by: User) -> Waiting:
    kind, status, owner = Kind(row["what"]), Status(row["status"]), states.get(row["state_id"])
    claim = claims.get(row["record_id"])
    if claim and (status != Status.SUBMITTED or claim.submitted_at != row["submitted_at"]):
        claim = None
    title = _title(row, kind, owner) if status in READABLE else ""
    return Waiting(
        kind=kind,
        pk=row["pk"],
        record_id=row["record_id"],
        title=title or row["cited_as"],
        language=row["written_in"] if title else "",
        reference=row["cited_as"],
        change=Change(row["change"]),
        status=status,
        owner=str(owner) if owner else row["body"],
        submitted_at=row["submitted_at"],
        promise=promise_of(row["submitted_at"], today=today_in_utc()),
        claim=claim,
        is_own_work=by.pk in {row["author_id"], row["submitted_by_id"]},
        is_mine=claim is not None and claim.holder_id == by.pk,
    )


def _title(row: dict, kind: Kind, owner: State | None) -> str:
    if kind != Kind.REVIEW:
        return row["headline"]
    written = Review(language=row["written_in"], state=owner, forum_id=row["of_forum"])
    written.region, written.region_year = row["of_region"], row["of_year"]
    return written.title
