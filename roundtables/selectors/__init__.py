"""Forums, their calendar and papers as they are or were at a publication; and what was done to them."""

from roundtables.selectors.calendar import calendar, standing_entries
from roundtables.selectors.forums import (
    current_edition,
    current_of,
    edition_of,
    editions,
    objectives_at,
    round_tables,
    split_at,
    table_of,
)
from roundtables.selectors.history import (
    about,
    edited_by_people,
    edits_of,
    mark_of,
    story_of,
    story_of_calendar,
    story_of_paper,
)
from roundtables.selectors.papers import (
    draft_count,
    kept_papers,
    next_number,
    notes_of,
    public_papers,
    topics,
)

__all__ = [
    "about",
    "calendar",
    "current_edition",
    "current_of",
    "draft_count",
    "edited_by_people",
    "edition_of",
    "editions",
    "edits_of",
    "kept_papers",
    "mark_of",
    "next_number",
    "notes_of",
    "objectives_at",
    "public_papers",
    "round_tables",
    "split_at",
    "standing_entries",
    "story_of",
    "story_of_calendar",
    "story_of_paper",
    "table_of",
    "topics",
]
