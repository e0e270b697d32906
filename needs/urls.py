"""The desk's side of needs."""

from django.urls import path

from drafting.urls import desk_urls
from needs import views
from needs.forms import NEED

app_name = "desk_needs"
urlpatterns = [path("new/", views.begin, name="new"), *desk_urls(NEED, without={"new"})]
