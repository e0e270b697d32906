"""Addresses of the review reports, and of the schedules that ask for them (`schedule_urls`, namespace `schedules`)."""

from django.urls import path

from reports.views import library, production, schedules

app_name = "reports"
urlpatterns = [
    path("", library.list_, name="list"),
    path("production/", production.list_, name="production"),
    path("production/new/", production.new, name="request"),
    path("production/<int:pk>/", production.set_, name="set"),
    path("production/<int:pk>/retry/", production.retry_set, name="retry_set"),
    path("production/<int:pk>/release/", production.release_set, name="release_set"),
    path("preview/<slug:reference>/", production.preview, name="preview"),
    path("preview/<slug:reference>/file.<slug:form>", production.preview_file, name="preview_file"),
    path("<slug:reference>/", library.detail, name="detail"),
    path("<slug:reference>/read/", library.read, name="read"),
    path("<slug:reference>/manifest.json", library.manifest, name="manifest"),
    path("<slug:reference>/file.<slug:form>", library.download, name="download"),
    path("<slug:reference>/retry/", production.retry, name="retry"),
    path("<slug:reference>/release/", production.release, name="release"),
]

schedule_urls = [
    path("", schedules.list_, name="list"),
    path("new/", schedules.new, name="new"),
    path("<int:pk>/", schedules.detail, name="detail"),
    path("<int:pk>/pause/", schedules.pause, name="pause"),
    path("<int:pk>/resume/", schedules.resume, name="resume"),
    path("<int:pk>/run/", schedules.run, name="run"),
    path("<int:pk>/end/", schedules.end, name="end"),
]
