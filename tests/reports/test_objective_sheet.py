"""The objective sheet: all that is on record under one objective, as the site counts it, now and then."""

import json

import pytest

from dashboard.selectors.reviews import statements_on
from needs.selectors import need_counts_by_objective, public_needs
from plans.selectors import measure_counts_by_objective
from progress.selectors import compact_figures, figures_by_objective, figures_by_objective_and_region
from reports.selectors.scope import Scope
from reports.selectors.subjects import subjects
from reports.states import ReportKind
from tests.factories import reports
from tests.factories.life import Life
from tests.factories.submissions import Submissions
from tests.reports.walking import blocks_of, document_on, facts_on, said_in, under
from tools.selectors import tool_counts_by_objective
from workflow.selectors import current_publication, moment_at

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh-hans")
COUNTS = ("pledges", "states", "organisations", "with_update", "without_update", "fresh", "planning", "in_progress")


@pytest.fixture
def submitted(db):
    return Submissions()


def assert_the_sites_own(number, moment):
    """The figures are what the selectors of pages and API say at that moment."""
    facts = facts_on("objective", subject=f"{number:02}", moment=moment)
    own, found = figures_by_objective(moment)[number], facts["figures"]["objective"]
    assert {name: found[name] for name in COUNTS} == {name: getattr(own, name) for name in COUNTS}
    assert len(facts["pledges"]) == own.pledges
    assert facts["figures"]["compact"]["pledges"] == compact_figures(moment).pledges
    assert found["tools"] == tool_counts_by_objective(moment)[number] == len(facts["tools"])
    assert found["measures"] == measure_counts_by_objective(moment)[number] == len(facts["measures"])
    assert found["needs"] == need_counts_by_objective(public_needs(moment))[number] == len(facts["capacity"]["needs"])
    assert found["statements"] == statements_on(number, moment).count() == facts["statements"]["said"]
    regions = figures_by_objective_and_region(moment)[number]
    assert {region: each["pledges"] for region, each in facts["regions"].items()} == {
        region: each.pledges for region, each in regions.items()
    }
    years = facts["trend"]
    assert sum(each["pledges"] for each in years["years"]) + years["undated"] == own.pledges


def test_there_is_one_for_each_of_the_23_objectives():
    scope = Scope(ReportKind.OBJECTIVE, reports.edition())
    assert subjects(scope.kind, scope.edition, reports.moment()) == [f"{number:02}" for number in range(1, 24)]


@pytest.mark.parametrize("number", [7, 17, 20, 3, 1])
def test_every_figure_is_the_sites_own(submitted, number):
    assert_the_sites_own(number, reports.moment())


def test_every_figure_is_the_sites_own_through_amendments_withdrawals_and_retractions_now_and_then():
    life, first = Life(7, retracts=True), current_publication()
    while current_publication() < first + 40:
        life.happen()
    last = current_publication()
    for publication in (first + 1, first + 20, last):
        for number in (2, 7, 19):
            assert_the_sites_own(number, moment_at(publication, latest=last))


def test_the_figures_are_those_of_the_api_as_of_the_same_publication(submitted, client):
    before = reports.moment()
    submitted.publish_pledge(submitted.portugal, "PRT", objectives=(7,))
    for moment in (before, reports.moment()):
        rows = client.get("/api/v1/objectives/", {"as_of": moment.publication}).json()["results"]
        (row,) = [each for each in rows if each["number"] == 7]
        found = facts_on("objective", subject="07", moment=moment)["figures"]["objective"]
        assert {name: found[name] for name in ("pledges", "with_update", "fresh", "needs")} == {
            name: row[name] for name in ("pledges", "with_update", "fresh", "needs")
        }


def test_the_facts_are_plain_json_and_a_later_publication_changes_nothing_of_them(submitted):
    before = reports.moment()
    frozen = facts_on("objective", subject="07", moment=before)
    assert json.loads(json.dumps(frozen)) == frozen
    submitted.say(submitted.pledge, barriers="A later sample barrier.", speaks_for_on="2026-07-01")
    assert facts_on("objective", subject="07", moment=before) == frozen
    assert facts_on("objective", subject="07") != frozen


def test_the_official_title_stands_first_and_the_actions_by_their_letters(submitted):
    official, paragraph, *_rest = under(document_on("objective", subject="07"), "What the Compact says")
    assert official["texts"][0]["role"] == "official"
    assert paragraph["texts"] == ["Objective 7, paragraph 23 of resolution 73/195."]


def test_actions_are_in_english_and_marked_where_the_sheet_is_in_another_language(submitted):
    facts = facts_on("objective", subject="07", language="ar")
    assert facts["objectives"][0]["actions"]
    actions = next(
        block
        for block in blocks_of(document_on("objective", subject="07", language="ar"), "table")
        if block["rows"] and block["rows"][0][0] == "(a)"
    )
    assert {(row[1]["lang"], row[1]["dir"]) for row in actions["rows"]} == {("en", "ltr")}


def test_each_pledge_measure_tool_and_need_leads_to_where_it_stands(submitted):
    document = document_on("objective", subject="07")
    leading = {
        cell["text"]
        for block in blocks_of(document, "table")
        for row in block["rows"]
        for cell in row
        if isinstance(cell, dict) and cell.get("role") == "reference"
    }
    measure = submitted.plan.measures.get()
    assert leading == {
        submitted.pledge.reference,
        measure.record.reference,
        submitted.tool.reference,
        submitted.need.reference,
    }


def test_statements_and_barriers_are_quoted_with_their_source(submitted):
    quotes = {
        (block["text"], block["sources"][0]["text"])
        for block in blocks_of(document_on("objective", subject="07"), "quote")
        if isinstance(block["text"], str)
    }
    statement = "Two sample shelters opened, for a test and for nothing else."
    assert (statement, submitted.review.reference) in quotes
    assert ("Two sample offices have no staff, for a test.", submitted.barrier.reference) in quotes


def test_silence_is_spoken_of_where_there_is_some_and_only_there(submitted):
    assert "That is not to say that nothing was done." not in said_in(document_on("objective", subject="07"))
    submitted.publish_pledge(submitted.portugal, "PRT", objectives=(7,))
    sentence = "1 pledge of 2 has no update. That is not to say that nothing was done."
    assert sentence in said_in(document_on("objective", subject="07"))


def test_an_objective_nobody_named_says_so_kindly_everywhere():
    words = said_in(document_on("objective", subject="01"))
    for sentence in (
        "No published pledge names this objective. That is not to say that nothing is done.",
        "No measure of a published national plan names this objective.",
        "No published tool is filed under this objective.",
        "No capacity need is public. That is not to say that none is felt.",
        "No public review has a statement on this objective.",
        "No public update on a pledge or measure here names a barrier.",
        "There is no published pledge or tool under this objective.",
        "No pledge here says when it was made, and none has been reported on.",
    ):
        assert sentence in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_builds_in_each_language(submitted, language):
    document = document_on("objective", subject="07", language=language)
    assert document["language"] == language
    assert len(blocks_of(document, "picture")) == 2
