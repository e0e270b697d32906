"""The toolbox."""

import pytest

from drafting.services import draft_amendment, save, stamp
from roundtables.models import Edition
from tests.dashboard.test_home import text_of
from tests.factories import accounts, plans
from tests.factories import tools as tool_factory
from tools.forms import TOOL
from tools.selectors import (
    languages_of_tools,
    public_tools,
    tool_count,
    tool_counts_by_objective,
    tool_counts_by_organisation,
    tool_counts_by_round_table,
)
from tools.states import Standing, ToolKind
from workflow import services
from workflow.selectors import Moment, current_moment

pytestmark = pytest.mark.django_db


def listed(client, query=""):
    """The titles a filter leaves."""
    return [row["title"] for row in client.get(f"/en/tools/?format=json&{query}").json()["results"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Course", "Wish"]),
        ("sort=title", ["Course", "Wish"]),
        ("objective=7", ["Course"]),
        ("objective=7&objective=8", ["Course"]),
        ("kind=training", ["Course"]),
        ("scope=cross_cutting", ["Wish"]),
        ("standing=wished", ["Wish"]),
        ("language=fr", ["Course"]),
        ("language=fr&kind=guidance", []),
        ("support=offered", ["Course"]),
        ("support=training", ["Course"]),
        ("support=equipment", []),
    ],
)
def test_each_filter_narrows_the_list(client, desk, query, expected):
    desk.tool(title="Wish", standing=Standing.WISHED)
    desk.tool(title="Course", kind=ToolKind.TRAINING, objectives=(7, 8), languages=["en", "fr"], **tool_factory.OFFER)
    assert listed(client, query) == expected


def test_how_many_is_said_with_the_whole(client, desk):
    desk.tool(objectives=(7,))
    desk.tool()
    assert "Tools that meet the filters: 1 of 2." in text_of(client.get("/en/tools/?objective=7"))
    assert "2 tools, practices and courses" in text_of(client.get("/en/tools/"))


def test_a_row_as_data(client, desk):
    call = tool_factory.public_call()
    tool = desk.tool(
        objectives=(7,), languages=["en"], link="https://example.org/tool", call=call, **tool_factory.OFFER
    )
    assert client.get("/en/tools/?format=json").json()["results"] == [
        {
            "reference": tool.reference,
            "title": "A sample tool",
            "language": "en",
            "owner": {"kind": "state", "code": "PRT", "name": "Portugal"},
            "provider": None,
            "objectives": [7],
            "kind": "guidance",
            "scope": "theme_specific",
            "standing": "in_place",
            "languages": ["en"],
            "where_used": None,
            "in_use_since": None,
            "summary": tool.summary,
            "results": None,
            "lessons": None,
            "replication": None,
            "offers_support": True,
            "support_offered": tool.support_offered,
            "support_kinds": ["training"],
            "support_languages": ["en", "fr"],
            "call": "sample-call",
            "plan_measure": None,
            "published_on": tool.published_at.date().isoformat(),
            "published_in": tool.published_in_id,
            "link": "https://example.org/tool",
            "url": f"http://localhost:8000/en/tools/{tool.reference}/",
            "source_url": None,
        }
    ]


@pytest.mark.parametrize("records", [1, 3])
def test_the_list_takes_the_same_queries_for_any_number(client, desk, records, django_assert_num_queries):
    for number in range(records):
        desk.tool(title=f"Sample {number}", objectives=(number + 1, 7))
    with django_assert_num_queries(10):
        client.get("/en/tools/?objective=7")


def test_a_tool_has_its_page(client, desk):
    fields = {"objectives_are_assigned": True, "languages": ["fr"], "results": "It worked.", **tool_factory.OFFER}
    tool = desk.tool(objectives=(7,), call=tool_factory.public_call(), **fields)
    words = text_of(client.get(tool.get_absolute_url()))
    for expected in (
        "A sample tool", "It worked.", "French", "Filed under these objectives by this site", "Offer of support",
        "A sample week of training", "Training", "Answers the call", "A sample call", "In place",
    ):  # fmt: skip
        assert expected in words


