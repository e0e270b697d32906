"""What is late, each line with where a moderator reads it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from moderation.selectors.contents import KINDS
from reminders.selectors import Case, Late, with_last_reminder


@dataclass(frozen=True)
class LateLine:
    """One line of the list: what is late, and its page."""

    late: Late
    url: str


def late_lines(page: Sequence[Late]) -> list[LateLine]:
    """Lines to show, with when somebody was last reminded of each."""
    return [LateLine(late=late, url=_page_of(late.case)) for late in with_last_reminder(page)]


def _page_of(case: Case) -> str:
    """Of a report the public page of what it is about; of what came back the page that says whose it is now."""
    if case.due is not None:
        return case.due.subject.address
    kind = next(kind for kind, written in KINDS.items() if isinstance(case.version, written.model))
    return reverse("moderation:record", args=[kind.value, case.version.pk if case.version else 0])
