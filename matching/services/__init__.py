"""Everything that writes matches: the broker's acts, the sides' answers, outcomes, contacts. Import from here."""

from matching.services.answering import consent, decline
from matching.services.brokering import close, put_to_both, suggest
from matching.services.contacts import GivenContact, erase_contacts
from matching.services.outcomes import confirm_outcome, state_outcome

__all__ = [
    "GivenContact",
    "close",
    "confirm_outcome",
    "consent",
    "decline",
    "erase_contacts",
    "put_to_both",
    "state_outcome",
    "suggest",
]
