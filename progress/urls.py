"""The desk's side of progress updates."""

from django.urls import path

from drafting.urls import desk_urls
from progress import views
from progress.forms import UPDATE

app_name = "desk_progress"
urlpatterns = [
    *desk_urls(UPDATE, without={"new"}),
    path("<slug:reference>/new/", views.new, name="new"),
    path("<slug:reference>/unchanged/", views.unchanged, name="unchanged"),
    path("<int:pk>/text/<slug:purpose>/", views.as_text, name="as_text"),
    path("<int:pk>/text/<slug:purpose>.txt", views.as_text_file, name="as_text_file"),
]
