"""States, and silence shown kindly."""

import re

import pytest

from accounts.models import State
from accounts.states import Membership
from dashboard.selectors.parties import in_language_order, state_page, states_by_region
from progress.selectors import figures_by_state
from tests.dashboard.test_home import text_of
from tests.factories import accounts, needs
from tests.factories import pledges as pledge_factory
from tests.factories.tools import OFFER
from workflow.selectors import current_moment

pytestmark = pytest.mark.django_db


def test_every_state_is_listed_once(client):
    page = client.get("/en/states/").content.decode()
    codes = re.findall(r'href="/en/states/([A-Z]{3})/"', page)
    assert sorted(codes) == sorted(State.objects.values_list("iso3", flat=True))
    assert State.objects.filter(membership=Membership.MEMBER).count() == 193


def test_states_stand_in_alphabetical_order_never_by_number(client, desk):
    desk.pledge()
    regions = states_by_region("ECE", moment=current_moment(), language="en")
    names = [line.state.name for line in regions[0].lines]
    assert (len(regions), names) == (1, sorted(names, key=lambda name: name.replace("ü", "u")))
    assert {line.state.iso3: line.pledges for line in regions[0].lines if line.pledges} == {"PRT": 1}


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("fr", ["Égypte", "Émirats", "Espagne", "Éthiopie", "Fidji"]),
        ("es", ["Afganistán", "Åland", "Argelia"]),
        ("zh-hans", ["阿尔及利亚", "巴西", "加拿大", "葡萄牙", "中国"]),
        ("en", ["Côte d’Ivoire", "Croatia", "Türkiye", "Tuvalu"]),
    ],
)
def test_names_are_ordered_as_readers_of_the_language_look_for_them(language, names):
    parties = [State(iso3=f"X{number:02}", name=name) for number, name in enumerate(names)]
    assert [party.name for party in in_language_order(reversed(parties), language)] == names


def test_one_region_can_be_shown_alone(client):
    words = text_of(client.get("/en/states/?region=ESCWA"))
    assert ("Jordan" in words, "Portugal" in words, "All regions" in words) == (True, False, True)


def test_a_state_without_a_pledge_is_met_kindly(client):
    words = text_of(client.get("/en/states/PRT/"))
    assert "No pledge by Portugal is on record here yet." in words
    assert "That says nothing about what the State does" in words


def test_a_states_figures_are_its_own(client, desk):
    desk.update(desk.pledge())
    city = accounts.organisation(state=accounts.portugal())
    speaker = accounts.delegate("city@example.org", role="focal_point", organisation=city)
    pledge_factory.published(speaker, moderator=desk.moderator, state=None, organisation=city, title="The city's")
    moment = current_moment()
    assert state_page(accounts.portugal(), moment).figures == figures_by_state(moment)["PRT"]
    words = text_of(client.get("/en/states/PRT/"))
    assert "1 pledge on record 1 of 1 has a progress update" in words
    own, others = words.split("Pledges by organisations in the State")
    assert ("The city&#x27;s" in own, "The city&#x27;s" in others) == (False, True)


def test_a_states_tools_are_listed(client, desk):
    desk.tool(title="A sample of its own")
    assert "A sample of its own" in text_of(client.get("/en/states/PRT/"))


@pytest.mark.parametrize("records", [1, 3])
def test_pages_take_the_same_queries_for_any_number(client, desk, records, django_assert_num_queries):
    for number in range(records):
        desk.update(desk.pledge(title=f"Sample {number}", objectives=(7, number + 10)))
        desk.tool(title=f"Sample {number}", objectives=(7,))
        city = accounts.organisation(f"City {number}", state=accounts.portugal())
        speaker = accounts.delegate(f"c{number}@example.org", role="focal_point", organisation=city)
        pledge_factory.published(speaker, moderator=desk.moderator, state=None, organisation=city)
    with django_assert_num_queries(34):
        client.get("/en/states/PRT/")
    with django_assert_num_queries(5):
        client.get("/en/states/")


def test_of_many_tools_and_needs_the_latest_are_shown_and_all_are_counted(client, desk):
    for number in range(12):
        desk.tool(title=f"Tool {number:02}", **OFFER)
        needs.published(desk.portugal, desk.moderator, title=f"Need {number:02}")
    words = text_of(client.get("/en/states/PRT/"))
    assert "Tools 12 Tools with an offer of support 12" in words
    assert words.count("10 of 12 are shown, the latest first.") == 2
    assert [f"{kind} {number:02}" in words for kind in ("Tool", "Need") for number in (1, 2)] == [False, True] * 2
    assert "Support is offered with 12 of the tools above (12 in all)." in words
