"""The app's name, for Django."""

from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "needs"
