"""Where a person is signed in. allauth keeps a row for each sign-in; ours ends them all at once."""

from allauth.usersessions.models import UserSession

from accounts.models import User


def end_sessions(person: User) -> None:
    """Sign the person out everywhere, now."""
    for session in UserSession.objects.filter(user=person):
        session.end()
