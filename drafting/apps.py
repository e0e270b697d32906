"""The app's name, for Django, and what it can erase of a person."""

from django.apps import AppConfig


class DraftingConfig(AppConfig):
    name = "drafting"

    def ready(self):
        """Whoever erases personal data learns where uploads wait."""
        from drafting.services.erasers import register_erasers  # noqa: PLC0415

        register_erasers()
