"""Addresses of the moderators' desk."""

from django.urls import path

from moderation import views

app_name = "moderation"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("<kind>/<int:pk>/", views.record, name="record"),
    path("<kind>/<int:pk>/<verb>/", views.decide, name="decide"),
    path("pledge/<int:pk>/attachments/<int:attachment_pk>/", views.attachment, name="attachment"),
]
