"""The app's name, for Django, what its messages are about, and what it can erase."""

from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    name = "correspondence"

    def ready(self):
        """Make the topics known to whoever sends messages, and the words to whoever erases."""
        from correspondence.services.erasers import register_erasers  # noqa: PLC0415 - needs the models
        from correspondence.services.topics import (  # noqa: PLC0415
            ANSWER_TOPIC,
            QUESTION_TOPIC,
            sentence_about_remarks,
        )
        from notices.services import register  # noqa: PLC0415
        from workflow.services.sentences import say_also  # noqa: PLC0415
        from workflow.states import Verb  # noqa: PLC0415

        register(QUESTION_TOPIC)
        register(ANSWER_TOPIC)
        register_erasers()
        say_also(Verb.RETURN, sentence_about_remarks)
