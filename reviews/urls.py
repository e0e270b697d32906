"""The desk's side of reviews: as every kind's, with a step page and a page of gaps of its own."""

from django.urls import path

from drafting.urls import desk_urls
from reviews import views
from reviews.forms import REVIEW

app_name = "desk_reviews"
urlpatterns = [
    *desk_urls(REVIEW, without={"step"}),
    path("<int:pk>/steps/<slug:step>/", views.step, {"kind": REVIEW}, name="step"),
    path("<int:pk>/gaps/", views.gaps, name="gaps"),
]
