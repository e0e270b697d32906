"""The State profile: all one State has put on record, as its page counts it, now and then."""

import json

import pytest

from accounts.models import State
from dashboard.selectors.parties import pledges_of_organisations_in
from dashboard.selectors.profile import pledges_naming
from plans.selectors import public_measures, public_plans
from progress.selectors import compact_figures, figures_by_state
from progress.selectors.numbers import Figures
from reports.selectors.subjects import subjects
from reports.states import ReportKind
from reviews.selectors import public_reviews
from tests.factories import accounts, needs, plans, pledges, reports, reviews, tools
from tests.factories.life import Life
from tests.factories.submissions import Submissions
from tests.reports.walking import blocks_of, document_on, facts_on, said_in, under
from workflow import services
from workflow.selectors import current_publication, moment_at

pytestmark = pytest.mark.django_db
TOLD = ("pledges", "with_update", "fresh", "planning", "in_progress", "fulfilled", "discontinued")
LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh-hans")
COUNTS = ("pledges", "with_update", "without_update", "fresh", "planning", "in_progress", "fulfilled", "discontinued")


@pytest.fixture
def submitted(db):
    return Submissions()


def listed(moment=None):
    """The States there is a profile to build of."""
    return subjects(ReportKind.STATE, reports.edition(), moment or reports.moment())


def assert_the_sites_own(code, moment):
    """The figures are what the selectors of the State's page say at that moment."""
    facts = facts_on("state", subject=code, moment=moment)
    own, found = figures_by_state(moment).get(code, Figures()), facts["figures"]["state"]
    assert {name: found[name] for name in COUNTS} == {name: getattr(own, name) for name in COUNTS}
    assert len(facts["own"]) == own.pledges
    assert facts["figures"]["compact"]["pledges"] == compact_figures(moment).pledges
    state = State.objects.get(pk=code)
    assert found["plans"] == public_plans(moment).filter(state=code).count()
    assert found["measures"] == public_measures(moment).filter(plan__state=code).count()
    assert found["reviews"] == public_reviews(moment).filter(state=code).count()
    assert found["naming"] == pledges_naming(state, moment).count()
    assert found["of_organisations"] == pledges_of_organisations_in(state, moment).count()
    years = facts["trend"]
    assert sum(each["pledges"] for each in years["years"]) + years["undated"] == own.pledges


@pytest.mark.parametrize("code", ["PRT", "KEN", "NRU"])
def test_every_figure_is_the_sites_own(submitted, code):
    assert_the_sites_own(code, reports.moment())


def test_every_figure_is_the_sites_own_through_amendments_withdrawals_and_retractions_now_and_then():
    life, first = Life(11, retracts=True), current_publication()
    while current_publication() < first + 40:
        life.happen()
    last = current_publication()
    for publication in (first + 1, first + 20, last):
        for code in ("PRT", "KEN", "PHL"):
            assert_the_sites_own(code, moment_at(publication, latest=last))


def test_the_figures_are_those_of_the_api_as_of_the_same_publication(submitted, client):
    before = reports.moment()
    submitted.publish_pledge(submitted.portugal, "PRT", objectives=(7,))
    for moment in (before, reports.moment()):
        row = told_by_the_api(client, "PRT", moment)
        found = facts_on("state", subject="PRT", moment=moment)["figures"]["state"]
        assert {name: found[name] for name in TOLD} == {name: row[name] for name in TOLD}


@pytest.mark.parametrize("brings", [plans.published, reviews.published, needs.published, tools.published])
def test_a_state_is_listed_for_any_record_of_its_own_from_then_on(brings):
    before, state = reports.moment(), accounts.focal_point("MEX")
    brings(state, accounts.moderator(), state="MEX")
    assert listed(before) == []
    assert listed() == ["MEX"]


def test_a_state_that_a_pledge_names_as_partner_is_listed_too():
    by = accounts.focal_point("PRT")
    services.publish(services.submit(pledges.joint(by, state="PRT"), by=by), by=accounts.moderator())
    assert listed() == ["CPV", "PRT"]
    facts = facts_on("state", subject="CPV")
    assert (facts["own"], len(facts["naming"])) == ([], 1)
    assert facts["pledges"][facts["naming"][0]]["partners"] == ["Cabo Verde"]
    assert "Pledges of others that name it as a partner" in said_in(document_on("state", subject="CPV"))


def test_a_state_whose_only_pledge_was_withdrawn_has_none_and_is_not_blamed():
    by, moderator = accounts.focal_point("PRT"), accounts.moderator()
    pledge = pledges.published(by, moderator, state="PRT")
    assert listed() == ["PRT"]
    services.publish(services.submit(pledges.withdrawal(pledge, by), by=by), by=moderator)
    assert listed() == []
    words = said_in(document_on("state", subject="PRT"))
    assert pledge.title not in words
    for sentence in (
        "No pledge of its own is published. That is not to say that nothing is done.",
        "No national implementation plan is published here. One may exist elsewhere.",
        "No voluntary national review is published here. Reviews are voluntary.",
        "No tool of this State is published.",
        "No pledge or tool of this State or its organisations is published.",
    ):
        assert sentence in words


def test_the_facts_are_plain_json_and_a_later_publication_changes_nothing_of_them(submitted):
    before = reports.moment()
    frozen = facts_on("state", subject="PRT", moment=before)
    assert json.loads(json.dumps(frozen)) == frozen
    submitted.publish_pledge(submitted.portugal, "PRT", title="A later sample")
    assert facts_on("state", subject="PRT", moment=before) == frozen
    assert facts_on("state", subject="PRT") != frozen


def test_measures_are_drawn_along_the_years_and_listed_beside(submitted):
    blocks = under(document_on("state", subject="PRT"), "Measures")
    assert [block["kind"] for block in blocks] == ["picture", "table"]
    measure = submitted.plan.measures.get()
    assert [row[0]["text"] for row in blocks[1]["rows"]] == [measure.record.reference]


def test_no_contact_person_is_in_it(submitted):
    submitted.publish_pledge(submitted.portugal, "PRT", contact_email="contact.person@example.org")
    assert "contact.person@example.org" not in json.dumps(facts_on("state", subject="PRT"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_builds_in_each_language(submitted, language):
    document = document_on("state", subject="PRT", language=language)
    assert document["language"] == language
    assert len(blocks_of(document, "picture")) == 2


def told_by_the_api(client, code, moment):
    """The State's row in the API's list, page by page."""
    address = f"/api/v1/states/?as_of={moment.publication}"
    while address:
        answer = client.get(address).json()
        for row in answer["results"]:
            if row["iso3"] == code:
                return row
        address = answer["next"]
    raise AssertionError(code)
