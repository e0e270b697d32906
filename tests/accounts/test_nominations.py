"""Another focal point: proposed on the strength of a letter, confirmed by an administrator, told to all concerned."""

import threading
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils.timezone import localdate as today

from accounts import exceptions, services
from accounts.models import AccountEvent, Delegation, Invitation, Nomination
from accounts.services import GivenLetter
from accounts.states import Act, DelegationRole, NominationStanding, Occasion
from notices.models import Notice
from tests.factories import accounts

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.addresses")]

PASSWORD = "a long enough word"


def days(number):
    return today() + timedelta(days=number)


def acts():
    return list(AccountEvent.objects.order_by("pk").values_list("act", flat=True))


def told(occasion):
    return sorted(Notice.objects.filter(topic=f"accounts.{occasion}").values_list("recipient__email", flat=True))


def confirmed(nomination, by=None):
    return services.confirm_nomination(nomination=nomination, by=by or accounts.administrator())


def accepted(token):
    return services.accept_invitation(token=token, name="Successor", password=PASSWORD)


# proposing ----------------------------------------------------------------------------------------------------------


def test_a_proposal_invites_nobody():
    nomination = accounts.nominated(accounts.focal_point("PRT"), email=" Successor@Example.ORG ", ends_on=days(365))

    assert (nomination.email, nomination.standing) == ("successor@example.org", NominationStanding.PROPOSED)
    assert nomination.authority == "Note verbale 7/2026 (2026-01-15)"
    assert (Invitation.objects.count(), acts()) == (0, [Act.NOMINATED])


def test_administrators_and_the_partys_other_focal_points_are_told_of_it():
    focal = accounts.focal_point("PRT")
    accounts.focal_point("PRT", email="second@example.org")
    accounts.focal_point("PRT", email="gone@example.org", ends_on=days(-1))
    accounts.focal_point("KEN")
    accounts.drafter("PRT")
    accounts.administrator()
    accounts.moderator()

    accounts.nominated(focal)

    assert told(Occasion.NOMINATED) == ["administrator@example.org", "second@example.org"]


@pytest.mark.parametrize(
    "make",
    [
        accounts.drafter,
        accounts.moderator,
        accounts.administrator,
        lambda: accounts.focal_point("KEN"),
        lambda: accounts.focal_point("PRT", ends_on=days(-1)),
        lambda: accounts.focal_point("PRT", starts_on=days(1)),
    ],
    ids=["drafter", "moderator", "administrator", "another State's", "yesterday's", "tomorrow's"],
)
def test_only_a_focal_point_of_today_proposes_for_the_own_party(make):
    with pytest.raises(PermissionDenied):
        accounts.nominated(make())

    assert (Nomination.objects.count(), acts()) == (0, [])


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"starts_on": days(-1)}, exceptions.StartsTooEarly),
        ({"starts_on": days(5), "ends_on": days(4)}, exceptions.EndsBeforeStart),
        ({"letter": GivenLetter()}, exceptions.NoLetter),
        ({"letter": GivenLetter(reference="Note verbale 7/2026")}, exceptions.NoLetter),
        ({"letter": GivenLetter(reference="  ", dated_on=date(2026, 1, 15))}, exceptions.NoLetter),
        ({"email": "moderator@example.org"}, exceptions.BothSides),
        ({"email": "closed@example.org"}, exceptions.AccountDeactivated),
    ],
    ids=str,
)
def test_a_proposal_that_cannot_be_is_refused(fields, refusal):
    focal = accounts.focal_point("PRT")
    accounts.moderator()
    accounts.person("closed@example.org", is_active=False)

    with pytest.raises(refusal):
        accounts.nominated(focal, **fields)

    assert (Nomination.objects.count(), acts()) == (0, [])


def test_the_same_address_is_proposed_once_at_a_time():
    focal = accounts.focal_point("PRT")
    first = accounts.nominated(focal)

    with pytest.raises(exceptions.ProposedAlready):
        accounts.nominated(focal, email="SUCCESSOR@example.org")
    services.take_back_nomination(nomination=first, by=focal)

    assert accounts.nominated(focal).is_open


def test_the_database_refuses_a_proposal_without_a_letter():
    nomination = accounts.nominated(accounts.focal_point("PRT"))

    with pytest.raises(IntegrityError, match="nomination_rests_on_a_letter"), transaction.atomic():
        Nomination.objects.filter(pk=nomination.pk).update(letter_reference="")


# deciding -----------------------------------------------------------------------------------------------------------


