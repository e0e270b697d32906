"""The app's name, for Django."""

from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    name = "attachments"