def test_a_tool_that_is_wished_for_says_so(client, desk):
    words = text_of(client.get(desk.tool(standing=Standing.WISHED).get_absolute_url()))
    assert "It does not exist yet: whoever proposes it wishes to put it in place." in words
    assert "Offer of support" not in words


def test_a_tool_names_the_measure_it_belongs_to_where_that_is_public(client, desk):
    public, hidden = plans.published(desk.portugal, moderator=desk.moderator), plans.draft(desk.portugal)
    measure = public.measures.first()
    shown = desk.tool(plan_measure=measure.record)
    assert measure.title in text_of(client.get(shown.get_absolute_url()))
    silent = desk.tool(plan_measure=hidden.measures.first().record)
    assert "Part of the national plan" not in text_of(client.get(silent.get_absolute_url()))


def test_an_amendment_is_a_version_that_says_what_it_changed(client, desk):
    tool = desk.tool(title="Old title")
    draft = draft_amendment(tool, by=desk.portugal, content=TOOL.content, reason="A better name.")
    seen = stamp(TOOL.content.read(draft, ["title"]))
    save(draft, by=desk.portugal, content=TOOL.content, values={"title": "New title"}, seen=seen)
    services.publish(services.submit(draft, by=desk.portugal), by=desk.moderator)
    page = text_of(client.get(f"{tool.get_absolute_url()}versions/"))
    for expected in ("New title", "Old title", "A better name.", "What it changed"):
        assert expected in page


def test_a_retracted_tool_leaves_a_tombstone(client, desk):
    tool = desk.tool(title="Regretted words")
    services.retract(tool, by=desk.moderator, note="It was published by mistake.")
    answer = client.get(tool.get_absolute_url())
    assert (answer.status_code, "Regretted words" in answer.content.decode()) == (410, False)
    assert "It was published by mistake." in text_of(answer)


def test_a_submitted_tool_is_not_there(client, desk):
    tool = tool_factory.submitted(desk.portugal)
    assert client.get(f"/en/tools/{tool.reference}/").status_code == 404


def test_a_pledge_is_no_tool(client, desk):
    pledge = desk.pledge()
    assert client.get(f"/en/tools/{pledge.reference}/").status_code == 404


def test_the_numbers_of_tools(desk):
    before = current_moment()
    desk.tool(objectives=(8, 9))
    tool_factory.submitted(desk.portugal, objectives=(8,))
    edition, moment = Edition.objects.get(year=2026), current_moment()
    by_objective = tool_counts_by_objective(moment)
    assert {number: count for number, count in by_objective.items() if count} == {8: 1, 9: 1}
    assert len(by_objective) == 23
    assert tool_counts_by_round_table(edition, moment) == {1: 0, 2: 1, 3: 0, 4: 0}
    assert (tool_count(moment), tool_count(before)) == (1, 0)


def test_a_round_table_counts_by_its_own_editions_split(desk):
    desk.tool(objectives=(8,))
    older, newer = Edition.objects.get(year=2022), Edition.objects.get(year=2026)
    table = newer.round_tables.get(number=3)
    newer.placements.filter(objective=8).update(round_table=table)
    moment = current_moment()
    assert tool_counts_by_round_table(older, moment) == {1: 0, 2: 1, 3: 0, 4: 0}
    assert tool_counts_by_round_table(newer, moment) == {1: 0, 2: 0, 3: 1, 4: 0}


def test_tools_of_organisations_and_their_languages(desk):
    city = accounts.organisation()
    speaker = accounts.delegate("city@example.org", role="focal_point", organisation=city)
    tool = tool_factory.published(
        speaker, moderator=desk.moderator, state=None, organisation=city, languages=["fr", "ar"]
    )
    desk.tool(languages=["fr"])
    moment = current_moment()
    assert tool_counts_by_organisation(moment) == {city.pk: 1}
    assert languages_of_tools(moment) == ["ar", "fr"]
    assert [each.pk for each in public_tools(Moment(tool.published_in_id, moment.day))] == [tool.pk]
