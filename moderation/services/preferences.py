"""What a moderator chooses about the desk, kept for the next time."""

from accounts.models import User
from moderation.models import DeskPreference


def switch_shortcuts(*, by: User, on: bool) -> None:
    """Switch single-key shortcuts on or off for this person (WCAG 2.1, criterion 2.1.4)."""
    DeskPreference.objects.update_or_create(person=by, defaults={"uses_shortcuts": on})
