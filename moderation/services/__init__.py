"""What moderators do: decide, one at a time or many, and say who is deciding on what."""

from moderation.services.batches import decide_many
from moderation.services.claims import claim, end_overtaken_claims, release, take_over
from moderation.services.deciding import corroborate, decide, stamp_of
from moderation.services.exporting import as_csv, as_xlsx
from moderation.services.preferences import switch_shortcuts

__all__ = [
    "as_csv",
    "as_xlsx",
    "claim",
    "corroborate",
    "decide",
    "decide_many",
    "end_overtaken_claims",
    "release",
    "stamp_of",
    "switch_shortcuts",
    "take_over",
]
