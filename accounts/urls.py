"""Sign-in, second factor, invitations, people: allauth's own names, and only the pages we mean to have."""

from allauth.account import views as account
from django.urls import include, path, re_path

from accounts.views import delegations as party
from accounts.views import invitations as invited
from accounts.views import nominations, own, parties
from accounts.views import notices as heard
from accounts.views import people as persons

invitations = [
    path("", invited.invitation_list, name="list"),
    path("new/", invited.invite, name="new"),
    path("<int:pk>/send-again/", invited.send_again, name="send_again"),
    path("<int:pk>/revoke/", invited.revoke, name="revoke"),
    path("<str:token>/", invited.accept, name="accept"),
]
people = [
    path("", persons.person_list, name="list"),
    path("<int:pk>/", persons.person, name="person"),
    path("<int:pk>/reset-second-factor/", persons.look_after, {"verb": "reset"}, name="reset_second_factor"),
    path("<int:pk>/close/", persons.look_after, {"verb": "close"}, name="close"),
    path("<int:pk>/reopen/", persons.look_after, {"verb": "reopen"}, name="reopen"),
    path("<int:pk>/mail-arrives/", persons.look_after, {"verb": "clear"}, name="clear_address"),
    path("<int:pk>/address/", persons.change_address, name="change_address"),
    path("delegations/", parties.party_list, name="delegations"),
    path("delegations/<int:pk>/end/", persons.end_delegation, name="end_delegation"),
    path("states/<slug:iso3>/", parties.state, name="state"),
    path("organisations/<int:pk>/", parties.organisation, name="organisation"),
    path("letters/<int:pk>/erase/", persons.erase_letter, name="erase_letter"),
    path("proposals/", nominations.nominations, name="nominations"),
    path("proposals/<int:pk>/", nominations.nomination, name="nomination"),
    path("proposals/<int:pk>/confirm/", nominations.confirm, name="confirm"),
    path("proposals/<int:pk>/refuse/", nominations.refuse, name="refuse"),
    path("vacancies/", persons.vacancies, name="vacancies"),
]
delegations = [
    path("", party.home, name="home"),
    path("<int:pk>/", party.detail, name="detail"),
    path("<int:pk>/invite/", party.invite_drafter, name="invite"),
    path("<int:pk>/propose/", party.nominate, name="nominate"),
    path("<int:pk>/proposals/<int:nomination_pk>/take-back/", party.take_back, name="take_back"),
    path("<int:pk>/invitations/<int:invitation_pk>/send-again/", party.send_again, name="send_again"),
    path("<int:pk>/invitations/<int:invitation_pk>/revoke/", party.revoke, name="revoke"),
    path("<int:pk>/drafters/<int:drafter_pk>/end/", party.end_drafter, name="end_drafter"),
    path("letters/<int:pk>/", party.letter, name="letter"),
]
profile = [
    path("", own.profile, name="edit"),
    path("check-address/", own.check_address, name="check_address"),
    path("confirm-address/<str:token>/", own.confirm_address, name="confirm_address"),
]
notices = [
    path("", heard.choose, name="choose"),
    path("stop/<str:token>/", heard.stop, name="stop"),
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
    path("sessions/", include("allauth.usersessions.urls")),
    path("profile/", include((profile, "profile"))),
    path("notices/", include((notices, "notices"))),
    path("delegations/", include((delegations, "delegations"))),
    path("invitations/", include((invitations, "invitations"))),
    path("people/", include((people, "people"))),
]
