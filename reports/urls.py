"""Addresses of the review reports."""

from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("", views.list_, name="list"),
    path("request/", views.request_, name="request"),
    path("<slug:reference>/", views.detail, name="detail"),
    path("<slug:reference>/file.pdf", views.download, name="download"),
    path("<slug:reference>/retry/", views.retry, name="retry"),
]
