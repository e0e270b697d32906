"""The gap picture: needs beside offers by kind of support, and that each count leads to exactly its records."""

import re
from html import unescape

import pytest

from dashboard.selectors.compact import placed_objectives
from dashboard.selectors.gaps import gap_picture
from drafting.services import draft_withdrawal
from needs.selectors import public_needs
from needs.services import NEED_CONTENT
from objectives.states import SupportKind
from pledges.states import Nature
from roundtables.selectors import current_edition
from tests.dashboard.test_home import text_of
from tests.factories import accounts
from tests.factories import needs as factory
from tests.factories.tools import OFFER
from workflow import services
from workflow.selectors import current_moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(desk):
    """Needs of two States, offers of tools and pledges, some of them at the same place."""
    kenya = accounts.focal_point("KEN")
    factory.published(desk.portugal, desk.moderator, objective=7, related=(3, 7), support_kinds=["training", "data"])
    factory.published(kenya, desk.moderator, state="KEN", objective=7, support_kinds=["training", "financial"])
    desk.tool(objectives=(7, 9), **(OFFER | {"support_kinds": ["training", "peers"]}))
    desk.tool(objectives=(7,))
    desk.pledge(objectives=(7,), natures=[Nature.FINANCIAL, Nature.HUMAN])
    desk.pledge(objectives=(9,), natures=[Nature.PROCESS])
    return desk


def picture(**narrowed):
    moment = current_moment()
    return gap_picture(public_needs(moment), placed_objectives(current_edition()), moment=moment, **narrowed)


def filled(found):
    """Each place where something is stated or offered: needs, tools, pledges."""
    return {
        (row.objective.number, cell.kind.value): (cell.needs, cell.tools, cell.pledges)
        for row in found.rows
        for cell in row.cells
        if cell.standing != "none"
    }


def test_needs_and_offers_meet_by_objective_and_kind(asked):
    found = picture()
    assert filled(found) == {
        (3, "training"): (1, 0, 0),
        (3, "data"): (1, 0, 0),
        (7, "training"): (2, 1, 1),
        (7, "data"): (1, 0, 0),
        (7, "financial"): (1, 0, 1),
        (7, "peers"): (0, 1, 1),
        (7, "technical"): (0, 0, 1),
        (7, "advice"): (0, 0, 1),
        (9, "training"): (0, 1, 0),
        (9, "peers"): (0, 1, 0),
    }
    standing = {(row.objective.number, cell.kind.value): cell.standing for row in found.rows for cell in row.cells}
    assert [standing[at] for at in ((3, "data"), (7, "training"), (9, "peers"), (1, "other"))] == [
        "gap",
        "both",
        "offer",
        "none",
    ]
    assert (found.stated, found.gaps, len(found.rows), len(found.kinds)) == (5, 3, 23, len(SupportKind))


def test_one_kind_and_some_objectives(asked):
    found = picture(kind="training", only=[3, 7])
    assert (found.kinds, filled(found)) == (
        [SupportKind.TRAINING],
        {(3, "training"): (1, 0, 0), (7, "training"): (2, 1, 1)},
    )


@pytest.mark.parametrize(
    "query", ["", "state=KEN", "region=ECE", "horizon=short&kind=training", "objective=7&objective=9"]
)
def test_every_count_leads_to_exactly_its_records(client, asked, query):
    table = client.get(f"/en/needs/?{query}").content.decode().split('<table class="gaps">')[1].split("</table>")[0]
    links = [
        (unescape(url), int(n)) for url, n in re.findall(r'<a [^>]*href="([^"]+)">(\d+) (?:need|tool|pledge)', table)
    ]
    wrong = []
    for url, count in links:
        address = url.removesuffix("#needs")
        if client.get(f"{address}&format=json").json()["count"] != count:
            wrong.append((url, count))
    assert wrong == []
    assert len(links) >= 2


def test_a_gap_is_said_in_words_not_by_colour_alone(client, asked):
    words = text_of(client.get("/en/needs/"))
    assert "Need is stated at 5 places of this table; at 3 of them nobody offers such support." in words
    assert words.count("no offer") == 3


def test_without_any_need_the_offers_still_stand(client, asked):
    words = text_of(client.get("/en/needs/?state=FRA"))
    assert "No need is stated at any place of this table." in words
    assert "1 tool" in words


def test_the_picture_belongs_to_its_publication(asked):
    then = current_moment()
    live = public_needs(then).filter(state="KEN").get()
    kenya = live.author
    gone = draft_withdrawal(live, by=kenya, content=NEED_CONTENT, reason="A sample of a reason.")
    services.publish(services.submit(gone, by=kenya), by=asked.moderator)
    placed = placed_objectives(current_edition())
    before, after = (gap_picture(public_needs(moment), placed, moment=moment) for moment in (then, current_moment()))
    assert [filled(found).get((7, "training")) for found in (before, after)] == [(2, 1, 1), (1, 1, 1)]


def test_it_takes_four_queries_for_any_number(asked, django_assert_num_queries):
    moment, placed = current_moment(), placed_objectives(current_edition())
    with django_assert_num_queries(4):
        gap_picture(public_needs(moment), placed, moment=moment)
