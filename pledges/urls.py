"""The desk's side of pledges: writing, submitting, amending."""

from django.urls import path

from pledges import views

app_name = "desk_pledges"
urlpatterns = [
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/review/", views.review, name="review"),
    path("<int:pk>/preview/", views.preview, name="preview"),
    path("<int:pk>/submit/", views.submit, name="submit"),
    path("<int:pk>/submitted/", views.submitted, name="submitted"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<slug:reference>/amend/", views.amend, name="amend"),
    path("<slug:reference>/request-withdrawal/", views.request_withdrawal, name="request_withdrawal"),
]
