"""Every figure in every report equals what the API says as of the same publication: all kinds, now and then."""

import pytest

from reports.selectors.facts import facts_of
from reports.selectors.scope import Scope
from reports.selectors.subjects import subjects
from reports.states import ReportKind
from roundtables.selectors import edition_of
from tests.factories import matches, pledges
from tests.factories.life import Life
from tests.factories.submissions import Submissions
from tests.journeys.test_one_number import real_data
from tests.reports.numbers.asked import Asking, asked
from tests.reports.numbers.site import Site
from workflow import services
from workflow.selectors import current_publication, moment_at

pytestmark = pytest.mark.django_db
__all__ = ["real_data"]
NAMES = ("number", "objective", "year", "forum", "kind", "target")


def figures_in(value, path=""):
    """Every whole number of the facts, by its path."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from figures_in(each, f"{path}.{name}")
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from figures_in(each, f"{path}.{_name(each, place)}")
    elif isinstance(value, int) and not isinstance(value, bool):
        yield path, value


def _name(each, place):
    return next((each[name] for name in NAMES if isinstance(each, dict) and name in each), place)


class Every:
    """All reports of a Forum as of a publication, held against the API."""

    def __init__(self, client):
        self.client, self.sites = client, {}

    def site(self, number):
        """The API as of a publication, read once."""
        if number not in self.sites:
            self.sites[number] = Site(self.client, number)
        return self.sites[number]

    def holds(self, number, *, year=2026, at_most=100):
        """Compare each figure of each report, so many subjects of a kind at most; how many figures there were."""
        moment = moment_at(number, latest=current_publication())
        edition = edition_of(year, number)
        compared = 0
        for kind in ReportKind:
            for subject in subjects(kind, edition, moment)[:at_most]:
                facts = facts_of(Scope(kind, edition, subject), moment, "en")
                compared += self.same(facts)
        return compared

    def same(self, facts):
        """Every figure of these facts; how many."""
        until = facts.get("until", facts["publication"] | {"publication": facts["publication"]["number"]})
        before = self.site(facts["before"]["publication"]) if "before" in facts else None
        asking = Asking(self.site(until["publication"]), before, facts)
        told = dict(figures_in(facts))
        expected = {path: asked(asking, path) for path in told}
        wrong = {
            path: (told[path], said) for path, said in expected.items() if said is not None and said != told[path]
        }
        assert not wrong, (facts["kind"], facts["subject"], wrong)
        return sum(said is not None for said in expected.values())


@pytest.fixture
def every(client):
    return Every(client)


def test_on_the_real_data_with_samples_of_all_that_can_be_submitted(every, real_data):
    before = current_publication()
    submitted = Submissions()
    submitted.say(submitted.pledge, stage="fulfilled", barriers="Another sample barrier, for a test.")
    assert every.holds(current_publication()) > 5_000
    assert every.holds(before, at_most=4) > 1_000


def test_with_matches_made_named_and_not_named(every):
    cast = matches.Cast()
    cast.concluded()
    cast.matched(named=False)
    assert every.holds(current_publication()) > 1_000


def test_through_amendments_withdrawals_joint_pledges_and_retractions_now_and_then(every):
    life, first = Life(11, retracts=True), current_publication()
    by, owner = life.parties[0]
    services.publish(services.submit(pledges.joint(by, **owner), by=by), by=life.moderator)
    while current_publication() < first + 50:
        life.happen()
    for number in (first + 15, first + 34, current_publication()):
        assert every.holds(number, at_most=8) > 1_000


def test_a_wrong_figure_and_one_nobody_asked_for_are_noticed(every):
    Submissions()
    moment = moment_at(current_publication(), latest=current_publication())
    facts = facts_of(Scope(ReportKind.OVERVIEW, edition_of(2026, moment.publication)), moment, "en")
    assert every.same(facts) > 500
    facts["figures"]["levels"]["local"]["pledges"] += 1
    with pytest.raises(AssertionError, match=r"figures\.levels\.local\.pledges"):
        every.same(facts)
    facts["figures"]["levels"]["local"]["pledges"] -= 1
    with pytest.raises(LookupError, match=r"\.figures\.guessed"):
        every.same(facts | {"figures": facts["figures"] | {"guessed": 7}})
