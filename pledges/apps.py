"""The app's name, for Django."""

from django.apps import AppConfig


class PledgesConfig(AppConfig):
    name = "pledges"
