"""The app's name, for Django."""

from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "workflow"
