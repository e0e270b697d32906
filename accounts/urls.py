"""Sign-in, second factor, invitations, people: allauth's own names, and only the pages we mean to have."""

from allauth.account import views as account
from django.urls import include, path, re_path

from accounts import views

invitations = [
    path("", views.invitation_list, name="list"),
    path("new/", views.invite, name="new"),
    path("<int:pk>/send-again/", views.send_again, name="send_again"),
    path("<int:pk>/revoke/", views.revoke, name="revoke"),
    path("<str:token>/", views.accept, name="accept"),
]
people = [
    path("", views.person_list, name="list"),
    path("<int:pk>/", views.person, name="person"),
    path("<int:pk>/reset-second-factor/", views.look_after, {"verb": "reset"}, name="reset_second_factor"),
    path("<int:pk>/close/", views.look_after, {"verb": "close"}, name="close"),
    path("<int:pk>/reopen/", views.look_after, {"verb": "reopen"}, name="reopen"),
    path("delegations/<int:pk>/end/", views.end_delegation, name="end_delegation"),
]
urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"
    ),
    path("2fa/", include("allauth.mfa.urls")),
    path("invitations/", include((invitations, "invitations"))),
    path("people/", include((people, "people"))),
]
