"""The page of a party, as its focal points and drafters use it; nobody else finds it."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils.timezone import localdate as today

from accounts import services
from accounts.models import AccountEvent, Delegation, Invitation, Nomination
from accounts.states import Act, DelegationRole
from tests.factories import accounts

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.addresses")]

DAY = timedelta(days=1)


def at(name, person, *more):
    return reverse(f"delegations:{name}", args=[person.delegations.first().pk, *more])


def said(client, page):
    return [str(message) for message in client.get(page).context["messages"]]


@pytest.fixture
def focal(client):
    somebody = accounts.focal_point("PRT", ends_on=today() + 90 * DAY)
    client.force_login(somebody)
    return somebody


def proposal(**fields):
    cited = {"letter_reference": "NV 7/2026", "letter_dated_on": "2026-01-15"}
    return {"email": "successor@example.org", "starts_on": today().isoformat(), "language": "fr"} | cited | fields


def drafter_invited(by, email="d@example.org"):
    return services.invite(by=by, email=email, role=DelegationRole.DRAFTER, party=accounts.portugal())[0]


# finding it ---------------------------------------------------------------------------------------------------------


def test_who_has_one_delegation_is_led_to_it(client, focal):
    assert client.get(reverse("delegations:home"))["Location"] == at("detail", focal)


def test_who_has_several_chooses_and_one_to_come_is_no_link_yet(client, focal):
    Delegation.objects.create(person=focal, role="drafter", state_id="KEN", starts_on=today())
    Delegation.objects.create(person=focal, role="drafter", state_id="MEX", starts_on=today() + DAY)

    page = client.get(reverse("delegations:home")).content.decode()

    assert len(set(re.findall(r"/en/accounts/delegations/\d+/", page))) == 2
    assert "begins on" in page


@pytest.mark.parametrize(
    "make", [accounts.person, accounts.moderator, lambda: accounts.drafter(ends_on=today() - DAY)]
)
def test_who_speaks_for_nobody_is_told_how_to(client, make):
    client.force_login(make())

    assert "You speak for no State or organisation" in client.get(reverse("delegations:home")).content.decode()


@pytest.mark.parametrize("name", ["detail", "invite", "nominate"])
@pytest.mark.parametrize(
    "make",
    [
        lambda: accounts.focal_point("KEN"),
        lambda: accounts.focal_point("PRT", email="second@example.org"),
        accounts.administrator,
        accounts.moderator,
    ],
    ids=["another State's", "a colleague", "administrator", "moderator"],
)
def test_somebody_elses_delegation_looks_like_one_that_does_not_exist(client, name, make):
    theirs = at(name, accounts.focal_point("PRT"))
    client.force_login(make())

    found = [client.get(theirs), client.get(reverse(f"delegations:{name}", args=[10**9]))]

    assert [answer.status_code for answer in found] == [404, 404]


@pytest.mark.parametrize("name", ["detail", "invite", "nominate"])
def test_a_delegation_that_ended_yesterday_opens_nothing(client, focal, name):
    page = at(name, focal)
    focal.delegations.update(ends_on=today() - DAY)

    assert client.get(page).status_code == 404
    assert client.post(page, proposal()).status_code in ({404} if name != "detail" else {405})


def test_a_drafter_sees_who_speaks_and_no_addresses_letters_or_acts(client):
    accounts.focal_point("PRT")
    drafter = accounts.drafter("PRT")
    client.force_login(drafter)

    page = client.get(at("detail", drafter)).content.decode()

    assert "focal.prt" in page
    assert "focal.prt@example.org" not in page
    assert "Authority letter" not in page
    assert at("invite", drafter) not in page


@pytest.mark.parametrize("name", ["invite", "nominate"])
def test_a_drafter_neither_invites_nor_proposes(client, name):
    drafter = accounts.drafter("PRT")
    client.force_login(drafter)

    assert [client.get(at(name, drafter)).status_code, client.post(at(name, drafter), {}).status_code] == [403, 403]


def test_the_page_says_who_speaks_who_is_invited_who_is_proposed_and_who_was_before(client):
    before = accounts.focal_point("PRT", email="before@example.org", ends_on=today() - DAY)
    focal = accounts.focal_point("PRT", starts_on=today() - DAY)
    accounts.drafter("PRT"), accounts.focal_point("KEN")
    drafter_invited(focal)
    services.invite(by=focal, email="x@example.org", role="drafter", party=accounts.portugal())
    accounts.nominated(focal)
    client.force_login(focal)

    answer = client.get(at("detail", focal))
    party, page = answer.context["party"], answer.content.decode()

    assert [each.person.email for each in party.speaking] == ["focal.prt@example.org", "drafter.prt@example.org"]
    assert [each.email for each in party.invitations] == ["x@example.org", "d@example.org"]
    assert [each.email for each in party.nominations] == ["successor@example.org"]
    assert party.predecessor.person == before
    assert "You took over from" in page
    assert "NV" not in page
    assert "Note verbale 7/2026 (2026-01-15)" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_the_same_queries_however_many_there_are(client, focal, django_assert_num_queries, rows):
    for n in range(rows):
        accounts.drafter("PRT", email=f"drafter{n}@example.org")
        drafter_invited(focal, email=f"invited{n}@example.org")
        accounts.nominated(focal, email=f"proposed{n}@example.org")

    with django_assert_num_queries(11):
        client.get(at("detail", focal))


# drafters -----------------------------------------------------------------------------------------------------------


def test_a_focal_point_invites_a_drafter_and_is_not_shown_the_link(client, focal):
    page = at("invite", focal)
    assert client.get(page).context["form"]["delegation_ends_on"].value() == today() + 90 * DAY

    answer = client.post(page, {"email": "d@example.org", "language": "es", "delegation_ends_on": ""}, follow=True)

    [message] = mail.outbox
    [token] = re.findall(r"/es/accounts/invitations/(\S+)/", message.body)
    assert (message.to, token in answer.content.decode()) == (["d@example.org"], False)
    assert [str(each) for each in answer.context["messages"]] == ["The invitation is on its way."]
    invitation = Invitation.objects.get()
    assert (invitation.role, invitation.state_id, invitation.delegation_ends_on) == ("drafter", "PRT", None)


def test_where_no_mail_server_answers_the_focal_point_is_told_and_sees_no_link_either(client, focal, settings):
    settings.EMAIL_BACKEND = "tests.accounts.test_adapter.DeadMailServer"

    answer = client.post(at("invite", focal), {"email": "d@example.org", "language": "es"}, follow=True)

    page = answer.content.decode()
    assert "no mail server took it" in page
    assert "Message not sent" in page
    assert re.search(r"/accounts/invitations/\S{43}/", page) is None


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"email": ""}, "email", "Enter the e-mail address of the person."),
        ({"email": "nobody"}, "email", "Enter a valid email address."),
        ({"email": "a\0@example.org"}, "email", "Enter a valid email address."),
        ({"email": "staff@example.org"}, "email", "Staff who decide on submissions cannot also speak"),
        ({"email": "closed@example.org"}, "email", "The account of this address was closed."),
        ({"delegation_ends_on": "2001-01-01"}, "delegation_ends_on", "This day is over. Enter today or a later day."),
        ({"delegation_ends_on": "soon"}, "delegation_ends_on", "Enter a valid date."),
        ({"language": "tlh"}, "language", "Select a valid choice."),
    ],
    ids=str,
)
def test_an_invitation_that_cannot_be_comes_back_filled(client, focal, change, field, words):
    accounts.moderator("staff@example.org")
    accounts.person("closed@example.org", is_active=False)
    typed = {"email": "d@example.org", "delegation_ends_on": "2099-01-01", "language": "ru"} | change

    answer = client.post(at("invite", focal), typed)

    form = answer.context["form"]
    assert (answer.status_code, list(form.errors)) == (200, [field])
    assert form.errors[field][0].startswith(words)
    assert {name: form[name].value() for name in typed} == typed
    assert (Invitation.objects.count(), mail.outbox) == (0, [])


def test_own_invitations_are_sent_again_and_revoked(client, focal):
    invitation = drafter_invited(focal)

    client.post(at("send_again", focal, invitation.pk))
    client.post(at("revoke", focal, invitation.pk))

    assert len(mail.outbox) == 1
    assert not Invitation.objects.get().is_open
    assert said(client, at("detail", focal)) == [
        "The invitation is on its way.",
        "The invitation is revoked: its link opens nothing.",
    ]


@pytest.mark.parametrize("name", ["send_again", "revoke"])
def test_invitations_of_others_are_forbidden_and_of_other_parties_not_there(client, focal, name):
    theirs = drafter_invited(accounts.focal_point("PRT", email="second@example.org"))
    kenya = accounts.focal_point("KEN")
    kenyan, _ = services.invite(by=kenya, email="k@example.org", role="drafter", party=kenya.delegations.get().state)

    found = [client.post(at(name, focal, each)).status_code for each in (theirs.pk, kenyan.pk, 10**9)]

    assert (found, mail.outbox) == ([403, 404, 404], [])


@pytest.mark.parametrize("name", ["send_again", "revoke"])
def test_what_was_accepted_is_left_alone(client, focal, name):
    invitation, token = services.invite(by=focal, email="d@example.org", role="drafter", party=accounts.portugal())
    services.accept_invitation(token=token, name="D", password="a long enough word")

    client.post(at(name, focal, invitation.pk))

    assert said(client, at("detail", focal)) == ["This invitation was accepted already. You can sign in."]


def test_a_focal_point_sets_a_drafters_last_day(client, focal):
    drafter = accounts.drafter("PRT").delegations.get()
    page = at("end_drafter", focal, drafter.pk)

    assert client.get(page).status_code == 200
    client.post(page, {"on": today().isoformat()})

    drafter.refresh_from_db()
    assert drafter.ends_on == today()
    assert AccountEvent.objects.filter(act=Act.DELEGATION_ENDED, actor=focal, delegation=drafter).count() == 1


@pytest.mark.parametrize(
    ("on", "words"),
    [("", "Enter the last day."), ("soon", "Enter a valid date."), ("1999-01-01", "A delegation cannot end before")],
)
def test_a_last_day_that_cannot_be_is_explained(client, focal, on, words):
    drafter = accounts.drafter("PRT").delegations.get()

    answer = client.post(at("end_drafter", focal, drafter.pk), {"on": on})

    assert answer.context["form"].errors["on"][0].startswith(words)
    assert answer.context["form"]["on"].value() == on


def test_only_the_own_partys_drafters_are_there_to_be_ended(client, focal):
    others = [
        accounts.drafter("KEN"),
        accounts.focal_point("PRT", email="second@example.org"),
        accounts.drafter("PRT", ends_on=today() - DAY),
    ]

    found = [client.get(at("end_drafter", focal, each.delegations.get().pk)).status_code for each in others]

    assert found == [404, 404, 404]


# proposing ----------------------------------------------------------------------------------------------------------


def test_a_focal_point_proposes_a_successor_with_a_letter(client, focal):
    page = at("nominate", focal)
    assert client.get(page).context["form"]["starts_on"].value() == today() + 91 * DAY

    letter = {"letter_reference": "", "letter_dated_on": "", "letter_file": accounts.upload()}
    answer = client.post(page, proposal(**letter))

    nomination = Nomination.objects.get()
    assert (answer["Location"], nomination.letter.kind, nomination.language) == (at("detail", focal), "pdf", "fr")
    assert (nomination.state_id, nomination.proposed_by, Invitation.objects.count()) == ("PRT", focal, 0)
    assert said(client, at("detail", focal)) == [
        "The proposal is with the secretariat. You will have its answer by e-mail."
    ]


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"email": ""}, "email", "Enter the e-mail address of the person."),
        ({"email": "staff@example.org"}, "email", "Staff who decide on submissions cannot also speak"),
        ({"email": "again@example.org"}, "email", "This address is proposed already"),
        ({"starts_on": ""}, "starts_on", "Enter the first day of the delegation."),
        ({"starts_on": "2001-01-01"}, "starts_on", "This day is over. Enter today or a later day."),
        ({"ends_on": "2001-01-01"}, "ends_on", "The last day is before the first. Enter a later day."),
        ({"letter_reference": ""}, "letter_reference", "Enter the reference of the letter, or upload the letter."),
        ({"letter_dated_on": ""}, "letter_dated_on", "Enter the date of the letter, or upload the letter."),
        ({"letter_reference": "", "letter_dated_on": ""}, "letter_file", "Upload the letter, or enter its reference"),
        ({"letter_dated_on": "2999-01-01"}, "letter_dated_on", "This day is still to come. Enter the date on"),
        ({"letter_reference": "x" * 151}, "letter_reference", "Ensure this value has at most 150 characters"),
        ({"letter_reference": "a\0b"}, "letter_reference", "Null characters are not allowed."),
        ({"language": "tlh"}, "language", "Select a valid choice."),
    ],
    ids=str,
)
def test_a_proposal_that_cannot_be_comes_back_filled(client, focal, change, field, words):
    accounts.moderator("staff@example.org")
    accounts.nominated(focal, email="again@example.org")
    typed = proposal(**({"ends_on": "2099-01-01"} | change))

    answer = client.post(at("nominate", focal), typed)

    form = answer.context["form"]
    assert (answer.status_code, list(form.errors)) == (200, [field])
    assert form.errors[field][0].startswith(words)
    assert {name: form[name].value() for name in typed} == typed
    assert Nomination.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "This file is empty."),
        (b"<svg onload='alert(1)'/>", "This file is not a letter"),
        (b"%PDF-1.4" + b"\0" * (25 * 1024 * 1024), "This file is larger than 25 MB."),
    ],
    ids=["empty", "SVG named .pdf", "26 MB"],
)
def test_a_file_that_is_no_letter_is_explained_and_has_to_be_chosen_again(client, focal, content, words):
    answer = client.post(at("nominate", focal), proposal(letter_file=accounts.upload(content)))

    assert answer.context["form"].errors["letter_file"][0].startswith(words)
    assert "Choose the file again" in answer.content.decode()
    assert Nomination.objects.count() == 0


def test_a_proposal_is_taken_back_and_not_twice(client, focal):
    nomination = accounts.nominated(focal)

    for _ in range(2):
        client.post(at("take_back", focal, nomination.pk))

    assert said(client, at("detail", focal)) == [
        "The proposal is taken back.",
        "This proposal was decided on, or taken back, already. Nothing was changed.",
    ]


def test_another_partys_proposal_is_not_there(client, focal):
    kenya = accounts.focal_point("KEN")
    theirs = accounts.nominated(kenya, party=kenya.delegations.get().state)

    assert client.post(at("take_back", focal, theirs.pk)).status_code == 404
    assert theirs.is_open


def test_the_reason_of_a_refusal_is_read_on_the_page_escaped(client, focal):
    nomination = accounts.nominated(focal)
    services.refuse_nomination(nomination=nomination, by=accounts.administrator(), reason="<b>Not signed</b>")

    assert "&lt;b&gt;Not signed&lt;/b&gt;" in client.get(at("detail", focal)).content.decode()


# the administrators' side -------------------------------------------------------------------------------------------


@pytest.fixture
def administrator(client):
    somebody = accounts.administrator()
    client.force_login(somebody)
    return somebody


def test_an_administrator_confirms_and_the_invitation_leaves(client, administrator):
    nomination = accounts.nominated(accounts.focal_point("PRT"), language="fr")

    page = client.get(reverse("people:nomination", args=[nomination.pk])).content.decode()
    answer = client.post(reverse("people:confirm", args=[nomination.pk]))

    assert "Note verbale 7/2026 (2026-01-15)" in page
    [message] = mail.outbox
    assert (message.to, answer.status_code) == (["successor@example.org"], 200)
    assert "The invitation is on its way" in answer.content.decode()


def test_an_administrator_refuses_with_a_reason(client, administrator):
    nomination = accounts.nominated(accounts.focal_point("PRT"))
    refuse = reverse("people:refuse", args=[nomination.pk])

    without = client.post(refuse, {"reason": " "})
    client.post(refuse, {"reason": "Not signed"})

    assert without.context["form"].errors["reason"] == ["Say why, so that the focal point knows what to do."]
    nomination.refresh_from_db()
    assert (nomination.standing, nomination.reason) == ("refused", "Not signed")


@pytest.mark.parametrize("verb", ["confirm", "refuse"])
def test_what_is_decided_is_not_decided_again(client, administrator, verb):
    nomination = accounts.nominated(accounts.focal_point("PRT"))
    services.refuse_nomination(nomination=nomination, by=administrator, reason="Not signed")

    client.post(reverse(f"people:{verb}", args=[nomination.pk]), {"reason": "again"})

    assert said(client, reverse("people:nominations")) == [
        "This proposal was decided on, or taken back, already. Nothing was changed."
    ]
    assert Nomination.objects.get().reason == "Not signed"


def test_an_address_that_became_staff_meanwhile_is_explained(client, administrator):
    nomination = accounts.nominated(accounts.focal_point("PRT"))
    accounts.moderator(nomination.email)

    client.post(reverse("people:confirm", args=[nomination.pk]))

    [words] = said(client, reverse("people:nominations"))
    assert words.startswith("Staff who decide on submissions cannot also speak")
    assert Nomination.objects.get().is_open


def test_those_that_wait_stand_on_top(client, administrator):
    focal = accounts.focal_point("PRT")
    for email in ("first@example.org", "second@example.org", "third@example.org"):
        accounts.nominated(focal, email=email)
    services.refuse_nomination(
        nomination=Nomination.objects.get(email="first@example.org"), by=administrator, reason="x"
    )

    found = [each.email for each in client.get(reverse("people:nominations")).context["page_obj"]]

    assert found == ["second@example.org", "third@example.org", "first@example.org"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_queries_however_long(client, administrator, django_assert_num_queries, rows):
    focal = accounts.focal_point("PRT")
    for n in range(rows):
        accounts.nominated(focal, email=f"{n}@example.org")

    with django_assert_num_queries(6):
        client.get(reverse("people:nominations"))


@pytest.mark.parametrize("name", ["nominations", "nomination", "confirm", "refuse"])
@pytest.mark.parametrize("make", [accounts.moderator, accounts.drafter, lambda: accounts.focal_point("KEN")])
def test_nobody_but_administrators_gets_to_proposals(client, name, make):
    nomination = accounts.nominated(accounts.focal_point("PRT"))
    client.force_login(make())
    page = reverse(f"people:{name}", args=[] if name == "nominations" else [nomination.pk])
    method = client.post if name in {"confirm", "refuse"} else client.get

    assert (method(page, {"reason": "x"}).status_code, Nomination.objects.get().is_open) == (403, True)
