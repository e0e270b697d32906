"""The app's name, for Django."""

from django.apps import AppConfig


class RoundtablesConfig(AppConfig):
    name = "roundtables"
