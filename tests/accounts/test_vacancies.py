"""The staff's list of States nobody speaks for, soon nobody will, or whom mail does not reach."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate as today

from accounts import selectors, services
from accounts.models import Delegation, State, User
from tests.factories import accounts

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.addresses")]

PAGE = "people:vacancies"


def days(number):
    return today() + timedelta(days=number)


def named(states):
    return [state.iso3 for state in states]


def vacant(iso3):
    return selectors.vacant_states().get(iso3=iso3)


@pytest.mark.parametrize(
    ("make", "status"),
    [
        (accounts.administrator, 200),
        (accounts.moderator, 200),
        (accounts.focal_point, 403),
        (accounts.drafter, 403),
        (accounts.person, 403),
    ],
)
def test_staff_see_it_and_nobody_else(client, make, status):
    client.force_login(make())

    assert client.get(reverse(PAGE)).status_code == status


def test_a_moderator_is_offered_no_page_they_may_not_see(client):
    client.force_login(accounts.moderator())

    page = client.get(reverse(PAGE)).content.decode()

    assert f'href="{reverse("people:list")}"' not in page
    assert f'href="{reverse(PAGE)}"' in page


def test_it_says_since_when_and_why():
    accounts.focal_point("PRT", ends_on=days(-9))
    accounts.focal_point("PRT", email="earlier@example.org", ends_on=days(-99))
    accounts.drafter("PRT")
    User.objects.filter(pk=accounts.focal_point("KEN").pk).update(is_active=False)

    assert (vacant("PRT").last_day, vacant("PRT").is_closed) == (days(-9), False)
    assert (vacant("KEN").last_day, vacant("KEN").is_closed) == (None, True)
    assert (vacant("MEX").last_day, vacant("MEX").is_closed) == (None, False)


def test_it_says_who_may_come():
    administrator = accounts.administrator()
    accounts.focal_point("PRT", starts_on=days(4))
    services.invite(by=administrator, email="k@example.org", role="focal_point", party=State.objects.get(iso3="KEN"))
    services.invite(by=administrator, email="m@example.org", role="drafter", party=State.objects.get(iso3="MEX"))
    accounts.nominated(accounts.focal_point("FRA"), party=State.objects.get(iso3="FRA"))
    Delegation.objects.filter(state="FRA").update(ends_on=days(-1))

    coming = {
        iso3: (vacant(iso3).begins_on, vacant(iso3).is_invited, vacant(iso3).is_proposed)
        for iso3 in ("PRT", "KEN", "MEX", "FRA")
    }

    assert coming == {
        "PRT": (days(4), False, False),
        "KEN": (None, True, False),
        "MEX": (None, False, False),
        "FRA": (None, False, True),
    }


def test_the_count_is_that_of_the_list_and_has_its_denominator(client):
    accounts.focal_point("PRT")
    client.force_login(accounts.moderator())

    answer = client.get(reverse(PAGE))

    assert answer.context["page_obj"].paginator.count == State.objects.count() - 1
    assert answer.context["states"] == State.objects.count()


def test_states_end_soon_when_none_of_their_focal_points_stays():
    accounts.focal_point("PRT", ends_on=days(60))
    accounts.focal_point("KEN", ends_on=days(61))
    accounts.focal_point("MEX", ends_on=days(5))
    accounts.focal_point("MEX", email="mex2@example.org", ends_on=days(30))
    accounts.focal_point("FRA", ends_on=days(5))
    accounts.focal_point("FRA", email="fra2@example.org")
    accounts.focal_point("ESP", ends_on=days(5))
    accounts.focal_point("ESP", email="esp2@example.org", starts_on=days(6))
    accounts.drafter("DEU", ends_on=days(5))

    found = [(state.iso3, state.last_day) for state in selectors.states_ending_soon()]

    assert found == [("MEX", days(30)), ("PRT", days(60))]


def test_states_are_out_of_reach_when_mail_to_a_focal_point_comes_back():
    for somebody in (
        accounts.focal_point("PRT"),
        accounts.drafter("KEN"),
        accounts.focal_point("MEX", ends_on=days(-1)),
    ):
        services.mark_bounced(email=somebody.email, why="550")
    accounts.focal_point("FRA")

    [state] = selectors.states_out_of_reach()

    assert (state.iso3, state.returned_at.date()) == ("PRT", today())


def test_a_region_is_chosen_and_an_odd_one_is_not_found(client):
    client.force_login(accounts.moderator())
    region = State.objects.get(iso3="PRT").review_region

    answer = client.get(reverse(PAGE), {"region": region})

    shown = State.objects.filter(pk__in=[state.pk for state in answer.context["page_obj"]])
    assert set(shown.values_list("review_region", flat=True)) == {region}
    assert answer.context["states"] == State.objects.filter(review_region=region).count()
    for odd in ("XXX", "a\0b", "ECE' OR 1=1"):
        assert client.get(reverse(PAGE), {"region": odd}).status_code == 404


@pytest.mark.parametrize("page", ["x", "-1", "999", "\0"])
def test_odd_pages_are_answered(client, page):
    client.force_login(accounts.moderator())

    assert client.get(reverse(PAGE), {"page": page}).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_the_same_queries_however_many_there_are(client, django_assert_num_queries, rows):
    for state in ("PRT", "KEN", "MEX")[:rows]:
        services.mark_bounced(email=accounts.focal_point(state, ends_on=days(5)).email, why="550")
    client.force_login(accounts.moderator())

    with django_assert_num_queries(9):
        client.get(reverse(PAGE))
