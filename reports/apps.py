"""The app's name, for Django, and what its schedules write about."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self):
        """The sender of notices learns the words of schedules."""
        from notices.services import register  # noqa: PLC0415
        from reports.services.telling import topics  # noqa: PLC0415

        for topic in topics():
            register(topic)
