"""The app's name, for Django."""

from django.apps import AppConfig


class ObjectivesConfig(AppConfig):
    name = "objectives"
