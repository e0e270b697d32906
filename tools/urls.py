"""The desk's side of tools, and of the calls that administrators write (`call_urls`, namespace `desk_calls`)."""

from django.urls import path

from drafting.urls import desk_urls
from tools.forms import TOOL
from tools.views import calls, writing

app_name = "desk_tools"
urlpatterns = [path("new/", writing.begin, name="new"), *desk_urls(TOOL, without={"new"})]

call_urls = [
    path("", calls.list_, name="list"),
    path("new/", calls.new, name="new"),
    path("<int:pk>/", calls.detail, name="detail"),
    path("<int:pk>/edit/", calls.edit, name="edit"),
    path("<int:pk>/publish/", calls.publish, name="publish"),
    path("<int:pk>/close/", calls.close, name="close"),
]
