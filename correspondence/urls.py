"""Questions at the desk, and the reasons administrators keep ready (`reason_urls`, namespace `reasons`)."""

from django.urls import path

from correspondence.views import questions, reasons

app_name = "questions"
urlpatterns = [
    path("", questions.list_, name="list"),
    path("<int:pk>/", questions.thread, name="thread"),
]

reason_urls = [
    path("", reasons.list_, name="list"),
    path("new/", reasons.new, name="new"),
    path("<int:pk>/", reasons.edit, name="edit"),
    path("<int:pk>/retire/", reasons.retire, name="retire"),
    path("<int:pk>/restore/", reasons.restore, name="restore"),
]
