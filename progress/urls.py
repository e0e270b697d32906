"""The desk's side of progress updates."""

from django.urls import path

from progress import views

app_name = "desk_progress"
urlpatterns = [
    path("new/<slug:reference>/", views.new, name="new"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/submit/", views.submit, name="submit"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
]
