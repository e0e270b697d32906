"""Everything that writes drafts."""

from drafting.services.content import Content, Part, Values, stamp
from drafting.services.presence import note_writing
from drafting.services.saving import begin, draft_amendment, draft_withdrawal, lock_for_editing, save, save_reason

__all__ = [
    "Content",
    "Part",
    "Values",
    "begin",
    "draft_amendment",
    "draft_withdrawal",
    "lock_for_editing",
    "note_writing",
    "save",
    "save_reason",
    "stamp",
]
