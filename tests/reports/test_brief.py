"""The policy-debate brief: what was submitted, word for word, with its source; where there is nothing, plain words."""

import json

import pytest

from dashboard.selectors.compact import placed_objectives
from dashboard.selectors.gaps import gap_picture
from matching.selectors.figures import match_figures
from needs.selectors import need_count, public_needs
from plans.selectors import measure_counts_by_objective
from progress.selectors import compact_figures, figures_by_objective
from roundtables.selectors import edition_of
from tests.factories import pledges, progress, reports, roundtables
from tests.factories.life import Life
from tests.factories.submissions import Submissions
from tests.reports.walking import blocks_of, document_on, facts_on, said_in, under
from workflow import services
from workflow.selectors import current_publication, moment_at

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh-hans")


@pytest.fixture
def submitted(db):
    return Submissions()


def assert_the_sites_own(facts, moment):
    """The figures are what the selectors of pages and API say at that moment."""
    found = facts["figures"]
    whole = compact_figures(moment)
    assert {name: found["compact"][name] for name in ("pledges", "with_update", "without_update", "fresh")} == {
        name: getattr(whole, name) for name in ("pledges", "with_update", "without_update", "fresh")
    }
    assert found["needs"] == need_count(moment)
    matches = match_figures(moment)
    assert found["matches"] == {name: getattr(matches, name) for name in found["matches"]}
    pledged, measured = figures_by_objective(moment), measure_counts_by_objective(moment)
    assert [(each["pledges"], each["measures"]) for each in facts["objectives"]] == [
        (pledged[number].pledges, measured[number]) for number in range(1, 24)
    ]
    edition = edition_of(2026, moment.publication)
    picture = gap_picture(public_needs(moment), placed_objectives(edition), moment=moment)
    gaps = facts["capacity"]["gaps"]
    assert [gaps[name] for name in ("stated", "offered", "gaps")] == [picture.stated, picture.offered, picture.gaps]


def test_every_figure_is_the_sites_own(submitted):
    assert_the_sites_own(facts_on("brief"), reports.moment())


def test_every_figure_is_the_sites_own_through_amendments_withdrawals_and_retractions_now_and_then():
    life, first = Life(5, retracts=True), current_publication()
    while current_publication() < first + 40:
        life.happen()
    last = current_publication()
    for number in (first + 1, first + 20, last):
        moment = moment_at(number, latest=last)
        assert_the_sites_own(facts_on("brief", moment=moment), moment)


def test_the_figures_are_those_of_the_api_as_of_the_same_publication(submitted, client):
    before = reports.moment()
    submitted.publish_pledge(submitted.portugal, "PRT", objectives=(7,))
    for moment in (before, reports.moment()):
        rows = client.get("/api/v1/objectives/", {"as_of": moment.publication}).json()["results"]
        told = {
            each["number"]: (each["pledges"], each["needs"]) for each in facts_on("brief", moment=moment)["objectives"]
        }
        assert told == {row["number"]: (row["pledges"], row["needs"]) for row in rows}


def test_the_facts_are_plain_json_and_the_same_when_asked_again(submitted):
    found = facts_on("brief")
    assert json.loads(json.dumps(found)) == found
    assert facts_on("brief") == found


def test_a_later_publication_changes_nothing_of_what_was_frozen(submitted):
    before = reports.moment()
    frozen = facts_on("brief", moment=before)
    submitted.say(submitted.pledge, barriers="A later sample barrier.", speaks_for_on="2026-07-01")
    roundtables.public(roundtables.topic(number=2, year=2026))
    assert facts_on("brief", moment=before) == frozen
    assert facts_on("brief") != frozen


def test_every_quote_is_somebodys_own_words_and_names_its_source(submitted):
    document = document_on("brief")
    told = {
        (block["text"] if isinstance(block["text"], str) else block["text"]["text"]): (
            block["by"],
            [source["text"] for source in block["sources"]],
        )
        for block in blocks_of(document, "quote")
    }
    assert {text: sources for text, (_by, sources) in told.items()} == {
        "A sample challenge of Portugal.": [submitted.review.reference],
        "تحد على سبيل المثال": [submitted.swahili.reference],
        "Two sample offices have no staff, for a test.": [submitted.barrier.reference],
        "The sample fund was closed.": [submitted.ended.reference],
        "A sample link of Portugal.": [submitted.review.reference],
        "A sample wish of Portugal.": [submitted.review.reference],
        "A sample issue of Portugal.": [submitted.review.reference],
    }
    by, _sources = told["Two sample offices have no staff, for a test."]
    assert by == f"Portugal, 1 June 2026, on {submitted.pledge.reference}"


def test_what_was_written_in_another_language_stays_in_it_and_is_marked(submitted):
    found = [block["text"] for block in blocks_of(document_on("brief"), "quote") if isinstance(block["text"], dict)]
    assert [(text["lang"], text["dir"]) for text in found] == [("ar", "rtl")]


