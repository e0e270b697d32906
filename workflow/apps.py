"""The app's name, for Django, and what its people are told of."""

from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "workflow"

    def ready(self):
        """The sender of notices learns the words for what happens in the workflow."""
        from notices.services import register  # noqa: PLC0415
        from workflow.services.notices import topics  # noqa: PLC0415

        for topic in topics():
            register(topic)
