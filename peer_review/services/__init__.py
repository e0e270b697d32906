"""The verbs of peer review. Import from here."""

from peer_review.services.answering import accept, declare_conflict, decline
from peer_review.services.assessing import hand_in, missing, save_draft, stamp_of
from peer_review.services.gate import before_decision
from peer_review.services.reminders import tend
from peer_review.services.reviews import call_off, invite, open_review, release
from peer_review.services.roster import change, correct_profile, enter, pause

__all__ = [
    "accept",
    "before_decision",
    "call_off",
    "change",
    "correct_profile",
    "declare_conflict",
    "decline",
    "enter",
    "hand_in",
    "invite",
    "missing",
    "open_review",
    "pause",
    "release",
    "save_draft",
    "stamp_of",
    "tend",
]
