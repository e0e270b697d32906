"""The desk's own addresses; what lies on it has its own under it."""

from django.urls import path

from desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("records/<slug:pile>/", views.records, name="records"),
]
