"""Everything that writes progress updates, and the tallies behind the public figures. Import from here."""

from progress.services.content import UPDATE_CONTENT
from progress.services.tallies import differences, keep_tallies, rebuild
from progress.services.updates import begin_update, confirm_unchanged, corroborate

__all__ = [
    "UPDATE_CONTENT",
    "begin_update",
    "confirm_unchanged",
    "corroborate",
    "differences",
    "keep_tallies",
    "rebuild",
]
