"""Reads of the moderators' desk: what waits and since when, one submission in full, what an amendment changes."""

from moderation.selectors.batches import Result, batch_of, results_of
from moderation.selectors.claims import claim_on, moderators, overtaken_claims
from moderation.selectors.contents import contents, differences, hints, kind_of
from moderation.selectors.corrections import Correction, Corrections, corrections
from moderation.selectors.duplicates import Likeness, duplicates
from moderation.selectors.lines import Waiting, described
from moderation.selectors.narrowing import Asked
from moderation.selectors.overdue import late_lines
from moderation.selectors.preferences import uses_shortcuts
from moderation.selectors.promise import Promise, promise_of, today_in_utc
from moderation.selectors.queue import Backlog, backlog, queue
from moderation.selectors.reading import Reading, questions_of, reading_of
from moderation.selectors.submissions import (
    contacts,
    decisions_open_to,
    headline,
    live_version,
    partners,
    reader_language_of,
    story,
    submission,
    turn_of,
)

__all__ = [
    "Asked",
    "Backlog",
    "Correction",
    "Corrections",
    "Likeness",
    "Promise",
    "Reading",
    "Result",
    "Waiting",
    "backlog",
    "batch_of",
    "claim_on",
    "contacts",
    "contents",
    "corrections",
    "decisions_open_to",
    "described",
    "differences",
    "duplicates",
    "headline",
    "hints",
    "kind_of",
    "late_lines",
    "live_version",
    "moderators",
    "overtaken_claims",
    "partners",
    "promise_of",
    "questions_of",
    "queue",
    "reader_language_of",
    "reading_of",
    "results_of",
    "story",
    "submission",
    "today_in_utc",
    "turn_of",
    "uses_shortcuts",
]
