"""Who somebody is, by the day."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.rules import drafts_for_its_owner, speaks_for_its_owner
from accounts.states import DelegationRole
from tests.factories import accounts

pytestmark = pytest.mark.django_db


def owned_by(state=None, organisation=None):
    return SimpleNamespace(state_id=state, organisation_id=organisation)


def may(person, item):
    return drafts_for_its_owner(person, item), speaks_for_its_owner(person, item)


def test_a_focal_point_drafts_and_submits_for_its_own_state_only():
    somebody = accounts.focal_point("PRT")

    assert may(somebody, owned_by("PRT")) == (True, True)
    assert may(somebody, owned_by("KEN")) == (False, False)
    assert may(somebody, None) == (False, False)


def test_a_drafter_does_not_submit():
    assert may(accounts.drafter("PRT"), owned_by("PRT")) == (True, False)


def test_a_contributor_speaks_for_its_organisation_only():
    mine, other = accounts.organisation("Sample City A"), accounts.organisation("Sample City B")
    somebody = accounts.delegate("c@example.org", role=DelegationRole.FOCAL_POINT, organisation=mine)

    assert may(somebody, owned_by(organisation=mine.pk)) == (True, True)
    assert may(somebody, owned_by(organisation=other.pk)) == (False, False)
    assert may(somebody, owned_by()) == (False, False)


def test_a_delegation_that_ended_yesterday_opens_nothing():
    yesterday = timezone.localdate() - timedelta(days=1)

    assert may(accounts.focal_point("PRT", ends_on=yesterday), owned_by("PRT")) == (False, False)


def test_a_delegation_that_begins_tomorrow_opens_nothing_yet():
    tomorrow = timezone.localdate() + timedelta(days=1)

    assert may(accounts.focal_point("PRT", starts_on=tomorrow), owned_by("PRT")) == (False, False)


def test_a_closed_account_may_nothing():
    somebody = accounts.focal_point("PRT")
    somebody.is_active = False

    assert may(somebody, owned_by("PRT")) == (False, False)


def matrix(permission):
    people = {
        "administrator": accounts.administrator(),
        "moderator": accounts.moderator(),
        "focal point": accounts.focal_point(),
        "drafter": accounts.drafter(),
        "nobody": accounts.person(),
        "visitor": AnonymousUser(),
    }
    return {who for who, person in people.items() if person.has_perm(permission)}


@pytest.mark.parametrize("permission", ["accounts.invite", "accounts.look_after_people"])
def test_only_administrators_invite_and_look_after_people(permission):
    assert matrix(permission) == {"administrator"}