def test_a_barrier_stands_under_the_first_objective_and_its_reference_under_the_other(submitted):
    document = document_on("brief")
    seven = under(document, "Round table 4, objective 7: Reduce vulnerabilities")
    seventeen = under(document, "Round table 4, objective 17: Eliminate discrimination")
    assert [block["kind"] for block in seven] == ["paragraph", "quote"]
    assert [[each["text"] for each in block["sources"]] for block in seventeen[:1]] == [[submitted.barrier.reference]]


def test_each_target_is_counted_and_each_pledge_that_names_one_is_listed_with_its_source(submitted):
    blocks = under(document_on("brief"), "Targets that pledges name")
    assert blocks[0]["texts"] == ["2 pledges of 2 name a target of the 2030 Agenda."]
    counted, naming = blocks[1:]
    assert [(row[0]["text"], row[1]) for row in counted["rows"]] == [("8.8", "1"), ("10.7", "2")]
    assert [(row[0]["text"], row[3]["text"]) for row in naming["rows"]] == [
        (submitted.pledge.reference, "8.8, 10.7"),
        (submitted.other.reference, "10.7"),
    ]


def test_codes_of_targets_run_from_left_to_right_in_arabic_too(submitted):
    (table,) = [
        block
        for block in blocks_of(document_on("brief", language="ar"), "table")
        if len(block["columns"]) == 4 and len(block["rows"]) == 23
    ]
    assert {row[1]["dir"] for row in table["rows"]} == {"ltr"}


def test_the_gap_picture_says_where_nobody_offers(submitted):
    (stated, _offered) = [
        block for block in under(document_on("brief"), "Needs and offers") if block["kind"] == "table"
    ]
    assert [[row[0].split(".")[0], *row[1:]] for row in stated["rows"]] == [
        ["3", "Equipment", "1", "0", "0", "Nobody offers"],
        ["7", "Training", "1", "1", "0", "Offered"],
        ["17", "Training", "1", "0", "0", "Nobody offers"],
    ]


def test_each_need_is_listed_by_reference(submitted):
    (needs,) = under(document_on("brief"), "The needs, by reference")
    assert [row[0]["text"] for row in needs["rows"]] == [submitted.need.reference, submitted.alone.reference]
    assert needs["rows"][0][0]["url"].endswith(f"/en/needs/{submitted.need.reference}/")


def test_the_topics_are_those_the_forum_has_published_by_then(submitted):
    before = reports.moment()
    roundtables.public(roundtables.topic(number=2, year=2026, title_en="Another sample topic"))
    assert [each["title"] for each in facts_on("brief", moment=before)["topics"]] == ["A sample topic of the debate"]
    assert "Another sample topic" in said_in(document_on("brief"))


def test_what_was_withdrawn_or_retracted_is_not_quoted(submitted):
    withdrawal = pledges.withdrawal(submitted.pledge, submitted.portugal)
    services.publish(services.submit(withdrawal, by=submitted.portugal), by=submitted.moderator)
    services.retract(submitted.review, by=submitted.moderator, note="A sample reason.")
    words = said_in(document_on("brief"))
    assert "Two sample offices have no staff" not in words
    assert "of Portugal." not in words
    assert "تحد على سبيل المثال" in words


def test_a_portal_with_no_records_says_so_under_every_heading():
    roundtables.dated(2030)
    words = said_in(document_on("brief"))
    for sentence in (
        "No topic of the policy debate has been published for this Forum.",
        "No review that is public answers the question on challenges.",
        "No public update on a pledge or measure names a barrier.",
        "No pledge or measure stands as discontinued by its latest update.",
        "No review that is public answers the question on the 2030 Agenda.",
        "0 pledges of 0 name a target of the 2030 Agenda.",
        "No review that is public answers the question on the capacity-building mechanism.",
        "No capacity need that names an objective is public.",
        "No capacity need is public. That is not to say that none is felt.",
        "No review that is public answers the question on contemporary and emerging issues.",
    ):
        assert sentence in words


def test_at_most_so_many_are_quoted_and_the_document_says_by_which_rule(submitted):
    for number in range(4):
        pledge = submitted.publish_pledge(submitted.portugal, "PRT", objectives=(7,))
        submitted.say(pledge, barriers=f"Sample barrier {number}.")
    document = document_on("brief")
    seven = under(document, "Round table 4, objective 7: Reduce vulnerabilities")
    assert [block["kind"] for block in seven] == ["paragraph", "quote", "quote", "quote", "paragraph"]
    assert seven[0]["texts"] == ["5 texts on this are public. 3 of them are quoted here."]
    assert len(seven[-1]["sources"]) == 2
    assert "Under one objective at most 3 texts are quoted, by the same rule." in said_in(document)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_builds_in_each_language(submitted, language):
    document = document_on("brief", language=language)
    assert document["language"] == language
    assert len(blocks_of(document, "quote")) == 7


def test_no_contact_person_is_in_it(submitted):
    pledge = submitted.publish_pledge(submitted.portugal, "PRT", contact_email="contact.person@example.org")
    progress.published(submitted.portugal, moderator=submitted.moderator, about=pledge.record, barriers="Sample.")
    assert "contact.person@example.org" not in json.dumps(facts_on("brief"))
