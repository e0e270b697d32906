"""The limits of a capacity need; its words are `SupportKind` (shared with offers) and `Horizon` (with plans)."""

TITLE_MAX, WHERE_MAX = 200, 200
TEXT_MAX = 3000  # what exists, what is missing
