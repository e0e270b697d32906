"""The app's name, for Django, and the messages it may owe, and what it can erase of persons."""

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "matching"

    def ready(self):
        from matching.services.erasers import register_erasers  # noqa: PLC0415 - models are ready only now
        from matching.services.words import register_topics  # noqa: PLC0415

        register_topics()
        register_erasers()
