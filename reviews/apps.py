"""The app's name, for Django."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"
