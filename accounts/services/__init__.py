"""The verbs of accounts: who gets in, who speaks for whom and until when."""

from accounts.services.invitations import (
    accept_invitation,
    invite,
    link_of,
    open_invitation,
    renew_invitation,
    revoke_invitation,
    send_invitation,
)
from accounts.services.people import close_account, end_delegation, reopen_account, reset_second_factor
from accounts.services.samples import make_demo_people

__all__ = [
    "accept_invitation",
    "close_account",
    "end_delegation",
    "invite",
    "link_of",
    "make_demo_people",
    "open_invitation",
    "renew_invitation",
    "reopen_account",
    "reset_second_factor",
    "revoke_invitation",
    "send_invitation",
]
