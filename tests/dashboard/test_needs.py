"""Capacity needs beside offers: the list, a need's page, its history."""

import pytest

from dashboard.selectors.compact import placed_objectives
from dashboard.selectors.needs import objective_lines
from drafting.services import draft_amendment, draft_withdrawal, save, stamp
from matching.selectors.offers import offering_pledges, offering_tools
from needs.forms import NEED
from needs.selectors import need_count, need_counts_by_objective, public_needs
from pledges.states import Nature
from roundtables.selectors import current_edition
from tests.dashboard.test_home import text_of
from tests.factories import accounts, plans
from tests.factories import needs as factory
from tests.factories.tools import OFFER
from workflow import services
from workflow.selectors import current_moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def need(desk):
    """Makes public needs of Portugal's, or of whose the test says."""

    def make(by=None, **fields):
        return factory.published(by or desk.portugal, moderator=desk.moderator, **fields)

    return make


def listed(client, query=""):
    """The titles a filter leaves."""
    return [row["title"] for row in client.get(f"/en/needs/?format=json&{query}").json()["results"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Money", "Course"]),
        ("sort=title", ["Course", "Money"]),
        ("objective=7", ["Course"]),
        ("objective=9", ["Money"]),
        ("objective=3", ["Course"]),
        ("objective=7&objective=9", ["Money", "Course"]),
        ("kind=training", ["Course"]),
        ("kind=financial", ["Money"]),
        ("horizon=long", ["Money"]),
        ("state=KEN", ["Money"]),
        ("region=ECE", ["Course"]),
        ("region=ESCAP", ["Money"]),
        ("region=ECA", []),
        ("state=KEN&kind=training", []),
    ],
)
def test_each_filter_narrows_the_list(client, need, query, expected):
    need(title="Course", objective=7, related=(3,))
    kenya = accounts.focal_point("KEN")
    need(kenya, state="KEN", title="Money", objective=9, support_kinds=["financial"], horizon="long", region="ESCAP")
    assert listed(client, query) == expected


@pytest.mark.parametrize("query", ["objective=24", "kind=magic", "region=MARS", "state=XXX", "page=0", "horizon=%00"])
def test_what_means_nothing_is_refused(client, query):
    assert client.get(f"/en/needs/?{query}").status_code == 400


def test_a_row_as_data(client, desk, need):
    made = need(objective=7, related=(3,), where="Faro", support_languages=["pt"])
    desk.tool(objectives=(3,), **OFFER)
    desk.tool(objectives=(3,), **(OFFER | {"support_kinds": ["equipment"]}))
    desk.tool(objectives=(9,), **OFFER)
    assert client.get("/en/needs/?format=json").json()["results"] == [
        {
            "reference": made.reference,
            "title": "A sample need",
            "language": "en",
            "owner": {"kind": "state", "code": "PRT", "name": "Portugal"},
            "main_objective": 7,
            "objectives": [7, 3],
            "kinds": ["training"],
            "horizon": "short",
            "what_exists": made.what_exists or None,
            "what_is_missing": made.what_is_missing or None,
            "region": None,
            "where": "Faro",
            "support_languages": ["pt"],
            "plan": None,
            "plan_measure": None,
            "tools_offering": 1,
            "published_on": made.published_at.date().isoformat(),
            "published_in": made.published_in_id,
            "url": f"http://localhost:8000/en/needs/{made.reference}/",
        }
    ]


def line(number, **asked):
    """The counts of one objective: needs, tools offering of tools, pledges offering of pledges."""
    moment, placed = current_moment(), placed_objectives(current_edition())
    (found,) = objective_lines(public_needs(moment), placed, moment=moment, only=[number], **asked)
    return (found.needs, found.tools_offering, found.tools, found.pledges_offering, found.pledges)


def test_needs_stand_beside_offers_with_their_denominators(desk, need):
    need(objective=7, related=(3,))
    need(objective=3)
    desk.tool(objectives=(3, 7), **OFFER)
    desk.tool(objectives=(7,))
    desk.pledge(objectives=(7,), natures=[Nature.FINANCIAL])
    desk.pledge(objectives=(7,), natures=[Nature.HUMAN, Nature.PROCESS])
    desk.pledge(objectives=(7,), natures=[Nature.PROCESS])
    assert line(7) == (1, 1, 2, 2, 3)
    assert line(3) == (2, 1, 1, 0, 0)
    assert line(9) == (0, 0, 0, 0, 0)
    assert line(7, kind="training") == (1, 1, 2, 1, 3)
    assert line(7, kind="financial") == (1, 0, 2, 1, 3)
    assert line(7, kind="equipment") == (1, 0, 2, 0, 3)


def test_a_link_to_pledges_counts_what_it_leads_to(client, desk):
    desk.pledge(objectives=(7,), natures=[Nature.FINANCIAL])
    desk.pledge(objectives=(7,), natures=[Nature.PROCESS])
    page = client.get("/en/needs/?objective=7").content.decode()
    assert '1 of <a href="/en/pledges/?objective=7">2</a>' in page
    assert "Pledges that meet the filters: 2 of 2" in text_of(client.get("/en/pledges/?objective=7"))


def test_a_need_counts_once_at_each_objective_it_names(need):
    need(objective=7, related=(3,))
    counts = need_counts_by_objective(public_needs(current_moment()))
    assert ({number: n for number, n in counts.items() if n}, len(counts)) == ({3: 1, 7: 1}, 23)


