"""States and objectives side by side, by the numbers of their own pages, and never ranked."""

import re

import pytest
from django.test import Client

from accounts.models import State
from dashboard.selectors.comparing import compared_objectives, compared_states
from dashboard.selectors.parties import state_page
from tests.factories import accounts, pledges
from workflow.selectors import current_moment, current_publication

pytestmark = pytest.mark.django_db


def titles(answer):
    """What stands over the columns, in order."""
    return re.findall(r'<th scope="col"><a [^>]*>([^<]+)</a>', answer.content.decode())


def cells(answer, label):
    """The numbers of one row, in order."""
    row = re.search(rf'<th scope="row">{re.escape(label)}</th>(.*?)</tr>', answer.content.decode(), flags=re.S)
    return [
        " ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in re.findall(r"<td>(.*?)</td>", row[1], flags=re.S)
    ]


def test_states_stand_in_alphabetical_order_of_the_language_whatever_their_numbers(desk):
    for _ in range(2):
        desk.pledge()
    asked = "?state=PRT&state=MEX&state=ETH"
    assert titles(Client().get(f"/en/states/compare/{asked}")) == ["Ethiopia", "Mexico", "Portugal"]
    assert titles(Client().get(f"/fr/states/compare/{asked}")) == ["Éthiopie", "Mexique", "Portugal"]
    assert cells(Client().get(f"/en/states/compare/{asked}"), "Pledges on record") == ["0", "0", "2"]


def test_the_numbers_are_those_of_their_own_pages(desk):
    pledge = desk.pledge(objectives=(7, 8))
    desk.update(pledge)
    desk.tool(objectives=(7,))
    answer = Client().get("/en/states/compare/?state=MEX&state=PRT")
    own = state_page(State.objects.get(pk="PRT"), current_moment())
    assert cells(answer, "Pledges on record")[1] == str(own.figures.pledges)
    assert cells(answer, "… with a progress update")[1] == f"{own.figures.with_update} of {own.figures.pledges}"
    assert cells(answer, "Tools it provides") == ["0", str(own.tools.count())]
    assert cells(answer, "Main objectives of its pledges")[0] == "None named"
    of_objectives = Client().get("/en/objectives/compare/?objective=8&objective=7")
    assert cells(of_objectives, "Tools") == ["1", "0"]
    assert titles(of_objectives) == ["7. Reduce vulnerabilities", "8. Save lives"]


def test_it_compares_as_of_an_earlier_publication(desk):
    desk.pledge()
    number = current_publication()
    desk.pledge()
    answer = Client().get(f"/en/states/compare/?state=PRT&state=MEX&as_of={number}")
    assert cells(answer, "Pledges on record") == ["0", "1"]


@pytest.mark.parametrize("query", ["", "?state=PRT", "?state=PRT&state=PRT", "?state=&state=PRT&state=&state="])
def test_fewer_than_two_lead_to_the_choice(query):
    answer = Client().get(f"/en/states/compare/{query}")
    assert (answer.status_code, "Choose two to four" in answer.content.decode(), titles(answer)) == (200, True, [])


@pytest.mark.parametrize(
    "address",
    [
        "states/compare/?state=PRT&state=MEX&state=ESP&state=ETH&state=KEN",
        "states/compare/?state=PRT&state=XXX",
        "states/compare/?state=PRT&state=%00",
        "objectives/compare/?objective=7&objective=24",
        "objectives/compare/?objective=1&objective=2&objective=3&objective=4&objective=5",
        f"objectives/compare/?objective=7&objective={'9' * 5000}",
    ],
)
def test_more_than_four_or_what_there_is_not_is_400(address):
    assert Client().get(f"/en/{address}").status_code == 400


@pytest.mark.parametrize("pledged", [1, 3])
def test_a_comparison_costs_the_same_with_one_record_and_with_three(desk, pledged, django_assert_num_queries):
    focal = accounts.focal_point("MEX")
    for _ in range(pledged):
        desk.pledge(objectives=(7, 8))
        pledges.published(focal, moderator=desk.moderator, state="MEX")
    states, moment = list(State.objects.filter(pk__in=["PRT", "MEX"])), current_moment()
    with django_assert_num_queries(14):
        compared_states(states, moment, language="en")
    with django_assert_num_queries(16):
        compared_objectives([7, 8], moment)
