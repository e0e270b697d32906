"""What lies on a person's desk: their State's or organisation's work, by where it stands."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules import is_moderator
from pledges.selectors import Mandates, acts_open_to, mandates_of, own_pledges, with_reason_of_return
from progress.models import ProgressUpdate
from progress.selectors import latest_updates
from workflow.models import Moderated
from workflow.selectors import current_moment
from workflow.states import Change, Status


@dataclass(frozen=True)
class Item:
    """One version of a record on the desk. `title` is what its owner wrote, in `language`; it may still be empty."""

    kind: str
    row: Moderated
    title: str
    language: str
    reason: str
    acts: frozenset[str]
    latest: ProgressUpdate | None = None

    @property
    def heading(self) -> str:
        """Its title, or words of ours for a draft that has none yet."""
        return self.title or _("Untitled pledge")

    @property
    def heading_language(self) -> str:
        """The language the heading is in; none where the words are ours."""
        return self.language if self.title else ""

    @property
    def url(self) -> str:
        """Its page on the desk."""
        return reverse(f"{self.namespace}:detail", args=[self.row.pk])

    @property
    def edit_url(self) -> str:
        """Its form."""
        return reverse(f"{self.namespace}:edit", args=[self.row.pk])

    @property
    def namespace(self) -> str:
        """Where pages of its kind are."""
        return "desk_progress" if self.kind == "update" else "desk_pledges"

    @property
    def is_withdrawal(self) -> bool:
        """True where it asks that a published record be withdrawn."""
        return self.row.change == Change.WITHDRAWAL

    @property
    def closed_at(self) -> datetime:
        """When it last moved, as far as the row says."""
        return self.row.published_at or self.row.submitted_at or self.row.saved_at


@dataclass(frozen=True)
class Desk:
    """Everything one person can pick up from here, what came back first."""

    mandates: Mandates
    is_staff: bool
    returned: list[Item] = field(default_factory=list)
    drafts: list[Item] = field(default_factory=list)
    submitted: list[Item] = field(default_factory=list)
    published: list[Item] = field(default_factory=list)
    closed: list[Item] = field(default_factory=list)

    @property
    def silent(self) -> int:
        """How many published pledges nothing has been reported on."""
        return sum(item.latest is None for item in self.published)

    @property
    def is_empty(self) -> bool:
        """True where nothing was ever begun."""
        return not (self.returned or self.drafts or self.submitted or self.published or self.closed)


def desk_of(person: User) -> Desk:
    """The person's desk today, in four queries and two for the latest updates, however much lies on it."""
    mandates = mandates_of(person)
    desk = Desk(mandates=mandates, is_staff=is_moderator(person))
    if not mandates.delegations:
        return desk
    pledges = _pledges(mandates)
    for item in [*pledges, *_updates(mandates, about=pledges)]:
        _pile(desk, item).append(item)
    return desk


def _pile(desk: Desk, item: Item) -> list[Item]:
    piles = {
        Status.RETURNED: desk.returned,
        Status.DRAFT: desk.drafts,
        Status.SUBMITTED: desk.submitted,
        Status.PUBLISHED: desk.published if item.kind == "pledge" else [],
    }
    if item.row.status == Status.PUBLISHED and item.row.replaced_in_id:
        return desk.closed if item.is_withdrawal else []
    return piles.get(Status(item.row.status), desk.closed)


def _pledges(mandates: Mandates) -> list[Item]:
    rows = list(with_reason_of_return(own_pledges(mandates)).order_by("-saved_at", "-pk"))
    live = [row.record_id for row in rows if row.published_in_id and not row.replaced_in_id]
    latest = latest_updates(live, moment=current_moment()) if live else {}
    return [
        _item("pledge", row, mandates, title=row.title, language=row.language, latest=latest.get(row.record_id))
        for row in rows
    ]


def _updates(mandates: Mandates, *, about: list[Item]) -> list[Item]:
    """Updates under way, under the title of the public version of their pledge."""
    shown = {item.row.record_id: item for item in reversed(about) if item.row.published_in_id}
    updates = ProgressUpdate.objects.of_parties(states=mandates.states, organisations=mandates.organisations)
    rows = with_reason_of_return(updates).exclude(status=Status.PUBLISHED)
    return [
        _item("update", row, mandates, title=shown[row.about_id].title, language=shown[row.about_id].language)
        for row in rows.select_related("record", "state", "organisation").order_by("-saved_at", "-pk")
    ]


def _item(kind: str, row: Any, mandates: Mandates, **shown: Any) -> Item:
    acts = acts_open_to(mandates, row)
    return Item(kind=kind, row=row, reason=row.reason_of_return or "", acts=acts, **shown)
