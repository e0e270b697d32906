"""Addresses."""

from django.urls import path

from ui.views import styleguide

app_name = "ui"
urlpatterns = [path("", styleguide, name="styleguide")]
