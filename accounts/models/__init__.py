"""People, the States and organisations they speak for, and from when to when."""

from accounts.models.delegations import AuthorityLetter, Delegation, Invitation, Nomination
from accounts.models.events import AccountEvent, ReturnedMail
from accounts.models.parties import Organisation, State
from accounts.models.people import User, UserManager, default_language

__all__ = [
    "AccountEvent",
    "AuthorityLetter",
    "Delegation",
    "Invitation",
    "Nomination",
    "Organisation",
    "ReturnedMail",
    "State",
    "User",
    "UserManager",
    "default_language",
]