def test_a_confirmed_proposal_becomes_an_invitation_on_the_same_letter():
    focal, administrator = accounts.focal_point("PRT"), accounts.administrator()
    nomination = accounts.nominated(
        focal, ends_on=days(365), letter=GivenLetter(file=accounts.upload()), language="fr"
    )

    invitation, token = confirmed(nomination, administrator)

    assert (invitation.email, invitation.role, invitation.state_id) == ("successor@example.org", "focal_point", "PRT")
    assert (invitation.delegation_starts_on, invitation.delegation_ends_on) == (today(), days(365))
    assert (invitation.letter, invitation.language, invitation.invited_by) == (nomination.letter, "fr", administrator)
    assert (nomination.standing, nomination.invitation) == (NominationStanding.CONFIRMED, invitation)
    assert services.open_invitation(token=token) == invitation
    assert acts() == [Act.NOMINATED, Act.INVITED, Act.CONFIRMED]
    assert told(Occasion.CONFIRMED) == [focal.email]


def test_the_successor_accepts_and_speaks_from_the_first_day_on():
    focal = accounts.focal_point("PRT", ends_on=days(9))
    _, token = confirmed(accounts.nominated(focal, starts_on=days(10), ends_on=days(400)))

    delegation = accepted(token).delegations.get()

    assert (delegation.starts_on, delegation.ends_on, delegation.role) == (days(10), days(400), "focal_point")
    assert delegation.authority == "Note verbale 7/2026 (2026-01-15)"
    assert (delegation.has_begun, delegation.is_in_force) == (False, False)


def test_who_accepts_late_speaks_from_that_day_on():
    _, token = confirmed(accounts.nominated(accounts.focal_point("PRT")))
    Invitation.objects.update(delegation_starts_on=days(-3))

    assert accepted(token).delegations.get().starts_on == today()


def test_ones_own_address_asks_for_more_time():
    focal = accounts.focal_point("PRT", ends_on=days(9))
    _, token = confirmed(accounts.nominated(focal, email=focal.email, ends_on=days(400)))

    services.accept_invitation(token=token)

    delegation = focal.delegations.get()
    assert (delegation.starts_on, delegation.ends_on) == (date(2020, 1, 1), days(400))


def test_a_delegation_that_joins_on_to_the_last_one_is_a_new_one():
    focal = accounts.focal_point("PRT", ends_on=days(9))
    _, token = confirmed(accounts.nominated(focal, email=focal.email, starts_on=days(10), ends_on=days(400)))

    services.accept_invitation(token=token)

    found = focal.delegations.order_by("starts_on").values_list("starts_on", "ends_on")
    assert list(found) == [(date(2020, 1, 1), days(9)), (days(10), days(400))]


def test_who_will_speak_for_a_state_later_is_not_made_staff_today():
    _, token = confirmed(accounts.nominated(accounts.focal_point("PRT"), starts_on=days(10)))
    person = accepted(token)

    with pytest.raises(exceptions.BothSides):
        services.invite(by=accounts.administrator("two@example.org"), email=person.email, role="moderator")


def test_a_refusal_has_a_reason_that_the_focal_points_read():
    focal = accounts.focal_point("PRT")
    nomination = accounts.nominated(focal)
    administrator = accounts.administrator()

    with pytest.raises(exceptions.ReasonMissing):
        services.refuse_nomination(nomination=nomination, by=administrator, reason=" ")
    services.refuse_nomination(nomination=nomination, by=administrator, reason="The letter names somebody else.")

    nomination.refresh_from_db()
    assert (nomination.standing, nomination.reason) == ("refused", "The letter names somebody else.")
    assert (nomination.decided_by, Invitation.objects.count()) == (administrator, 0)
    assert (acts(), told(Occasion.REFUSED)) == ([Act.NOMINATED, Act.REFUSED], [focal.email])


@pytest.mark.parametrize("make", [accounts.moderator, accounts.focal_point, accounts.drafter])
def test_only_administrators_decide(make):
    nomination = accounts.nominated(accounts.focal_point("PRT", email="proposer@example.org"))
    somebody = make()

    with pytest.raises(PermissionDenied):
        services.confirm_nomination(nomination=nomination, by=somebody)
    with pytest.raises(PermissionDenied):
        services.refuse_nomination(nomination=nomination, by=somebody, reason="No")
    assert (acts(), Invitation.objects.count()) == ([Act.NOMINATED], 0)


def test_nobody_confirms_their_own_proposal_not_even_a_superuser():
    focal = accounts.focal_point("PRT")
    nomination = accounts.nominated(focal)
    focal.is_superuser = True
    focal.save()

    with pytest.raises(exceptions.OwnAccount):
        services.confirm_nomination(nomination=nomination, by=focal)


def test_what_has_passed_is_not_confirmed():
    nomination = accounts.nominated(accounts.focal_point("PRT"), ends_on=today())
    Nomination.objects.update(starts_on=days(-5), ends_on=days(-1))

    with pytest.raises(exceptions.NominationOver):
        confirmed(nomination)


