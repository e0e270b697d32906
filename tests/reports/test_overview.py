"""The Forum overview: figures at all levels, what was submitted, and room for what people are to decide."""

import json
import re
from dataclasses import asdict
from xml.etree import ElementTree as ET

import pytest

from dashboard.selectors.world import world
from progress.selectors import (
    compact_figures,
    coverage,
    figures_by_level,
    figures_by_objective,
    figures_by_objective_and_region,
    figures_by_region,
    figures_by_round_table,
    figures_by_state,
)
from roundtables.selectors import edition_of
from tests.factories import accounts, pledges, reports, roundtables
from tests.factories.life import Life
from tests.factories.submissions import Submissions
from tests.reports.walking import blocks_of, document_on, facts_on, said_in, under
from workflow import services
from workflow.selectors import current_publication, moment_at

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh-hans")
COUNTS = ("pledges", "states", "organisations", "with_update", "fresh", "planning", "in_progress", "fulfilled")
COUNTS += ("discontinued", "without_update")


@pytest.fixture
def submitted(db):
    return Submissions()


def numbers(figures):
    return {name: figures[name] if isinstance(figures, dict) else getattr(figures, name) for name in COUNTS}


def counted(found):
    return {str(key): numbers(figures) for key, figures in found.items()}


def assert_the_sites_own(facts, moment):
    """All figures of the whole, of levels, regions, round tables, objectives and States."""
    edition = edition_of(2026, moment.publication)
    assert numbers(facts["figures"]["compact"]) == numbers(compact_figures(moment))
    assert facts["figures"]["coverage"] == asdict(coverage(moment))
    assert counted(facts["figures"]["levels"]) == counted(figures_by_level(moment))
    assert counted(facts["figures"]["regions"]) == counted(figures_by_region(moment))
    tables = {each["number"]: each["figures"] for each in facts["round_tables"]}
    assert counted(tables) == counted(figures_by_round_table(edition, moment))
    objectives = {each["number"]: each["figures"] for each in facts["objectives"]}
    assert counted(objectives) == counted(figures_by_objective(moment))
    assert {each["number"]: each["regions"] for each in facts["objectives"]} == {
        number: {region: found.pledges for region, found in by_region.items()}
        for number, by_region in figures_by_objective_and_region(moment).items()
    }
    states = {row["name"]: row["pledges"] for region in facts["world"]["regions"] for row in region["states"]}
    assert sum(states.values()) == sum(each.pledges for each in figures_by_state(moment).values())
    assert facts["world"]["pledging"] == len(figures_by_state(moment))


def test_every_figure_is_the_sites_own_through_amendments_withdrawals_and_retractions_now_and_then():
    life, first = Life(7, retracts=True), current_publication()
    while current_publication() < first + 40:
        life.happen()
    last = current_publication()
    for number in (first + 1, first + 20, last):
        moment = moment_at(number, latest=last)
        assert_the_sites_own(facts_on("overview", moment=moment), moment)


def test_the_figures_are_those_of_the_api_as_of_the_same_publication(submitted, client):
    before = reports.moment()
    submitted.publish_pledge(submitted.portugal, "PRT", objectives=(7,), levels=["national"])
    for moment in (before, reports.moment()):
        facts, asked = facts_on("overview", moment=moment), {"as_of": moment.publication}
        objectives = {row["number"]: row for row in client.get("/api/v1/objectives/", asked).json()["results"]}
        for each in facts["objectives"]:
            for name in ("pledges", "with_update", "discontinued", "tools", "needs"):
                assert each["figures"][name] == objectives[each["number"]][name]
        tables = {row["id"]: row["pledges"] for row in client.get("/api/v1/round-tables/", asked).json()["results"]}
        assert {f"2026-{each['number']}": each["figures"]["pledges"] for each in facts["round_tables"]} == {
            key: pledged for key, pledged in tables.items() if key.startswith("2026")
        }
        for level in ("local", "national"):
            rows = client.get("/api/v1/pledges/", asked | {"level": level}).json()["results"]
            assert facts["figures"]["levels"][level]["pledges"] == len(rows)


def test_the_facts_are_plain_json_and_the_same_when_asked_again(submitted):
    found = facts_on("overview")
    assert json.loads(json.dumps(found)) == found
    assert facts_on("overview") == found


def test_a_later_publication_changes_nothing_of_what_was_frozen(submitted):
    before = reports.moment()
    frozen = facts_on("overview", moment=before)
    submitted.publish_pledge(submitted.portugal, "PRT", objectives=(1,))
    roundtables.resplit({7: 1}, 2026)
    assert facts_on("overview", moment=before) == frozen
    assert facts_on("overview")["round_tables"] != frozen["round_tables"]


def test_it_has_the_parts_of_the_progress_declaration_in_their_order(submitted):
    document = document_on("overview")
    found = [block["text"] for block in blocks_of(document, "heading") if block["level"] == 1]
    assert found == [
        "How to read this report",
        "Progress on the 23 objectives, at all levels",
        "Challenges, opportunities and emerging issues",
        "Recommendations",
        "What is not known",
        "Method and disclaimers",
    ]