def test_figures_belong_to_their_publication(desk, need):
    before = current_moment()
    need()
    factory.submitted(desk.portugal)
    after = current_moment()
    assert (need_count(before), need_count(after)) == (0, 1)
    desk.tool(objectives=(7,), **OFFER)
    assert (offering_tools(after).count(), offering_tools(current_moment()).count()) == (0, 1)
    assert offering_pledges(after).count() == 0


def test_silence_is_said(client, need):
    page = text_of(client.get("/en/needs/"))
    assert "No need has been stated yet" in page
    assert "0 capacity needs are stated." in page
    assert "No need has been stated for this objective." in text_of(client.get("/en/needs/?objective=9"))
    need()
    page = text_of(client.get("/en/needs/?objective=9"))
    assert "No need meets all of these filters" in page
    assert "Needs that meet the filters: 0 of 1." in page


@pytest.mark.parametrize("records", [1, 3])
def test_the_list_takes_the_same_queries_for_any_number(client, desk, need, records, django_assert_num_queries):
    for number in range(records):
        need(title=f"Sample {number}", objective=7, related=(number + 8,))
        desk.tool(title=f"Tool {number}", objectives=(7,), **OFFER)
    with django_assert_num_queries(27):
        client.get("/en/needs/?objective=7")


def test_a_need_has_its_page_with_what_could_meet_it(client, desk, need):
    made = need(title="Inspectors", related=(3,), where="Faro", support_languages=["pt"])
    desk.tool(title="A fitting course", objectives=(3,), **OFFER)
    desk.tool(title="Somebody else's course", objectives=(9,), **OFFER)
    desk.pledge(objectives=(7,), natures=[Nature.FINANCIAL])
    words = text_of(client.get(made.get_absolute_url()))
    for expected in (
        "Inspectors", "Training for 40 sample officers", "Two sample offices", "Portuguese", "Faro", "Short term",
        "A fitting course", "1 pledge of money or people names one of its objectives.", made.reference,
    ):  # fmt: skip
        assert expected in words
    assert "Somebody else's course" not in words


def test_a_need_names_its_plan_only_where_that_is_public(client, desk, need):
    public, hidden = (
        plans.published(desk.portugal, moderator=desk.moderator),
        plans.draft(desk.portugal, title="Hidden"),
    )
    measure = public.measures.first()
    shown = need(plan=public.record, measure=measure.record)
    silent = need(plan=hidden.record)
    page = text_of(client.get(shown.get_absolute_url()))
    assert public.title in page
    assert measure.title in page
    assert "Hidden" not in client.get(silent.get_absolute_url()).content.decode()


def test_an_amendment_is_a_version_that_says_what_it_changed(client, desk, need):
    made = need()
    draft = draft_amendment(made, by=desk.portugal, content=NEED.content, reason="It is more.")
    values = {"title": "A larger need"}
    save(draft, by=desk.portugal, content=NEED.content, values=values, seen=stamp(NEED.content.read(draft, values)))
    services.publish(services.submit(draft, by=desk.portugal), by=desk.moderator)
    page = text_of(client.get(f"{made.get_absolute_url()}versions/"))
    for expected in ("A larger need", "A sample need", "It is more.", "What it changed", "public now"):
        assert expected in page


def test_a_retracted_need_leaves_a_tombstone(client, desk, need):
    made = need(title="Regretted words")
    services.retract(made, by=desk.moderator, note="It was published by mistake.")
    for path in (made.get_absolute_url(), f"{made.get_absolute_url()}versions/"):
        answer = client.get(path)
        assert (answer.status_code, "Regretted words" in answer.content.decode()) == (410, False)


def test_a_withdrawn_need_keeps_its_history(client, desk, need):
    made = need(title="Met since")
    draft = draft_withdrawal(made, by=desk.portugal, content=NEED.content, reason="It was met.")
    services.publish(services.submit(draft, by=desk.portugal), by=desk.moderator)
    gone, history = client.get(made.get_absolute_url()), client.get(f"{made.get_absolute_url()}versions/")
    assert (gone.status_code, history.status_code) == (410, 200)
    assert f"/en/needs/{made.reference}/versions/" in gone.content.decode()
    assert "Met since" in text_of(history)


def test_what_is_not_public_is_not_there(client, desk):
    submitted = factory.submitted(desk.portugal)
    pledge = desk.pledge()
    for reference in (submitted.reference, pledge.reference, "GCM-CN-2026-99999"):
        for path in ("", "versions/"):
            assert client.get(f"/en/needs/{reference}/{path}").status_code == 404


def test_a_state_and_an_organisation_show_what_they_need_and_offer(client, desk, need):
    assert "Needs and offers" not in text_of(client.get("/en/states/PRT/"))
    need(title="Inspectors")
    desk.tool(**OFFER)
    desk.tool()
    page = text_of(client.get("/en/states/PRT/"))
    assert "Inspectors" in page
    assert "Support is offered with 1 of the tools above (2 in all)." in page
    city = accounts.organisation()
    speaker = accounts.delegate("city@example.org", role="focal_point", organisation=city)
    need(speaker, state=None, organisation=city, title="Advice for a city")
    page = text_of(client.get("/en/organisations/city-of-sample/"))
    assert "Advice for a city" in page
    assert "No support is offered with a tool." in page


def test_the_log_of_publications_names_it(client, need):
    made = need(title="Inspectors")
    page = text_of(client.get("/en/data/"))
    assert "Capacity need published" in page
    assert made.reference in page
