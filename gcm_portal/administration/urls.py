"""Addresses of administration."""

from django.urls import path

from gcm_portal.administration import views

app_name = "administration"
urlpatterns = [
    path("administration/", views.home, name="home"),
    path("health/", views.health, name="health"),
]
