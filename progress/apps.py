"""The app's name, for Django."""

from django.apps import AppConfig


class ProgressConfig(AppConfig):
    name = "progress"
