"""The verbs of accounts: what each does, what it writes down, and what it refuses."""

import threading
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as django_settings
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, InternalError, connection, transaction
from django.utils import timezone
from django.utils.timezone import localdate as today

from accounts import exceptions, services
from accounts.models import AccountEvent, Delegation, Invitation, User
from accounts.services.invitations import hash_of
from accounts.states import Act, DelegationRole, FurtherRole, StaffRole
from tests.factories import accounts

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough word"


def invite(role=DelegationRole.FOCAL_POINT, *, by=None, email="new@example.org", **fields):
    if role in DelegationRole.values:
        fields.setdefault("party", accounts.portugal())
    return services.invite(by=by or accounts.administrator(), email=email, role=role, **fields)


def accept(token, **fields):
    return services.accept_invitation(token=token, **({"name": "New Person", "password": PASSWORD} | fields))


def acts():
    return list(AccountEvent.objects.order_by("pk").values_list("act", flat=True))


# invite --------------------------------------------------------------------------------------------------------------


def test_an_invitation_keeps_the_hash_of_its_token_and_nothing_that_opens_it():
    _, token = invite(email=" New@Example.ORG ", authority="Note verbale 12/2026", language="fr")

    kept = Invitation.objects.get()
    assert (kept.email, kept.token_hash, kept.language) == ("new@example.org", hash_of(token), "fr")
    assert token not in repr(vars(kept))
    assert (kept.state_id, kept.role, kept.staff_role) == ("PRT", "focal_point", "")
    assert kept.expires_at - timezone.now() > timedelta(days=django_settings.INVITATION_DAYS, seconds=-30)
    assert acts() == [Act.INVITED]


@pytest.mark.parametrize("make", [accounts.moderator, accounts.focal_point, accounts.drafter, accounts.person])
def test_only_administrators_invite(make):
    with pytest.raises(PermissionDenied):
        invite(by=make())

    assert (Invitation.objects.count(), acts()) == (0, [])


@pytest.mark.parametrize(
    ("role", "party"), [("drafter", None), ("focal_point", None), ("moderator", "PRT"), ("reviewer", "PRT")]
)
def test_delegates_need_a_party_and_staff_and_reviewers_must_have_none(role, party):
    with pytest.raises(exceptions.PartyMismatch):
        invite(role, party=accounts.portugal() if party else None)


