"""The app's name, for Django, and what it can erase of persons."""

from django.apps import AppConfig


class AlertsConfig(AppConfig):
    name = "alerts"

    def ready(self):
        """Whoever erases personal data learns what alerts hold."""
        from alerts.services.erasers import register_erasers  # noqa: PLC0415

        register_erasers()
