"""Reference data for tests: the real texts, loaded by the project's own loader."""

from django.core.management import call_command

from accounts.models import User


def load_reference_once():
    """The machine's own row, the 23 objectives, principles, States and Forum editions."""
    User.objects.get_or_create(
        is_system=True, defaults={"email": "system@localhost", "name": "The portal", "is_active": False}
    )
    call_command("load_reference", verbosity=0)
