"""The app's name, for Django; what people are told of their standing, and what can be erased of them."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self):
        """The sender of notices and whoever erases personal data learn our words, our people and our tables."""
        from accounts.selectors import people_paused  # noqa: PLC0415
        from accounts.services.addresses import note_refused_address  # noqa: PLC0415
        from accounts.services.erasers import register_erasers  # noqa: PLC0415
        from accounts.services.words import topics  # noqa: PLC0415
        from notices.services import pause_for, register, when_refused  # noqa: PLC0415

        for topic in topics():
            register(topic)
        when_refused(note_refused_address)
        pause_for(people_paused)
        register_erasers()
