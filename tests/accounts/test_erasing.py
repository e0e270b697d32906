"""What accounts hold about a person is erased from every table; what they did stays, under a number."""

from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import exceptions, services
from accounts.models import AccountEvent, AuthorityLetter, Invitation, Nomination, ReturnedMail, User
from accounts.services import GivenLetter, Subject, erase, held
from accounts.services.erasing import Eraser, erasers_of, register
from accounts.states import Act, DelegationRole, Holding, NominationStanding
from notices.models import Notice
from tests.factories import accounts

pytestmark = pytest.mark.django_db
EMAIL = "leaver@example.org"


@pytest.fixture
def administrator():
    return accounts.administrator()


@pytest.fixture
def leaver():
    """A focal point of Portugal, signed in, with everything an account can gather."""
    person = accounts.focal_point("PRT", email=EMAIL)
    person.name = "Lea Ver"
    person.save()
    EmailAddress.objects.create(user=person, email=EMAIL)
    ReturnedMail.objects.create(email=EMAIL, why=f"550 no {EMAIL}")
    Notice.objects.create(topic="a", key="b", recipient=person, failure=f"refused: {EMAIL}")
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    UserSession.objects.create(
        user=person, session_key=client.session.session_key, ip="192.0.2.1", user_agent="A sample browser"
    )
    person.browser = client
    return person


def erased(person, administrator):
    counts = erase(Subject.account(person), by=administrator)
    return counts, User.objects.get(pk=person.pk)


def everything_as_text():
    """Every row of every table that is not the trail's, as the database holds it."""
    tables = [User, Invitation, Nomination, ReturnedMail, EmailAddress, Authenticator, UserSession, Notice]
    return "\n".join(str(row) for table in tables for row in table.objects.values_list())


def test_name_address_password_factors_sessions_and_what_mail_servers_said_are_gone(leaver, administrator):
    assert leaver.browser.get(reverse("profile:edit")).status_code == 200
    counts, former = erased(leaver, administrator)
    assert counts == {
        "accounts.ReturnedMail": 1,
        "account.EmailAddress": 1,
        "mfa.Authenticator": 1,
        "usersessions.UserSession": 1,
        "notices.Notice": 1,
        "accounts.User": 1,
    }
    assert leaver.browser.get(reverse("profile:edit")).status_code == 302
    assert (former.name, former.email) == (f"Former user {leaver.pk}", f"former-user-{leaver.pk}@erased.invalid")
    assert (former.is_active, former.has_usable_password(), former.last_login) == (False, False, None)
    assert former.erased_at is not None
    text = everything_as_text()
    assert EMAIL not in text
    assert "Lea Ver" not in text


def test_what_was_done_stays_and_so_do_its_rows(leaver, administrator):
    services.change_profile(person=leaver, name="Lea Ver", language="fr", by=leaver)
    before = list(AccountEvent.objects.order_by("pk").values())
    erased(leaver, administrator)
    assert list(AccountEvent.objects.order_by("pk").values())[: len(before)] == before
    added = AccountEvent.objects.order_by("pk")[len(before) :]
    assert [(each.act, each.person, each.actor) for each in added] == [
        (Act.DELEGATION_ENDED, leaver, administrator),
        (Act.ERASED, leaver, administrator),
    ]


def test_erasing_twice_erases_nothing_more(leaver, administrator):
    erased(leaver, administrator)
    counts, former = erased(User.objects.get(pk=leaver.pk), administrator)
    assert counts == {}
    assert held(Subject.account(former)) == {}
    assert AccountEvent.objects.filter(act=Act.ERASED).count() == 1


def test_delegations_end_today_and_those_to_come_with_their_first_day(leaver, administrator):
    later = timezone.localdate() + timedelta(days=10)
    coming = leaver.delegations.create(role=DelegationRole.DRAFTER, state_id="PRT", starts_on=later)
    past = leaver.delegations.create(
        role=DelegationRole.DRAFTER, state_id="KEN", starts_on=date(2020, 1, 1), ends_on=date(2021, 1, 1)
    )
    erased(leaver, administrator)
    last_days = dict(leaver.delegations.values_list("pk", "ends_on"))
    assert last_days.pop(coming.pk) == later
    assert last_days.pop(past.pk) == date(2021, 1, 1)
    assert list(last_days.values()) == [timezone.localdate()]


def test_invitations_lose_the_address_and_those_still_open_are_void(leaver, administrator):
    _, token = services.invite(
        by=administrator, email=EMAIL, party=accounts.portugal(), role=DelegationRole.FOCAL_POINT
    )
    other, _ = services.invite(by=administrator, email="other@example.org", role="moderator")
    counts, _former = erased(leaver, administrator)
    assert counts["accounts.Invitation"] == 1
    with pytest.raises(exceptions.InvitationExpired):
        services.open_invitation(token=token)
    assert Invitation.objects.get(pk=other.pk).email == "other@example.org"


def test_an_invitation_that_was_accepted_under_another_address_loses_it_too(leaver, administrator):
    invitation = Invitation.objects.create(
        email="earlier@example.org", token_hash="x", staff_role="moderator", invited_by=administrator,
        expires_at=timezone.now(), accepted_at=timezone.now(), accepted_by=leaver,
    )  # fmt: skip
    erased(leaver, administrator)
    invitation.refresh_from_db()
    assert (invitation.email, invitation.accepted_by) == (f"invitation-{invitation.pk}@erased.invalid", leaver)


