"""Reads of the moderators' desk: what waits, one submission in full, what an amendment changes."""

from moderation.selectors.contents import contents, differences
from moderation.selectors.queue import Waiting, queue, waiting_by_kind, with_owners
from moderation.selectors.submissions import (
    contacts,
    decisions_open_to,
    headline,
    live_version,
    story,
    submission,
)

__all__ = [
    "Waiting",
    "contacts",
    "contents",
    "decisions_open_to",
    "differences",
    "headline",
    "live_version",
    "queue",
    "story",
    "submission",
    "waiting_by_kind",
    "with_owners",
]
