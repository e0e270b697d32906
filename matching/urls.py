"""The two sides' addresses of matches, on the desk."""

from django.urls import path

from matching.views import sides

app_name = "desk_matches"
urlpatterns = [
    path("", sides.list_, name="list"),
    path("<int:pk>/<slug:side>/", sides.detail, name="detail"),
    path("<int:pk>/<slug:side>/consent/", sides.consent, name="consent"),
    path("<int:pk>/<slug:side>/decline/", sides.decline, name="decline"),
    path("<int:pk>/<slug:side>/outcome/", sides.outcome, name="outcome"),
    path("<int:pk>/<slug:side>/erase-contact/", sides.erase_contact, name="erase_contact"),
]
