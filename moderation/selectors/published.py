"""What the public reads now, record by record, for staff who look for one of them: and what is asked about each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse

from accounts.models import State
from erasure.models import ErasureRequest
from erasure.selectors import requests_about
from moderation.selectors.contents import KINDS
from moderation.states import About, Kind
from plans.models import Measure
from pledges.models import Pledge
from workflow.states import Change, Status


@dataclass(frozen=True)
class Sought:
    """Which records are looked for: words of the reference, title or owner; a kind; what is asked about them."""

    words: str = ""
    kind: str = ""
    about: str = ""


@dataclass(frozen=True)
class Published:
    """One published record, and what waits for a decision about it."""

    kind: Kind
    pk: int
    title: str
    language: str
    reference: str
    owner: str
    published_at: datetime
    withdrawal: int | None
    amendment: int | None
    erasure: ErasureRequest | None

    @property
    def url(self) -> str:
        """Where it is read, and where it can be retracted."""
        return reverse("moderation:record", args=[self.kind.value, self.pk])

    @property
    def withdrawal_url(self) -> str:
        """Where its owner's request to withdraw it is decided on; nothing where there is none."""
        return reverse("moderation:record", args=[self.kind.value, self.withdrawal]) if self.withdrawal else ""

    @property
    def amendment_url(self) -> str:
        """Where the amendment that waits is decided on; nothing where there is none."""
        return reverse("moderation:record", args=[self.kind.value, self.amendment]) if self.amendment else ""


def published(sought: Sought) -> QuerySet:
    """What is public now and is looked for, as plain values, the latest on top; `with_what_is_asked` makes lines."""
    arms = [_arm(kind, sought) for kind in KINDS if sought.kind in {"", kind}]
    return arms[0].union(*arms[1:], all=True).order_by("-published_at", "what", "-pk")


def with_what_is_asked(rows: Sequence[Mapping]) -> list[Published]:
    """Lines to show, in the order of the rows: owners by name, and what waits about each; in three queries."""
    states = State.objects.in_bulk({row["state_id"] for row in rows if row["state_id"]})
    records = [row["record_id"] for row in rows]
    waiting = _waiting(records) if rows else {}
    erasures = requests_about(records)
    return [
        Published(
            kind=Kind(row["what"]),
            pk=row["pk"],
            title=row["headline"] or row["cited_as"],
            language=row["written_in"],
            reference=row["cited_as"],
            owner=str(states[row["state_id"]]) if row["state_id"] else row["body"],
            published_at=row["published_at"],
            withdrawal=waiting.get((row["record_id"], Change.WITHDRAWAL)),
            amendment=waiting.get((row["record_id"], Change.AMENDMENT)),
            erasure=erasures.get(row["record_id"]),
        )
        for row in rows
    ]


def _arm(kind: Kind, sought: Sought) -> QuerySet:
    """One kind's part of the union: an update goes by the title of what it is about, a review by its reference."""
    model = KINDS[kind].model
    found = model._default_manager.published().annotate(
        what=Value(kind.value),
        headline=Cast(_headline(kind), CharField()),
        written_in=Cast(F("language"), CharField()),
        cited_as=Coalesce(F("record__reference"), Value("")),
        body=Coalesce(F("organisation__name"), Value("")),
    )
    if sought.words:
        by_owner = Q(state__name__icontains=sought.words) | Q(organisation__name__icontains=sought.words)
        found = found.filter(Q(headline__icontains=sought.words) | Q(cited_as__icontains=sought.words) | by_owner)
    if sought.about == About.WITHDRAWAL:
        asked = model._default_manager.filter(status=Status.SUBMITTED, change=Change.WITHDRAWAL)
        found = found.filter(Exists(asked.filter(record=OuterRef("record"))))
    if sought.about == About.ERASURE:
        found = found.filter(Exists(ErasureRequest.objects.waiting().filter(record=OuterRef("record"))))
    return found.order_by().values(
        "pk", "what", "headline", "written_in", "cited_as", "record_id", "published_at", "state_id", "body"
    )


def _headline(kind: Kind) -> F | Coalesce | Value:
    if kind == Kind.REVIEW:
        return Value("")
    if kind != Kind.UPDATE:
        return F("title")
    pledge = Pledge.objects.published().filter(record=OuterRef("about")).values("title")
    measure = Measure.objects.published().filter(record=OuterRef("about")).values("title")
    return Coalesce(Subquery(pledge[:1]), Subquery(measure[:1]), Value(""))


def _waiting(records: Sequence[int]) -> dict[tuple[int, str], int]:
    """The submitted version that would change each of these records: by record and change, its number."""
    arms = [
        written.model._default_manager.filter(status=Status.SUBMITTED, record__in=records)
        .exclude(change=Change.NEW)
        .order_by()
        .values("record_id", "change", "pk")
        for written in KINDS.values()
    ]
    return {(row["record_id"], row["change"]): row["pk"] for row in arms[0].union(*arms[1:], all=True)}
