"""The verbs of accounts: who gets in, who speaks for whom and until when, and whether mail reaches them."""

from accounts.services.addresses import (
    change_address,
    clear_address,
    confirm_address,
    mark_bounced,
    note_refused_address,
    send_address_check,
)
from accounts.services.bounces import take_in as take_in_bounces
from accounts.services.erasing import ERASED_DOMAIN, Eraser, Subject, erase, erasers_of, held
from accounts.services.erasing import register as register_eraser
from accounts.services.invitations import (
    accept_invitation,
    invite,
    link_of,
    open_invitation,
    renew_invitation,
    revoke_invitation,
    send_invitation,
)
from accounts.services.letters import GivenLetter, erase_letter
from accounts.services.nominations import confirm_nomination, nominate, refuse_nomination, take_back_nomination
from accounts.services.notices import choose_notices, read_stop_link, resume_notices, stop_notices
from accounts.services.people import (
    change_profile,
    close_account,
    end_delegation,
    look_up,
    reopen_account,
    reset_second_factor,
)
from accounts.services.reminders import remind_of_delegations
from accounts.services.samples import make_demo_people
from accounts.services.sessions import end_sessions

__all__ = [
    "ERASED_DOMAIN",
    "Eraser",
    "GivenLetter",
    "Subject",
    "accept_invitation",
    "change_address",
    "change_profile",
    "choose_notices",
    "clear_address",
    "close_account",
    "confirm_address",
    "confirm_nomination",
    "end_delegation",
    "end_sessions",
    "erase",
    "erase_letter",
    "erasers_of",
    "held",
    "invite",
    "link_of",
    "look_up",
    "make_demo_people",
    "mark_bounced",
    "nominate",
    "note_refused_address",
    "open_invitation",
    "read_stop_link",
    "refuse_nomination",
    "register_eraser",
    "remind_of_delegations",
    "renew_invitation",
    "reopen_account",
    "reset_second_factor",
    "resume_notices",
    "revoke_invitation",
    "send_address_check",
    "send_invitation",
    "stop_notices",
    "take_back_nomination",
    "take_in_bounces",
]
