"""The desk's side of plans: the engine's pages, and those of one measure."""

from django.urls import path

from drafting.urls import desk_urls
from plans import views
from plans.forms import PLAN

app_name = "desk_plans"
urlpatterns = [
    *desk_urls(PLAN),
    path("<int:pk>/measures/new/", views.new, name="new_measure"),
    path("<int:pk>/measures/<int:record>/", views.measure, name="measure"),
    path("<int:pk>/measures/<int:record>/autosave/", views.autosave, name="autosave_measure"),
    path("<int:pk>/measures/<int:record>/remove/", views.remove, name="remove_measure"),
]
