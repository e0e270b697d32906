"""The app's name, for Django, and what it can erase of persons."""

from django.apps import AppConfig


class PledgesConfig(AppConfig):
    name = "pledges"

    def ready(self):
        """Whoever erases personal data learns where pledges hold it."""
        from pledges.services.erasers import register_erasers  # noqa: PLC0415

        register_erasers()
