"""The app's name, for Django."""

from django.apps import AppConfig


class TypesettingConfig(AppConfig):
    name = "typesetting"
