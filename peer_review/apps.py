"""The app's name, and what it writes to people about and can erase of them."""

from django.apps import AppConfig


class PeerReviewConfig(AppConfig):
    name = "peer_review"

    def ready(self):
        from peer_review.services.erasers import register_erasers  # noqa: PLC0415  models are needed first
        from peer_review.services.messages import register_topics  # noqa: PLC0415

        register_topics()
        register_erasers()
