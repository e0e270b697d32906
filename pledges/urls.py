"""The desk's side of pledges: written step by step, cited by others, confirmed by those they name."""

from django.urls import path

from drafting.urls import desk_urls
from pledges import views
from pledges.forms import PLEDGE

app_name = "desk_pledges"
urlpatterns = [
    path("named/", views.named_list, name="named_list"),
    path("named/<int:pk>/", views.named, name="named"),
    path("partners/<str:token>/", views.letter, name="letter"),
    *desk_urls(PLEDGE, without={"step"}),
    path("<int:pk>/steps/<slug:step>/", views.step, {"kind": PLEDGE}, name="step"),
    path("<int:pk>/find/", views.find, name="find"),
    path("<int:pk>/cite/", views.cite, name="cite"),
]
