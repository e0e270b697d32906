"""The app's name, for Django, and what it writes to people about."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "moderation"

    def ready(self):
        """The sender of notices knows the desk's topics."""
        from moderation.services.topics import register_topics  # noqa: PLC0415

        register_topics()