def test_an_invitation_offers_one_role_and_the_database_holds_it():
    invite(FurtherRole.REVIEWER)
    kept = Invitation.objects.get()
    assert (kept.further_role, kept.role, kept.staff_role, kept.party) == ("reviewer", "", "", None)

    for second in ({"staff_role": "moderator"}, {"role": "drafter", "state_id": "PRT"}, {"further_role": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Invitation.objects.update(**second)


def test_who_decides_and_who_speaks_for_a_state_may_review_beside_it():
    by = accounts.administrator()
    for somebody in (accounts.moderator("m@example.org"), accounts.drafter("KEN", email="d@example.org")):
        _, token = invite(FurtherRole.REVIEWER, by=by, email=somebody.email)
        before = (somebody.staff_role, somebody.delegations.count())

        person = accept(token)

        assert (person, person.staff_role, person.delegations.count()) == (somebody, *before)


def test_nobody_is_invited_to_both_sides_of_the_desk():
    accounts.moderator("m@example.org")
    accounts.drafter("KEN", email="d@example.org")
    by = accounts.administrator()

    with pytest.raises(exceptions.BothSides):
        invite(email="m@example.org", by=by)
    with pytest.raises(exceptions.BothSides):
        invite(StaffRole.MODERATOR, email="d@example.org", by=by)


def test_a_closed_account_and_the_machine_are_not_invited():
    accounts.person("closed@example.org", is_active=False)
    by = accounts.administrator()

    for email in ("closed@example.org", User.objects.system().email):
        with pytest.raises(exceptions.AccountDeactivated):
            invite(email=email, by=by)


# accept --------------------------------------------------------------------------------------------------------------


def test_a_new_person_gets_an_account_and_the_delegation():
    _, token = invite(authority="Note verbale 12/2026", delegation_ends_on=today() + timedelta(days=90))

    person = accept(token, language="ar")

    assert (person.email, person.name, person.language, person.staff_role) == (
        "new@example.org",
        "New Person",
        "ar",
        "",
    )
    assert person.check_password(PASSWORD)
    delegation = person.delegations.get()
    assert (delegation.state_id, delegation.role, delegation.starts_on) == ("PRT", "focal_point", today())
    assert (delegation.ends_on, delegation.authority) == (today() + timedelta(days=90), "Note verbale 12/2026")
    assert acts() == [Act.INVITED, Act.ACCEPTED]


def test_a_new_member_of_staff_gets_the_role_and_no_delegation():
    _, token = invite(StaffRole.MODERATOR)

    person = accept(token)

    assert (person.staff_role, person.delegations.count()) == ("moderator", 0)


def test_a_contributor_speaks_for_the_organisation():
    city = accounts.organisation()
    _, token = invite(party=city)

    assert accept(token).delegations.get().organisation == city


def test_somebody_with_an_account_keeps_it_and_gets_the_delegation_added():
    somebody = accounts.drafter("KEN", email="new@example.org")
    accounts.with_second_factor(somebody)
    _, token = invite()

    person = accept(token, name="Somebody Else", password="taken over by a link")

    assert person == somebody
    assert (person.name, person.check_password("correct horse battery")) == ("new", True)
    assert Authenticator.objects.filter(user=person).count() == 1
    assert sorted(person.delegations.values_list("state_id", "role")) == [("KEN", "drafter"), ("PRT", "focal_point")]


def test_a_second_invitation_to_the_same_prolongs_the_delegation_there_is():
    somebody = accounts.focal_point("PRT", email="new@example.org", ends_on=today())
    _, token = invite(delegation_ends_on=today() + timedelta(days=365), authority="Note verbale 13/2026")

    accept(token)

    delegation = somebody.delegations.get()
    assert (delegation.ends_on, delegation.authority) == (today() + timedelta(days=365), "Note verbale 13/2026")


def test_a_token_works_once():
    _, token = invite()
    accept(token)

    with pytest.raises(exceptions.InvitationUsed):
        accept(token)
    assert Delegation.objects.count() == 1


def test_a_token_works_for_its_days_only():
    invitation, token = invite()
    Invitation.objects.update(expires_at=timezone.now())

    with pytest.raises(exceptions.InvitationExpired):
        accept(token)
    assert not User.objects.filter(email=invitation.email).exists()


def test_an_invitation_to_a_delegation_that_is_over_has_expired():
    _, token = invite(delegation_ends_on=today())
    Invitation.objects.update(delegation_ends_on=today() - timedelta(days=1))

    with pytest.raises(exceptions.InvitationExpired):
        accept(token)


@pytest.mark.parametrize("token", ["", "guess", "a\0b", "é" * 50])
def test_an_unknown_token_is_unknown(token):
    invite()

    with pytest.raises(exceptions.InvitationUnknown):
        accept(token)


def test_who_became_staff_in_between_cannot_accept_for_a_state():
    _, token = invite()
    accounts.moderator("new@example.org")

    with pytest.raises(exceptions.BothSides):
        accept(token)
    assert (Delegation.objects.count(), acts()) == (0, [Act.INVITED])


def test_an_account_closed_in_between_stays_closed():
    _, token = invite()
    accounts.person("new@example.org", is_active=False)

    with pytest.raises(exceptions.AccountDeactivated):
        accept(token)


def test_where_the_event_cannot_be_written_nothing_happened(monkeypatch):
    _, token = invite()
    monkeypatch.setattr(AccountEvent.objects, "create", lambda **fields: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        accept(token)

    assert not User.objects.filter(email="new@example.org").exists()
    assert Invitation.objects.get().accepted_at is None


@pytest.mark.django_db(transaction=True)
def test_of_two_who_accept_at_once_exactly_one_wins():
    _, token = invite()
    outcomes, start = [], threading.Barrier(2)

    def try_it():
        start.wait()
        try:
            outcomes.append(accept(token).email)
        except exceptions.InvitationUsed:
            outcomes.append("used")
        finally:
            connection.close()

    threads = [threading.Thread(target=try_it) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert sorted(outcomes) == ["new@example.org", "used"]
    assert Delegation.objects.filter(person__email="new@example.org").count() == 1


# renew, revoke, send -------------------------------------------------------------------------------------------------


def test_a_renewed_invitation_has_a_new_link_and_the_old_one_is_void():
    invitation, old = invite()
    Invitation.objects.update(expires_at=timezone.now(), sent_at=timezone.now())

    renewed, new = services.renew_invitation(invitation=invitation, by=accounts.administrator("a2@example.org"))

    assert (renewed.sent_at, renewed.is_open) == (None, True)
    with pytest.raises(exceptions.InvitationUnknown):
        accept(old)
    assert accept(new).email == "new@example.org"
    assert acts() == [Act.INVITED, Act.RENEWED, Act.ACCEPTED]


def test_a_revoked_invitation_opens_nothing():
    invitation, token = invite()

    services.revoke_invitation(invitation=invitation, by=invitation.invited_by)

    with pytest.raises(exceptions.InvitationExpired):
        services.open_invitation(token=token)
    assert acts() == [Act.INVITED, Act.REVOKED]


@pytest.mark.parametrize("verb", [services.renew_invitation, services.revoke_invitation])
def test_what_was_accepted_is_neither_renewed_nor_revoked_and_only_by_administrators(verb):
    invitation, token = invite()
    with pytest.raises(PermissionDenied):
        verb(invitation=invitation, by=accounts.moderator())
    accept(token)
    with pytest.raises(exceptions.InvitationUsed):
        verb(invitation=invitation, by=invitation.invited_by)


def test_the_message_carries_the_link_in_its_language_and_is_noted(settings):
    settings.SITE_URL = "https://gcm.example"
    invitation, token = invite(language="fr")

    services.send_invitation(invitation=invitation, token=token)

    [message] = mail.outbox
    assert message.to == ["new@example.org"]
    assert f"\nhttps://gcm.example/fr/accounts/invitations/{token}/\n" in message.body
    assert "Portugal" in message.body
    assert Invitation.objects.get().sent_at is not None


def test_a_message_no_server_takes_is_said_and_seen(settings):
    settings.EMAIL_BACKEND = "tests.accounts.test_adapter.DeadMailServer"
    invitation, token = invite()

    with pytest.raises(exceptions.MailNotTaken):
        services.send_invitation(invitation=invitation, token=token)

    assert Invitation.objects.get().sent_at is None
    assert services.open_invitation(token=token) == invitation


# people --------------------------------------------------------------------------------------------------------------


def test_the_last_day_of_a_delegation_is_set_and_written_down():
    somebody, by = accounts.focal_point("PRT"), accounts.administrator()

    services.end_delegation(delegation=somebody.delegations.get(), on=today(), by=by)

    assert somebody.delegations.get().ends_on == today()
    event = AccountEvent.objects.get()
    assert (event.act, event.actor, event.person, event.note) == (
        Act.DELEGATION_ENDED,
        by,
        somebody,
        today().isoformat(),
    )


@pytest.mark.parametrize(
    ("ends_on", "on", "refusal"),
    [
        (None, -1, exceptions.EndsBeforeStart),
        (5, 5, exceptions.DelegationEnded),
        (5, 6, exceptions.DelegationEnded),
    ],
)
def test_a_delegation_ends_neither_before_it_began_nor_later_than_it_would(ends_on, on, refusal):
    ends = None if ends_on is None else today() + timedelta(days=ends_on)
    somebody = accounts.focal_point("PRT", starts_on=today(), ends_on=ends)

    with pytest.raises(refusal):
        services.end_delegation(
            delegation=somebody.delegations.get(), on=today() + timedelta(days=on), by=accounts.administrator()
        )
    assert (somebody.delegations.get().ends_on, acts()) == (ends, [])


def test_a_lost_second_factor_is_taken_away_so_that_a_new_one_can_be_set_up():
    somebody = accounts.focal_point("PRT")

    services.reset_second_factor(person=somebody, by=accounts.administrator())

    assert not Authenticator.objects.filter(user=somebody).exists()
    assert acts() == [Act.FACTOR_RESET]


def test_a_closed_account_is_closed_at_once(client):
    somebody = accounts.focal_point("PRT")
    client.force_login(somebody)

    services.close_account(person=somebody, by=accounts.administrator())

    assert client.get("/en/accounts/2fa/")["Location"] == "/en/accounts/login/?next=/en/accounts/2fa/"
    assert acts() == [Act.CLOSED]


def test_a_closed_account_opens_again_as_it_was():
    somebody, by = accounts.focal_point("PRT"), accounts.administrator()
    services.close_account(person=somebody, by=by)

    services.reopen_account(person=somebody, by=by)

    somebody.refresh_from_db()
    assert (somebody.is_active, somebody.check_password("correct horse battery")) == (True, True)
    assert acts() == [Act.CLOSED, Act.REOPENED]


@pytest.mark.parametrize("verb", [services.reset_second_factor, services.close_account, services.reopen_account])
def test_only_administrators_look_after_people_and_never_after_themselves(verb):
    somebody, by = accounts.focal_point("PRT"), accounts.administrator()

    for other in (accounts.moderator(), somebody):
        with pytest.raises(PermissionDenied):
            verb(person=by, by=other)
    with pytest.raises(exceptions.OwnAccount):
        verb(person=by, by=by)
    assert acts() == []


def test_only_administrators_end_delegations():
    somebody = accounts.focal_point("PRT")

    with pytest.raises(PermissionDenied):
        services.end_delegation(delegation=somebody.delegations.get(), on=today(), by=somebody)


@pytest.mark.parametrize(
    "attempt", [lambda events: events.update(note="x"), lambda events: events.delete()], ids=["update", "delete"]
)
def test_what_was_written_down_is_never_changed(attempt):
    invite()

    with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
        attempt(AccountEvent.objects.all())
    assert acts() == [Act.INVITED]
