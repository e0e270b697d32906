"""Authority letters: private, under a name of ours, open to few, erased for good."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts import exceptions, services
from accounts.models import AccountEvent, AuthorityLetter, Invitation, Nomination
from accounts.services.letters import GivenLetter, keep_letter
from accounts.states import Act, DelegationRole
from tests.factories import accounts

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.addresses")]

HOSTILE_NAMES = ["../../etc/passwd", "..\\evil.pdf", "letter\u202efdp.exe", "a\nb.pdf", "x" * 3000 + ".pdf", "<b>.pdf"]


def kept(by, **fields):
    return keep_letter(file=accounts.upload(**fields), party=accounts.portugal(), by=by)


def files(settings):
    return sorted(
        str(path.relative_to(settings.MEDIA_ROOT)) for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()
    )


def asked(client, letter):
    """What a person gets who asks for the letter."""
    return client.get(reverse("delegations:letter", args=[letter.pk])).status_code


def test_nothing_of_the_name_it_came_with_is_kept(settings):
    focal = accounts.focal_point("PRT")

    letters = [kept(focal, name=name) for name in HOSTILE_NAMES]

    assert all(re.fullmatch(r"letters/[\w-]{43}", name) for name in files(settings))
    assert len(set(files(settings))) == len(HOSTILE_NAMES)
    assert {letter.download_name for letter in letters} == {f"authority-letter-{letter.pk}.pdf" for letter in letters}


def test_a_letter_knows_its_size_and_digest(settings):
    letter = kept(accounts.focal_point("PRT"))

    assert (letter.kind, letter.size, letter.state_id) == ("pdf", len(accounts.PDF), "PRT")
    assert (Path(settings.MEDIA_ROOT) / letter.file.name).read_bytes() == accounts.PDF
    assert len(letter.digest) == 64


def test_what_is_no_letter_leaves_nothing_behind(settings):
    focal = accounts.focal_point("PRT")

    with pytest.raises(ValidationError):
        accounts.nominated(focal, letter=GivenLetter(file=accounts.upload(b"<svg/>", "letter.pdf")))

    assert (files(settings), AuthorityLetter.objects.count(), Nomination.objects.count()) == ([], 0, 0)


def test_where_the_proposal_fails_its_file_goes_with_it(settings):
    focal = accounts.focal_point("PRT")
    accounts.nominated(focal)

    with pytest.raises(exceptions.ProposedAlready):
        accounts.nominated(focal, letter=GivenLetter(file=accounts.upload()))

    assert (files(settings), AuthorityLetter.objects.count()) == ([], 0)


def test_a_letter_is_a_download_that_no_browser_opens(client):
    focal = accounts.focal_point("PRT")
    letter = kept(focal)
    client.force_login(focal)

    answer = client.get(reverse("delegations:letter", args=[letter.pk]))

    assert answer.content == accounts.PDF
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == f'attachment; filename="authority-letter-{letter.pk}.pdf"'
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("make", "status"),
    [
        (lambda: accounts.focal_point("PRT", email="other@example.org"), 200),
        (accounts.administrator, 200),
        (accounts.moderator, 404),
        (accounts.drafter, 404),
        (lambda: accounts.focal_point("KEN"), 404),
        (accounts.person, 404),
    ],
    ids=["the party's focal point", "administrator", "moderator", "drafter", "another State's", "nobody"],
)
def test_only_administrators_and_the_partys_focal_points_have_it(client, make, status):
    letter = kept(accounts.focal_point("PRT"))
    client.force_login(make())

    assert asked(client, letter) == status


def test_an_organisations_letter_is_not_a_states(client):
    city = accounts.organisation()
    contributor = accounts.delegate("city@example.org", role=DelegationRole.FOCAL_POINT, organisation=city)
    letters = [
        keep_letter(file=accounts.upload(), party=party, by=contributor) for party in (city, accounts.portugal())
    ]
    client.force_login(contributor)

    assert [asked(client, letter) for letter in letters] == [200, 404]


def test_a_visitor_is_asked_to_sign_in(client):
    letter = kept(accounts.focal_point("PRT"))

    assert client.get(reverse("delegations:letter", args=[letter.pk])).status_code == 302


def test_a_file_that_is_gone_is_not_found(client, settings):
    focal = accounts.focal_point("PRT")
    letter = kept(focal)
    (Path(settings.MEDIA_ROOT) / letter.file.name).unlink()
    client.force_login(focal)

    assert client.get(reverse("delegations:letter", args=[letter.pk])).status_code == 404


def test_an_erased_letter_is_gone_and_what_rests_on_it_stays(client, settings, django_capture_on_commit_callbacks):
    administrator = accounts.administrator()
    _, token = services.invite(
        by=administrator, email="new@example.org", role=DelegationRole.FOCAL_POINT, party=accounts.portugal(),
        letter=accounts.upload(),
    )  # fmt: skip
    person = services.accept_invitation(token=token, name="New", password="a long enough word")
    letter = person.delegations.get().letter
    client.force_login(administrator)

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("people:erase_letter", args=[letter.pk]))

    assert (answer.status_code, files(settings)) == (302, [])
    assert client.get(reverse("delegations:letter", args=[letter.pk])).status_code == 404
    letter.refresh_from_db()
    assert (letter.file.name, letter.erased_at is None) == ("", False)
    assert person.delegations.get().is_in_force
    assert AccountEvent.objects.filter(act=Act.LETTER_ERASED, person=person, note=str(letter.pk)).count() == 1
    with pytest.raises(exceptions.LetterGone):
        services.erase_letter(letter=letter, by=administrator)


@pytest.mark.parametrize("make", [accounts.moderator, accounts.focal_point])
def test_only_administrators_erase(make, settings):
    somebody = make()

    with pytest.raises(PermissionDenied):
        services.erase_letter(letter=kept(somebody), by=somebody)
    assert len(files(settings)) == 1


def test_the_database_refuses_a_letter_that_is_neither_kept_nor_erased():
    letter = kept(accounts.focal_point("PRT"))

    with pytest.raises(IntegrityError, match="letter_kept_or_erased"), transaction.atomic():
        AuthorityLetter.objects.filter(pk=letter.pk).update(file="")


def test_an_administrator_puts_a_letter_on_file_with_the_invitation(client):
    administrator = accounts.administrator()
    client.force_login(administrator)
    form = {"email": "new@example.org", "role": "focal_point", "state": "PRT", "language": "en"}

    client.post(reverse("invitations:new"), form | {"letter": accounts.upload()})

    invitation = Invitation.objects.get()
    assert (invitation.letter.kind, invitation.letter.state_id, invitation.letter.kept_by) == (
        "pdf",
        "PRT",
        administrator,
    )


@pytest.mark.parametrize(
    ("role", "content", "words"),
    [
        ("focal_point", b"<html>", "not a letter"),
        ("focal_point", b"", "empty"),
        ("moderator", accounts.PDF, "no letter"),
    ],
)
def test_a_letter_that_cannot_be_kept_is_explained_at_its_question(client, role, content, words):
    client.force_login(accounts.administrator())
    state = "PRT" if role == "focal_point" else ""
    form = {"email": "new@example.org", "role": role, "state": state, "language": "en", "authority": "NV 3"}

    answer = client.post(reverse("invitations:new"), form | {"letter": accounts.upload(content)})

    assert words in answer.context["form"].errors["letter"][0]
    assert "NV 3" in answer.content.decode()
    assert "Choose the file again" in answer.content.decode()
    assert Invitation.objects.count() == 0
