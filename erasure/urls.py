"""Requests that personal data be erased: one's own at the desk, all of them for administrators (`staff_urls`)."""

from django.urls import path

from erasure.views import own, staff

app_name = "desk_erasure"
urlpatterns = [
    path("", own.list_, name="list"),
    path("new/", own.new, name="new"),
    path("<int:pk>/", own.detail, name="detail"),
    path("<int:pk>/take-back/", own.take_back, name="take_back"),
]

staff_urls = [
    path("", staff.list_, name="list"),
    path("new/", staff.new, name="new"),
    path("<int:pk>/", staff.detail, name="detail"),
    path("<int:pk>/carry-out/", staff.carry_out, name="carry_out"),
    path("<int:pk>/refuse/", staff.refuse, name="refuse"),
]
