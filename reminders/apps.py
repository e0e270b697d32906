"""The app's name, for Django, and what it reminds of."""

from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "reminders"

    def ready(self):
        """The sender of notices learns the words of reminders."""
        from notices.services import register  # noqa: PLC0415
        from reminders.services.words import topics  # noqa: PLC0415

        for topic in topics():
            register(topic)