def test_recommendations_are_left_for_people_to_write(submitted):
    blocks = under(document_on("overview"), "Recommendations")
    assert [block["kind"] for block in blocks] == ["note", "to_write", "to_write", "to_write"]


def test_every_quote_names_its_source(submitted):
    quotes = blocks_of(document_on("overview"), "quote")
    assert len(quotes) == 5
    for block in quotes:
        (source,) = block["sources"]
        assert re.fullmatch(r"GCM-(PU|VR)-\d{4}-\d{5}", source["text"])
        assert source["text"] in source["url"]


def test_the_table_of_objectives_says_what_the_facts_say(submitted):
    document, facts = document_on("overview"), facts_on("overview")
    first, second = [block for block in under(document, "The 23 objectives") if block["kind"] == "table"]
    assert [row[1:] for row in first["rows"]] == [
        [str(each["figures"][name]) for name in ("pledges", "with_update", "without_update", *COUNTS[5:9])]
        for each in facts["objectives"]
    ]
    assert [row[1:] for row in second["rows"]] == [
        [str(each["figures"][name]) for name in ("measures", "tools", "needs")] for each in facts["objectives"]
    ]


def test_the_map_is_a_whole_picture_with_its_numbers_in_a_table_and_its_disclaimer(submitted):
    blocks = under(document_on("overview"), "Where pledges come from")
    drawing = blocks[0]
    picture = ET.fromstring(drawing["svg"])
    assert (picture.get("width"), picture.get("style")) == ("960", "direction:ltr")
    assert int(picture.get("height")) == drawing["height"]
    assert drawing["alt"] == "Map of the world: 2 of 195 States have pledges of their own on record, 2 in all."
    assert "do not imply official endorsement" in drawing["source"]
    assert "var(" not in drawing["svg"]
    rows = {row[0]: row[1:] for row in blocks[1]["rows"]}
    assert rows["Africa"] == ["54", "1", "1", "1"]
    assert sum(int(row[2]) for row in rows.values()) == 2


def test_a_state_is_coloured_by_its_own_pledges_and_markers_stand_for_small_ones(submitted):
    facts = facts_on("overview")
    shown = world(reports.moment(), language="en", asked={}, is_filtered=False)
    fills = {shape.state.pk: shape.fill for shape in shown.shapes if shape.state}
    assert fills["KEN"] != fills["FRA"]
    assert {code: facts["world"]["fills"][code] for code in fills} == fills
    assert len(facts["world"]["markers"]) == len(shown.markers)


def test_in_arabic_the_key_of_the_map_runs_from_the_right(submitted):
    *_charts, drawing = blocks_of(document_on("overview", language="ar"), "picture")
    texts = ET.fromstring(drawing["svg"]).findall("{http://www.w3.org/2000/svg}text")
    assert len(texts) == 8
    assert {text.get("text-anchor") for text in texts} == {"end"}
    assert all(text.text.startswith("\u200f") for text in texts)


def test_states_are_listed_by_name_and_never_by_number(submitted):
    submitted.publish_pledge(accounts.focal_point("AZE"), "AZE")
    for _each in range(2):
        submitted.publish_pledge(submitted.portugal, "PRT")
    blocks = under(document_on("overview"), "Where pledges come from")
    (europe,) = [each for each in blocks if each.get("caption", "").startswith("Europe")]
    assert [row[0] for row in europe["rows"]] == ["Azerbaijan", "Portugal"]


def test_what_is_not_known_is_said(submitted):
    words = said_in({"blocks": under(document_on("overview"), "What is not known")})
    assert "Of 193 Member States 191 have no public voluntary national review for this Forum." in words
    assert "Participation in the Forum is not known" in words


def test_a_withdrawn_pledge_is_in_no_figure(submitted):
    withdrawal = pledges.withdrawal(submitted.pledge, submitted.portugal)
    services.publish(services.submit(withdrawal, by=submitted.portugal), by=submitted.moderator)
    found = facts_on("overview")
    assert found["figures"]["compact"]["pledges"] == 1
    assert_the_sites_own(found, reports.moment())


def test_a_portal_with_no_records_is_told_honestly():
    roundtables.dated(2030)
    words = said_in(document_on("overview"))
    for sentence in (
        "No review that is public answers the question on challenges.",
        "No public update on a pledge or measure names a barrier.",
        "No capacity need that names an objective is public.",
        "No review that is public answers the question on partnerships.",
        "Of 0 pledges 0 have no update.",
        "Of 195 States 195 have no pledge of their own on record.",
    ):
        assert sentence in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_builds_in_each_language(submitted, language):
    document = document_on("overview", language=language)
    assert document["language"] == language
    assert len(blocks_of(document, "quote")) == 5
