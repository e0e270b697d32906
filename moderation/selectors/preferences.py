"""How a moderator likes the desk to work."""

from accounts.models import User
from moderation.models import DeskPreference


def uses_shortcuts(person: User) -> bool:
    """True where single keys act on the queue: for everybody who has not switched them off."""
    return not DeskPreference.objects.filter(person=person, uses_shortcuts=False).exists()
