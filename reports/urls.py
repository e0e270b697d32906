"""Addresses of the review reports, and of the schedules that ask for them (`schedule_urls`, namespace `schedules`)."""

from django.urls import path

from reports.views import library, schedules

app_name = "reports"
urlpatterns = [
    path("", library.list_, name="list"),
    path("request/", library.request_, name="request"),
    path("<slug:reference>/", library.detail, name="detail"),
    path("<slug:reference>/file.pdf", library.download, name="download"),
    path("<slug:reference>/retry/", library.retry, name="retry"),
]

schedule_urls = [
    path("", schedules.list_, name="list"),
    path("<int:pk>/", schedules.detail, name="detail"),
    path("<int:pk>/pause/", schedules.pause, name="pause"),
    path("<int:pk>/resume/", schedules.resume, name="resume"),
    path("<int:pk>/run/", schedules.run, name="run"),
]
