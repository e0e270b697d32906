"""Everything that writes pledges. Import from here."""

from pledges.services.citing import cite
from pledges.services.content import PLEDGE_CONTENT
from pledges.services.importing import import_pledges, plan_pledge_import
from pledges.services.letters import letter_number
from pledges.services.partners import answer_letter, answer_naming

__all__ = [
    "PLEDGE_CONTENT",
    "answer_letter",
    "answer_naming",
    "cite",
    "import_pledges",
    "letter_number",
    "plan_pledge_import",
]