def test_only_the_partys_focal_points_take_back_and_only_before_the_decision():
    focal = accounts.focal_point("PRT")
    nomination = accounts.nominated(focal)
    for other in (accounts.drafter("PRT"), accounts.focal_point("KEN"), accounts.administrator("a@example.org")):
        with pytest.raises(PermissionDenied):
            services.take_back_nomination(nomination=nomination, by=other)

    services.take_back_nomination(nomination=nomination, by=focal)

    assert acts() == [Act.NOMINATED, Act.TAKEN_BACK]
    for again in (
        lambda: services.take_back_nomination(nomination=nomination, by=focal),
        lambda: confirmed(nomination),
        lambda: services.refuse_nomination(
            nomination=nomination, by=accounts.administrator("b@example.org"), reason="x"
        ),
    ):
        with pytest.raises(exceptions.NominationDecided):
            again()


def test_where_the_event_cannot_be_written_nothing_was_confirmed(monkeypatch):
    nomination = accounts.nominated(accounts.focal_point("PRT"))
    administrator = accounts.administrator()
    monkeypatch.setattr(AccountEvent.objects, "create", lambda **fields: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        services.confirm_nomination(nomination=nomination, by=administrator)

    assert (Nomination.objects.get().is_open, Invitation.objects.count()) == (True, 0)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_exactly_one_wins():
    nomination = accounts.nominated(accounts.focal_point("PRT"))
    people = [accounts.administrator(f"{n}@example.org") for n in range(2)]
    outcomes, start = [], threading.Barrier(2)

    def decide(by):
        start.wait()
        try:
            services.confirm_nomination(nomination=Nomination.objects.get(pk=nomination.pk), by=by)
            outcomes.append("confirmed")
        except exceptions.NominationDecided:
            outcomes.append("decided")
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=[by]) for by in people]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert (sorted(outcomes), Invitation.objects.count()) == (["confirmed", "decided"], 1)


# drafters -----------------------------------------------------------------------------------------------------------


def test_a_focal_point_invites_drafters_of_the_own_party_and_nobody_else():
    focal, city = accounts.focal_point("PRT"), accounts.organisation()
    _, token = services.invite(
        by=focal, email="new@example.org", role=DelegationRole.DRAFTER, party=accounts.portugal(),
        delegation_ends_on=days(30),
    )  # fmt: skip

    for role, party in [("focal_point", accounts.portugal()), ("drafter", city), ("moderator", None)]:
        with pytest.raises(PermissionDenied):
            services.invite(by=focal, email="other@example.org", role=role, party=party)
    assert (acts(), Invitation.objects.get().invited_by) == ([Act.INVITED], focal)
    assert accepted(token).delegations.get().role == DelegationRole.DRAFTER


def test_a_focal_point_sees_to_the_invitations_they_sent_and_to_no_others():
    focal, second = accounts.focal_point("PRT"), accounts.focal_point("PRT", email="second@example.org")
    administrator = accounts.administrator()
    own, old = services.invite(by=focal, email="d@example.org", role="drafter", party=accounts.portugal())
    theirs, _ = services.invite(by=second, email="e@example.org", role="drafter", party=accounts.portugal())
    strong, _ = services.invite(by=administrator, email="f@example.org", role="focal_point", party=accounts.portugal())

    for invitation in (theirs, strong):
        with pytest.raises(PermissionDenied):
            services.renew_invitation(invitation=invitation, by=focal)
        with pytest.raises(PermissionDenied):
            services.revoke_invitation(invitation=invitation, by=focal)
    _, new = services.renew_invitation(invitation=own, by=focal)
    services.revoke_invitation(invitation=own, by=focal)

    for token, refusal in ((old, exceptions.InvitationUnknown), (new, exceptions.InvitationExpired)):
        with pytest.raises(refusal):
            services.open_invitation(token=token)


def test_whose_delegation_ended_sees_to_nothing_any_more():
    focal = accounts.focal_point("PRT")
    invitation, _ = services.invite(by=focal, email="d@example.org", role="drafter", party=accounts.portugal())
    Delegation.objects.filter(person=focal).update(ends_on=days(-1))

    with pytest.raises(PermissionDenied):
        services.renew_invitation(invitation=invitation, by=focal)


def test_a_focal_point_ends_the_own_partys_drafters_and_no_focal_point():
    focal, second = accounts.focal_point("PRT"), accounts.focal_point("PRT", email="second@example.org")
    own, kenyan = accounts.drafter("PRT"), accounts.drafter("KEN")

    services.end_delegation(delegation=own.delegations.get(), on=today(), by=focal)
    for other in (kenyan, second, focal):
        with pytest.raises(PermissionDenied):
            services.end_delegation(delegation=other.delegations.get(), on=today(), by=focal)

    assert own.delegations.get().ends_on == today()
    assert acts() == [Act.DELEGATION_ENDED]
