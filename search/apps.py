"""The app's name, for Django, and what keeps the index in step with the publications."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"

    def ready(self):
        from search.services import keep_index  # noqa: PLC0415 - models are ready only now
        from workflow.services import follow_publications  # noqa: PLC0415

        follow_publications(keep_index)
