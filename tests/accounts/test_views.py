"""The pages of invitations and people, as an administrator and an invited person use them."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate as today

from accounts import services
from accounts.models import AccountEvent, Delegation, Invitation, User
from accounts.states import Act
from tests.factories import accounts

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.addresses")]

NEW = "/en/accounts/invitations/new/"
LIST = "/en/accounts/invitations/"
MINE = {
    "name": "New Person",
    "language": "es",
    "password": "a long enough word",
    "password_again": "a long enough word",
}


@pytest.fixture
def administrator(client):
    somebody = accounts.administrator()
    client.force_login(somebody)
    return somebody


def filled(**fields):
    return {"email": "new@example.org", "role": "focal_point", "state": "PRT", "language": "fr"} | fields


def invited(by=None, **fields):
    fields = {"email": "new@example.org", "role": "focal_point", "party": accounts.portugal()} | fields
    return services.invite(by=by or accounts.administrator("other@example.org"), **fields)


def link(token):
    return reverse("invitations:accept", args=[token])


def said(client):
    return [str(message) for message in client.get(LIST).context["messages"]]


# who may ------------------------------------------------------------------------------------------------------------

PAGES = ["invitations:list", "invitations:new", "people:list"]


@pytest.mark.parametrize("name", PAGES)
def test_a_visitor_is_asked_to_sign_in(client, name):
    assert client.get(reverse(name))["Location"] == f"/en/accounts/login/?next={reverse(name)}"


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("make", [accounts.moderator, accounts.focal_point, accounts.drafter])
def test_nobody_but_an_administrator_sees_who_is_invited(client, name, make):
    client.force_login(make())

    assert client.get(reverse(name)).status_code == 403


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("invitations:send_again", "invitation"),
        ("invitations:revoke", "invitation"),
        ("people:reset_second_factor", "person"),
        ("people:close", "person"),
        ("people:reopen", "person"),
        ("people:end_delegation", "delegation"),
    ],
)
def test_nobody_but_an_administrator_acts(client, name, model):
    somebody = accounts.focal_point("PRT")
    invitation, _ = invited()
    pk = {"invitation": invitation.pk, "person": somebody.pk, "delegation": somebody.delegations.get().pk}[model]
    client.force_login(accounts.moderator())

    assert client.post(reverse(name, args=[pk]), {"on": today()}).status_code == 403
    assert list(AccountEvent.objects.values_list("act", flat=True)) == [Act.INVITED]


# inviting -----------------------------------------------------------------------------------------------------------


def test_an_administrator_invites_and_the_message_leaves(client, administrator):
    page = client.post(NEW, filled()).content.decode()

    [message] = mail.outbox
    [token] = re.findall(r"/fr/accounts/invitations/(\S+)/", message.body)
    assert f"/fr/accounts/invitations/{token}/" in page
    assert "The invitation is on its way" in page
    assert services.open_invitation(token=token).invited_by == administrator
    assert token not in client.get(LIST).content.decode()


def test_where_no_mail_server_answers_the_administrator_is_told_and_has_the_link(client, administrator, settings):
    settings.EMAIL_BACKEND = "tests.accounts.test_adapter.DeadMailServer"

    page = client.post(NEW, filled()).content.decode()

    assert "The message could not be sent" in page
    assert re.search(r"/fr/accounts/invitations/\S{43}/", page)
    assert "Message not sent" in client.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"email": ""}, ["email"]),
        ({"email": "nobody"}, ["email"]),
        ({"email": "a\0@example.org"}, ["email"]),
        ({"role": ""}, ["role"]),
        ({"role": "emperor"}, ["role"]),
        ({"state": ""}, ["state"]),
        ({"state": "XXX"}, ["state"]),
        ({"state": "P\0T"}, ["state"]),
        ({"role": "moderator"}, ["role"]),
        ({"organisation": "0"}, ["organisation"]),
        ({"delegation_ends_on": "2001-01-01"}, ["delegation_ends_on"]),
        ({"delegation_ends_on": "soon"}, ["delegation_ends_on"]),
        ({"language": "tlh"}, ["language"]),
    ],
    ids=str,
)
def test_a_form_that_cannot_be_sent_comes_back_filled(client, administrator, change, wrong):
    answer = client.post(NEW, filled(authority="Note verbale 12/2026", **change))

    assert (answer.status_code, list(answer.context["form"].errors)) == (200, wrong)
    assert "Note verbale 12/2026" in answer.content.decode()
    assert Invitation.objects.count() == 0


def test_a_state_and_an_organisation_at_once_are_refused(client, administrator):
    answer = client.post(NEW, filled(organisation=accounts.organisation().pk))

    assert list(answer.context["form"].errors) == ["state"]


def test_an_organisation_alone_is_fine(client, administrator):
    city = accounts.organisation()

    client.post(NEW, filled(state="", organisation=city.pk))

    assert Invitation.objects.get().organisation == city


def test_an_invitation_to_both_sides_is_explained_at_the_address(client, administrator):
    accounts.moderator("new@example.org")

    answer = client.post(NEW, filled())

    assert answer.context["form"].errors["email"][0].startswith("Staff who decide on submissions cannot also speak")


def test_the_list_says_where_each_invitation_stands(client, administrator):
    for email in ("open", "sent", "over", "taken"):
        invited(administrator, email=f"{email}@example.org")
    now = timezone.now()
    Invitation.objects.filter(email="sent@example.org").update(sent_at=now)
    Invitation.objects.filter(email="over@example.org").update(expires_at=now)
    Invitation.objects.filter(email="taken@example.org").update(accepted_at=now, accepted_by=administrator)

    rows = re.findall(r"<tr>(.*?)</tr>", client.get(LIST).content.decode(), re.DOTALL)[1:]

    said = ["Message not sent", "Sent, valid until", "Not valid since", "Accepted on"]
    assert [[words for words in said if words in row] for row in reversed(rows)] == [[words] for words in said]
    actions = [[verb for verb in ("Send again", "Revoke") if verb in row] for row in reversed(rows)]
    assert actions == [["Send again", "Revoke"], ["Send again", "Revoke"], ["Send again"], []]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("invitations:list", 6), ("people:list", 7)])
def test_lists_take_the_same_queries_however_long(
    client, administrator, django_assert_num_queries, rows, name, queries
):
    for n in range(rows):
        invited(administrator, email=f"{n}@example.org")
        accounts.drafter("KEN", email=f"drafter{n}@example.org")

    with django_assert_num_queries(queries):
        client.get(reverse(name))


def test_sending_again_makes_a_new_link_and_voids_the_old_one(client, administrator):
    invitation, old = invited(administrator)

    page = client.post(reverse("invitations:send_again", args=[invitation.pk])).content.decode()

    assert re.search(r"/en/accounts/invitations/\S{43}/", page)
    assert len(mail.outbox) == 1
    assert client.get(link(old)).status_code == 404


def test_a_revoked_invitation_is_gone_for_the_invited(client, administrator):
    invitation, token = invited(administrator)

    client.post(reverse("invitations:revoke", args=[invitation.pk]))

    assert said(client) == ["The invitation is revoked: its link opens nothing."]
    assert client.get(link(token)).status_code == 410


@pytest.mark.parametrize("name", ["invitations:send_again", "invitations:revoke"])
def test_what_was_accepted_is_left_alone(client, administrator, name):
    invitation, token = invited(administrator)
    services.accept_invitation(token=token, name="New Person", password=MINE["password"])

    client.post(reverse(name, args=[invitation.pk]))

    assert said(client) == ["This invitation was accepted already. You can sign in."]


# accepting ----------------------------------------------------------------------------------------------------------


def test_a_new_person_accepts_is_signed_in_and_led_to_the_second_factor(client):
    _, token = invited()

    answer = client.post(link(token), MINE)

    person = User.objects.get(email="new@example.org")
    assert (answer["Location"], get_user(client), person.language) == ("/en/desk/", person, "es")
    assert client.get("/en/desk/")["Location"] == "/en/accounts/2fa/totp/activate/"
    assert client.get("/en/accounts/2fa/totp/activate/").status_code == 200


def test_looking_at_an_invitation_takes_nothing(client):
    _, token = invited()

    pages = [client.get(link(token)).status_code, client.head(link(token)).status_code]

    assert (pages, Invitation.objects.get().accepted_at) == ([200, 200], None)


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"name": ""}, ["name"]),
        ({"name": "a\0b"}, ["name"]),
        ({"name": "x" * 151}, ["name"]),
        ({"password": "short", "password_again": "short"}, ["password"]),
        ({"password": "new@example.org", "password_again": "new@example.org"}, ["password"]),
        ({"password_again": "something else entirely"}, ["password_again"]),
        ({"password": ""}, ["password"]),
        ({"language": "tlh"}, ["language"]),
    ],
    ids=str,
)
def test_what_does_not_do_comes_back_and_the_invitation_stays_open(client, change, wrong):
    _, token = invited()

    answer = client.post(link(token), MINE | change)

    assert (answer.status_code, list(answer.context["form"].errors)) == (200, wrong)
    assert Invitation.objects.get().is_open


def test_somebody_with_an_account_only_says_yes_and_is_not_signed_in_by_the_link(client):
    somebody = accounts.drafter("KEN", email="new@example.org")
    _, token = invited()

    assert 'name="password"' not in client.get(link(token)).content.decode()
    answer = client.post(link(token))

    assert (answer["Location"], get_user(client).is_authenticated) == ("/en/desk/", False)
    assert sorted(Delegation.objects.filter(person=somebody).values_list("state_id", flat=True)) == ["KEN", "PRT"]


def test_who_was_signed_in_on_this_browser_is_signed_out(client, administrator):
    _, token = invited(administrator)

    client.post(link(token), MINE)

    assert get_user(client).email == "new@example.org"


def test_used_expired_and_unknown_links_say_so(client):
    _, used = invited()
    services.accept_invitation(token=used, name="New Person", password=MINE["password"])
    _, expired = invited(email="late@example.org", by=User.objects.get(email="other@example.org"))
    Invitation.objects.filter(email="late@example.org").update(expires_at=timezone.now())

    pages = [client.get(link(token)) for token in (used, expired, "unknown", "a\0b")]

    assert [page.status_code for page in pages] == [410, 410, 404, 404]
    assert "accepted already" in pages[0].content.decode()
    assert "no longer valid" in pages[1].content.decode()


def test_an_invitation_speaks_the_language_of_its_address(client):
    _, token = invited()

    assert 'dir="rtl"' in client.get(link(token).replace("/en/", "/ar/")).content.decode()


# people -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["q=%00", "page=x", "page=99999", "q=" + "a" * 3000, "q=%ff"])
def test_odd_questions_are_answered(client, administrator, query):
    assert client.get(f"{reverse('people:list')}?{query}").status_code == 200


def test_a_person_is_shown_with_what_was_done(client, administrator):
    somebody = accounts.focal_point("PRT")
    services.reset_second_factor(person=somebody, by=administrator)

    page = client.get(reverse("people:person", args=[somebody.pk])).content.decode()

    assert "Portugal (Focal point)" in page
    assert "Second factor reset" in page
    assert "Reset the second factor" not in page


def test_the_machine_is_nobodys_business(client, administrator):
    system = User.objects.system()

    assert client.get(reverse("people:person", args=[system.pk])).status_code == 404
    assert client.post(reverse("people:close", args=[system.pk])).status_code == 404


def test_an_administrator_resets_and_closes_but_not_for_themselves(client, administrator):
    somebody = accounts.focal_point("PRT")

    for pk in (somebody.pk, administrator.pk):
        for name in ("people:reset_second_factor", "people:close"):
            client.post(reverse(name, args=[pk]))

    client.post(reverse("people:reopen", args=[somebody.pk]))

    own = "This is your own account: another administrator has to do it."
    assert said(client) == [
        "The second factor is reset.",
        "The account is closed.",
        own,
        own,
        "The account is open again.",
    ]
    assert list(AccountEvent.objects.order_by("pk").values_list("act", "person")) == [
        (Act.FACTOR_RESET, somebody.pk),
        (Act.CLOSED, somebody.pk),
        (Act.REOPENED, somebody.pk),
    ]


def test_the_last_day_of_a_delegation_is_set_on_its_page(client, administrator):
    delegation = accounts.focal_point("PRT").delegations.get()
    page = reverse("people:end_delegation", args=[delegation.pk])

    assert client.get(page).status_code == 200
    assert client.post(page, {"on": today().isoformat()})["Location"] == f"/en/accounts/people/{delegation.person_id}/"
    assert Delegation.objects.get().ends_on == today()


@pytest.mark.parametrize(
    ("on", "words"), [("1999-01-01", "before the day it began"), ("soon", "valid date"), ("", "Enter the last day.")]
)
def test_a_day_that_cannot_be_is_explained(client, administrator, on, words):
    delegation = accounts.focal_point("PRT").delegations.get()

    answer = client.post(reverse("people:end_delegation", args=[delegation.pk]), {"on": on})

    assert words in answer.context["form"].errors["on"][0]
    assert Delegation.objects.get().ends_on is None


def test_a_day_later_than_its_last_is_explained(client, administrator):
    delegation = accounts.focal_point("PRT", ends_on=today()).delegations.get()
    later = (today() + timedelta(days=1)).isoformat()

    answer = client.post(reverse("people:end_delegation", args=[delegation.pk]), {"on": later})

    assert answer.context["form"].errors["on"] == ["This delegation ends no later than that day already."]
