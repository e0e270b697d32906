"""Whom people speak for, and for whom nobody does."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate as today

from accounts import selectors
from accounts.models import Delegation, State, User
from accounts.states import DelegationRole
from tests.factories import accounts

pytestmark = pytest.mark.django_db


def also(person, **fields):
    Delegation.objects.create(person=person, **({"role": DelegationRole.DRAFTER, "starts_on": today()} | fields))


def test_delegations_say_party_and_role(django_assert_num_queries):
    somebody = accounts.focal_point("PRT", ends_on=today())
    also(somebody, state_id="KEN", starts_on=today() + timedelta(days=1))

    with django_assert_num_queries(1):
        assert [str(delegation) for delegation in selectors.delegations_of(somebody)] == ["Portugal (Focal point)"]


def test_a_state_is_vacant_without_a_focal_point_of_today():
    accounts.focal_point("PRT")
    accounts.drafter("KEN")
    accounts.focal_point("MEX", ends_on=today() - timedelta(days=1))
    User.objects.filter(pk=accounts.focal_point("FRA").pk).update(is_active=False)

    vacant = set(selectors.vacant_states().values_list("iso3", flat=True))

    assert vacant == set(State.objects.values_list("iso3", flat=True)) - {"PRT"}


def test_people_are_found_by_name_or_address_and_the_machine_is_not():
    portugal, kenya = accounts.focal_point("PRT"), accounts.drafter("KEN", email="wanjiru@example.org")

    assert list(selectors.people("WANJ")) == [kenya]
    assert list(selectors.people("focal.")) == [portugal]
    assert list(selectors.people()) == [portugal, kenya]


def test_people_come_with_their_delegations_of_today_and_their_second_factor(django_assert_num_queries):
    accounts.focal_point("PRT")
    accounts.drafter("KEN", ends_on=today() - timedelta(days=1))

    with django_assert_num_queries(2):
        found = [(p.has_second_factor, [d.state.iso3 for d in p.delegations_today]) for p in selectors.people()]

    assert found == [(False, []), (True, ["PRT"])]


def test_an_odd_page_number_leads_to_a_page_there_is():
    accounts.person("a@example.org"), accounts.person("b@example.org")

    pages = [selectors.page_of(selectors.people(), n, per_page=1).number for n in (None, "x", "2", "99", "-1")]

    assert pages == [1, 1, 2, 2, 2]
