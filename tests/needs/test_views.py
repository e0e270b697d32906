"""Where a need begins: by itself, or from the State's own plan."""

import pytest
from django.test import Client

from needs.models import Need
from tests.factories import accounts, plans

pytestmark = pytest.mark.django_db

NEW = "/en/desk/needs/new/"


def signed_in(person):
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def focal():
    return accounts.focal_point("PRT")


def test_a_need_begins_once_however_often_the_form_is_sent(focal):
    client = signed_in(focal)
    form = client.get(NEW).context["form"]
    typed = {"owner": "state:PRT", "language": "ar", "begun_with": form["begun_with"].value()}
    places = {client.post(NEW, typed)["Location"] for _ in range(2)}
    need = Need.objects.get()
    assert places == {f"/en/desk/needs/{need.pk}/steps/what/"}
    assert (need.language, need.state_id, need.plan) == ("ar", "PRT", None)


def test_a_need_begun_from_a_plan_belongs_to_it_and_its_state(focal):
    plan, client = plans.published(focal), signed_in(focal)
    address = f"{NEW}?plan={plan.record_id}"
    page = client.get(address).content.decode()
    assert "It will belong to this national plan:" in page
    assert plan.title in page
    client.post(address, {"owner": "state:PRT", "language": "en"})
    assert Need.objects.get().plan == plan.record


def test_who_speaks_for_two_begins_it_in_the_plans_states_name(focal):
    plan = plans.published(focal)
    two = accounts.focal_point("KEN")
    two.delegations.create(role="focal_point", state_id="PRT", starts_on="2020-01-01")
    client = signed_in(two)
    owners = [key for key, _name in client.get(f"{NEW}?plan={plan.record_id}").context["form"].fields["owner"].choices]
    assert owners == ["state:PRT"]


def test_another_states_plan_is_not_there(focal):
    plan = plans.published(focal)
    client = signed_in(accounts.focal_point("KEN"))
    assert client.get(f"{NEW}?plan={plan.record_id}").status_code == 404


@pytest.mark.parametrize("asked", ["0", "-1", "abc", "%00", "9" * 30, "1e3", "٣"])
def test_odd_plans_are_not_there(focal, asked):
    assert signed_in(focal).get(f"{NEW}?plan={asked}").status_code == 404


def test_who_speaks_for_nobody_begins_nothing():
    assert signed_in(accounts.moderator()).get(NEW).status_code == 403
