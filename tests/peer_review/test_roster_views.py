"""The roster's pages and a reviewer's own profile."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Invitation, User
from peer_review import services
from peer_review.models import Reviewer
from tests.factories import accounts, peer_review

pytestmark = pytest.mark.django_db


def of(person):
    """A client with the person's session."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(answer):
    return " ".join(answer.content.decode().split())


def typed(**changed):
    """An entry as a browser sends it."""
    given = {
        "email": "new@example.org", "side": "external", "institution": "Sample Institute", "expertise": "policy",
        "experience": "5_to_10", "languages": ["en", "sw"], "regions": ["ECA"], "objectives": ["6", "7"],
        "per_year": "3", "since": "2026-01-01", "until": "",
    }  # fmt: skip
    return given | changed


def test_somebody_is_invited_accepts_is_entered_and_finds_their_reviews():
    administrator = of(peer_review.administrator())
    sent = administrator.post(
        reverse("invitations:new"), {"email": "new@example.org", "role": "reviewer", "language": "fr"}
    )
    token = sent.context["link"].rstrip("/").rpartition("/")[2]
    newcomer = Client()
    password = "a long enough word"
    newcomer.post(
        reverse("invitations:accept", args=[token]),
        {"name": "New Person", "language": "fr", "password": password, "password_again": password},
    )
    assert "enters you on the roster" in page(newcomer.get(reverse("desk:home")))
    assert "new%40example.org" in page(administrator.get(reverse("roster:list")))

    answer = administrator.post(reverse("roster:new"), typed())

    assert answer["Location"] == reverse("roster:list")
    entered = Reviewer.objects.get()
    assert (entered.person.email, entered.languages, entered.per_year) == ("new@example.org", ["en", "sw"], 3)
    assert newcomer.get(reverse("reviewing:list")).status_code == 200
    assert reverse("reviewing:list") in page(newcomer.get(reverse("desk:home")))


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"state": "PRT"}, "Peer reviewers speak for no State or organisation: choose neither."),
        ({"letter": True}, "Peer reviewers need no letter: leave this empty."),
    ],
)
def test_a_reviewer_is_invited_for_no_party_and_on_no_letter(changed, message):
    data = {"email": "new@example.org", "role": "reviewer", "language": "en"} | changed
    if changed.get("letter"):
        data["letter"] = accounts.upload()

    answer = of(peer_review.administrator()).post(reverse("invitations:new"), data)

    assert message in page(answer)
    assert Invitation.objects.count() == 0


@pytest.mark.parametrize(
    ("changed", "status", "message"),
    [
        ({"email": "unknown@example.org"}, 409, "No open account has this address."),
        ({"email": ""}, 400, "Enter the e-mail address of the person."),
        ({"side": ""}, 400, "Choose one."),
        ({"languages": []}, 400, "Choose at least one language."),
        ({"languages": ["xx"]}, 400, "Select a valid choice"),
        ({"objectives": ["24"]}, 400, "Select a valid choice"),
        ({"objectives": ["a\0"]}, 400, "Select a valid choice"),
        ({"institution": "a\0b"}, 400, "Null characters are not allowed."),
        ({"institution": "x" * 201}, 400, "Use at most 200 characters"),
        ({"per_year": "0"}, 400, "greater than or equal to 1"),
        ({"per_year": "9" * 400}, 400, "less than or equal to 12"),
        ({"since": "9999-99-99"}, 400, "Write the date as year, month and day"),
        ({"until": "2025-12-31"}, 400, "The last day is before the first."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, dict) else "",
)
def test_an_entry_that_makes_no_sense_comes_back_with_what_to_do(changed, status, message):
    accounts.person("new@example.org")

    answer = of(peer_review.administrator()).post(reverse("roster:new"), typed(**changed))

    assert (answer.status_code, message in page(answer), Reviewer.objects.count()) == (status, True, 0)
    assert 'value="3"' in page(answer) or "per_year" in changed


def test_an_entry_is_changed_and_ended():
    entered = peer_review.reviewer()

    of(peer_review.administrator()).post(
        reverse("roster:edit", args=[entered.pk]), typed(side="un", until="2026-02-01")
    )

    kept = Reviewer.objects.get()
    assert (kept.side, str(kept.until), kept.is_retired) == ("un", "2026-02-01", True)
    assert "Left on" in page(of(peer_review.administrator()).get(reverse("roster:list")))


def test_a_reviewer_corrects_their_profile_but_not_how_they_read():
    entered = peer_review.reviewer()

    answer = of(entered.person).post(reverse("reviewing:profile"), typed(side="un", institution="Elsewhere"))

    assert answer["Location"] == reverse("reviewing:profile")
    kept = Reviewer.objects.get()
    assert (kept.institution, kept.side, [each.pk for each in kept.objectives.all()]) == (
        "Elsewhere",
        "external",
        [6, 7],
    )
    assert of(entered.person).post(reverse("reviewing:profile"), typed(per_year="x")).status_code == 400


@pytest.mark.parametrize("who", ["reviewer", "administrator"])
def test_a_pause_begins_and_ends(who):
    entered = peer_review.reviewer()
    client = of(entered.person if who == "reviewer" else peer_review.administrator())
    address = reverse("reviewing:pause") if who == "reviewer" else reverse("roster:pause", args=[entered.pk])
    for said, expected in (("yes", True), ("no", False), ("yes", True), ("nonsense", False)):
        assert client.post(address, {"paused": said}).status_code == 302
        assert Reviewer.objects.get().is_paused is expected


def test_during_a_pause_the_reviewer_is_told_so():
    entered = peer_review.reviewer()
    services.pause(entered, paused=True, by=entered.person)

    assert "You take a pause" in page(of(entered.person).get(reverse("reviewing:list")))


def test_a_moderator_reads_the_roster_and_cannot_change_it():
    entered = peer_review.reviewer()
    client = of(peer_review.moderator())

    shown = page(client.get(reverse("roster:list")))

    assert "Sample Institute" in shown and reverse("roster:edit", args=[entered.pk]) not in shown
    assert client.get(reverse("roster:edit", args=[entered.pk])).status_code == 404


@pytest.mark.parametrize("query", ["year=1999", "year=x", "year=a%00", "year=" + "9" * 400])
def test_a_year_without_work_is_not_there(query):
    entered = peer_review.reviewer()

    assert of(entered.person).get(f"{reverse('reviewing:thanks')}?{query}").status_code == 404


def test_an_address_with_any_text_in_it_is_harmless():
    client = of(peer_review.administrator())

    answer = client.get(reverse("roster:new"), {"email": "<b>\0" + "x" * 999})

    assert answer.status_code == 200
    assert "<b>" not in page(answer)
    assert User.objects.filter(reviewer__isnull=False).count() == 0