def test_a_proposal_that_waits_is_taken_back_and_a_refused_one_says_no_more_why(leaver, administrator):
    colleague = accounts.focal_point("PRT", email="colleague@example.org")
    refused = accounts.nominated(colleague, email=EMAIL)
    services.refuse_nomination(nomination=refused, by=administrator, reason="Lea Ver is not known to the mission.")
    waiting = accounts.nominated(colleague, email=EMAIL)
    erased(leaver, administrator)
    assert list(Nomination.objects.order_by("pk").values_list("standing", "reason", "email")) == [
        (NominationStanding.REFUSED, "—", f"proposal-{refused.pk}@erased.invalid"),
        (NominationStanding.TAKEN_BACK, "", f"proposal-{waiting.pk}@erased.invalid"),
    ]
    assert AccountEvent.objects.filter(act=Act.TAKEN_BACK, nomination=waiting, actor=administrator).count() == 1


def test_letters_go_on_which_nothing_of_anybody_else_rests(
    leaver, administrator, settings, django_capture_on_commit_callbacks
):
    own = services.letters.keep_letter(file=accounts.upload(), party=accounts.portugal(), by=administrator)
    shared = services.letters.keep_letter(file=accounts.upload(), party=accounts.portugal(), by=administrator)
    leaver.delegations.update(letter=own)
    colleague = accounts.focal_point("PRT", email="colleague@example.org")
    for person in (leaver, colleague):
        person.delegations.create(
            role=DelegationRole.DRAFTER, state_id="KEN", starts_on=date(2026, 1, 1), letter=shared
        )
    proposed = accounts.nominated(colleague, email=EMAIL, letter=GivenLetter(file=accounts.upload()))
    with django_capture_on_commit_callbacks(execute=True):
        counts, _former = erased(leaver, administrator)
    assert counts["accounts.AuthorityLetter"] == 2
    kept = AuthorityLetter.objects.filter(erased_at__isnull=True)
    assert list(kept) == [shared]
    assert [path.name for path in (settings.MEDIA_ROOT / "letters").iterdir()] == [shared.file.name.rpartition("/")[2]]
    assert proposed.letter.erased_at is None


def test_a_letter_alone_is_erased_by_its_own_request(administrator, settings, django_capture_on_commit_callbacks):
    letter = services.letters.keep_letter(file=accounts.upload(), party=accounts.portugal(), by=administrator)
    with django_capture_on_commit_callbacks(execute=True):
        assert erase(Subject.of_letter(letter), by=administrator) == {"accounts.AuthorityLetter": 1}
    assert list((settings.MEDIA_ROOT / "letters").iterdir()) == []
    assert erase(Subject.of_letter(letter), by=administrator) == {}


def test_a_file_stays_where_the_erasing_is_undone(administrator, settings):
    letter = services.letters.keep_letter(file=accounts.upload(), party=accounts.portugal(), by=administrator)
    with pytest.raises(RuntimeError), transaction.atomic():
        erase(Subject.of_letter(letter), by=administrator)
        raise RuntimeError("something after it fails")
    assert len(list((settings.MEDIA_ROOT / "letters").iterdir())) == 1
    assert AuthorityLetter.objects.get().erased_at is None


@pytest.mark.parametrize("who", [accounts.person, accounts.moderator, accounts.focal_point])
def test_nobody_but_administrators_erases(who, leaver):
    with pytest.raises(PermissionDenied):
        erase(Subject.account(leaver), by=who(email="other@example.org"))
    assert User.objects.get(pk=leaver.pk).email == EMAIL


def test_an_erased_account_does_not_come_back(leaver, administrator, client):
    _counts, former = erased(leaver, administrator)
    for again in (services.reopen_account, services.close_account, services.reset_second_factor):
        with pytest.raises(exceptions.AccountErased):
            again(person=former, by=administrator)
    with pytest.raises(exceptions.AccountErased):
        services.change_address(person=former, email="new@example.org", by=administrator)
    with pytest.raises(IntegrityError, match="user_erased_is_not_active"), transaction.atomic():
        User.objects.filter(pk=former.pk).update(is_active=True)
    client.force_login(administrator)
    page = client.get(reverse("people:person", args=[former.pk])).content.decode()
    assert "The personal data of this account was erased" in page
    assert reverse("people:reopen", args=[former.pk]) not in page
    assert reverse("people:change_address", args=[former.pk]) not in page
    answer = client.post(reverse("people:reopen", args=[former.pk]), follow=True)
    assert "It does not come back" in answer.content.decode()


def test_the_address_is_free_for_an_account_that_has_nothing_of_the_old(leaver, administrator):
    erased(leaver, administrator)
    _, token = services.invite(by=administrator, email=EMAIL, party=accounts.portugal(), role=DelegationRole.DRAFTER)
    new = services.accept_invitation(token=token, name="Lea Ver", password="a long enough word")
    assert new.pk != leaver.pk
    assert [each.role for each in new.delegations.all()] == [DelegationRole.DRAFTER]


def test_the_machine_cannot_be_erased(administrator):
    system = User.objects.system()
    assert "accounts.User" not in erase(Subject.account(system), by=administrator)
    assert User.objects.system() == system


def test_two_erasers_of_the_same_are_refused():
    def none(subject) -> QuerySet:
        return User.objects.none()

    with pytest.raises(ValueError, match="two erasers"):
        register(Eraser(Holding.ACCOUNT, "accounts.User", "", [], none, lambda rows, by: None))
    assert len([each for each in erasers_of(Holding.ACCOUNT) if each.table == "accounts.User"]) == 1
