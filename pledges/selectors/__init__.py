"""Reads about pledges for the people who write them, and what a record's page needs to show one.

Figures shown to the public are elsewhere (`progress.selectors`); contact persons are read by their owner's form only.
"""

from pledges.selectors.hints import smart_hints
from pledges.selectors.partners import (
    Standing,
    latest_reply,
    letter_open,
    may_answer,
    named_in,
    naming_version,
    partner_standings,
    partners_shown,
    public_partner,
)
from pledges.selectors.reading import (
    citable,
    last_public_version,
    own_pledges,
    published_record,
    with_content,
)

__all__ = [
    "Standing",
    "citable",
    "last_public_version",
    "latest_reply",
    "letter_open",
    "may_answer",
    "named_in",
    "naming_version",
    "own_pledges",
    "partner_standings",
    "partners_shown",
    "public_partner",
    "published_record",
    "smart_hints",
    "with_content",
]
