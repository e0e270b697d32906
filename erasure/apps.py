"""The app's name, for Django, and what people are told about."""

from django.apps import AppConfig


class ErasureConfig(AppConfig):
    name = "erasure"

    def ready(self):
        """The sender of notices learns our words; what requests themselves say can be erased too."""
        from erasure.services import topics  # noqa: PLC0415
        from erasure.services.own import register_erasers  # noqa: PLC0415
        from notices.services import register  # noqa: PLC0415

        for topic in topics():
            register(topic)
        register_erasers()
