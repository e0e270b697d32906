"""The app's name, for Django; the figures keep step with the publications."""

from django.apps import AppConfig


class ProgressConfig(AppConfig):
    name = "progress"

    def ready(self):
        """Each publication moves the tallies behind the public figures."""
        from progress.services import keep_tallies  # noqa: PLC0415
        from workflow.services import follow_publications  # noqa: PLC0415

        follow_publications(keep_tallies)
