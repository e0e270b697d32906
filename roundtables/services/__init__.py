"""Writing the reference data: what the Compact, the United Nations and the Forum's own resolutions lay down.

The files bring it (`load_reference`); administrators edit it, each edit public at once and kept with who, why and what
was said before.
"""

from roundtables.services.calendar import add_entry, change_entry, remove_entry
from roundtables.services.editions import change_edition, change_split, change_theme
from roundtables.services.papers import change_paper, draft_paper, publish_paper, remove_paper, take_off_paper
from roundtables.services.reference import edited_otherwise, load_reference

__all__ = [
    "add_entry",
    "change_edition",
    "change_entry",
    "change_paper",
    "change_split",
    "change_theme",
    "draft_paper",
    "edited_otherwise",
    "load_reference",
    "publish_paper",
    "remove_entry",
    "remove_paper",
    "take_off_paper",
]
