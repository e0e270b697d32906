"""The API as a Django app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Reading for everybody; reading one's own and writing by token."""

    name = "api"

    def ready(self):
        """The sender of notices learns what is said of tokens; whoever erases personal data, where they are."""
        from api.services.erasers import register_erasers  # noqa: PLC0415
        from api.services.words import topics  # noqa: PLC0415
        from notices.services import register  # noqa: PLC0415

        for topic in topics():
            register(topic)
        register_erasers()
