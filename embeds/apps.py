"""The app's name, for Django."""

from django.apps import AppConfig


class EmbedsConfig(AppConfig):
    name = "embeds"
