"""The site as an app: its name, and the one thing every process of it needs."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "gcm_portal"

    def ready(self):
        """Every process, web included, knows our broker: without this a nudge goes to Celery's own default."""
        from gcm_portal import celery  # noqa: F401, PLC0415
