"""Everything that writes correspondence. Import from here."""

from correspondence.services.reasons import (
    add_reason,
    change_reason,
    content_of,
    load_reasons,
    restore_reason,
    retire_reason,
)
from correspondence.services.remarks import add_remarks
from correspondence.services.threads import answer, ask

__all__ = [
    "add_reason",
    "add_remarks",
    "answer",
    "ask",
    "change_reason",
    "content_of",
    "load_reasons",
    "restore_reason",
    "retire_reason",
]
