"""Which messages a person may choose about, and which come whatever they choose."""

from accounts.models import User
from accounts.rules import is_moderator
from notices.states import Group

OF_STAFF = (Group.SUBMISSIONS, Group.LATE, Group.ASKED, Group.OTHER)
OF_OTHERS = (Group.DECISIONS, Group.DUE, Group.ASKED, Group.OTHER)


def groups_open_to(person: User) -> tuple[Group, ...]:
    """The groups this person can be written to about: staff decide on submissions, everybody else makes them."""
    return OF_STAFF if is_moderator(person) else OF_OTHERS
