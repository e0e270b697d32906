"""The app's name, for Django."""

from django.apps import AppConfig


class ToolsConfig(AppConfig):
    name = "tools"
