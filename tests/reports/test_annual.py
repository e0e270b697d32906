"""The annual status report: how things stood on 10 December, a year before, and what was published between."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from dashboard.selectors.between import acts_between, pledge_turns
from dashboard.selectors.forums import moment_on
from matching.selectors.figures import match_figures
from progress.selectors import compact_figures, figures_by_objective
from reports.selectors.subjects import subjects
from reports.states import ReportKind
from tests.factories import accounts, pledges, progress, reports
from tests.factories.submissions import Submissions
from tests.reports.walking import blocks_of, document_on, facts_on, said_in, under
from workflow import services
from workflow.selectors import Moment

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh-hans")


class Years:
    """A pledge made and reported on in 2027, another made in 2028, each on the first day of June."""

    def __init__(self):
        self.staff, self.focal = accounts.moderator(), accounts.focal_point("PRT")
        with time_machine.travel(datetime(2027, 6, 1, tzinfo=UTC)):
            self.first = pledges.published(self.focal, self.staff)
            self.gone = pledges.published(self.focal, self.staff)
            self.say(self.first, date(2027, 5, 1))
        with time_machine.travel(datetime(2028, 6, 1, tzinfo=UTC)):
            self.second = pledges.published(self.focal, self.staff, objectives=(8,))
            self.say(self.first, date(2028, 5, 1), stage="fulfilled")
            withdrawal = pledges.withdrawal(self.gone, self.focal)
            services.publish(services.submit(withdrawal, by=self.focal), by=self.staff)

    def say(self, pledge, day, **fields):
        progress.published(self.focal, moderator=self.staff, about=pledge.record, speaks_for_on=day, **fields)


@pytest.fixture
def years(db):
    return Years()


def at(day):
    return Moment(reports.moment().publication, day)


def facts_of_2028(moment):
    return facts_on("annual", year=2030, subject="2028", moment=moment)


def test_the_figures_are_the_sites_own_on_10_december_and_a_year_before(years):
    moment = at(date(2028, 12, 31))
    found = facts_of_2028(moment)
    then, now = moment_on(date(2027, 12, 10), moment), moment_on(date(2028, 12, 10), moment)
    assert (found["before"]["day"], found["until"]["day"]) == ("2027-12-10", "2028-12-10")
    for name, each in (("before", then), ("until", now)):
        figures = compact_figures(each)
        for count in ("pledges", "with_update", "fresh", "fulfilled"):
            assert found["compared"]["compact"][name][count] == getattr(figures, count)
        assert found["matches"][name]["offers"] == match_figures(each).offers
    one, other = figures_by_objective(then), figures_by_objective(now)
    assert {number: each["pledges"] for number, each in found["compared"]["objectives"].items()} == {
        str(number): [one[number].pledges, other[number].pledges] for number in range(1, 24)
    }
    assert [found["compared"]["compact"][name]["pledges"] for name in ("before", "until")] == [2, 2]


def test_what_was_published_in_the_year_is_counted_and_named(years):
    moment = at(date(2028, 12, 10))
    found = facts_of_2028(moment)
    turns, then = found["turns"], moment_on(date(2027, 12, 10), moment)
    assert turns["counts"] == pledge_turns(then, moment).counts
    assert {each["kind"]: each["new"] for each in turns["acts"]} == {
        each.kind: each.new for each in acts_between(then, moment)
    }
    named = {name: [each["source"][0] for each in turns[name]] for name in ("new", "fulfilled", "closed")}
    assert named == {
        "new": [years.second.reference],
        "fulfilled": [years.first.reference],
        "closed": [years.gone.reference],
    }


def test_asked_for_before_its_day_it_tells_of_its_moment_and_later_of_10_december(years):
    early, late = facts_of_2028(at(date(2028, 7, 1))), facts_of_2028(at(date(2029, 3, 1)))
    assert (early["until"]["day"], early["day"], early["before"]["day"]) == ("2028-07-01", "2028-07-01", "2027-07-01")
    assert (late["until"]["day"], late["day"]) == ("2028-12-10", "2028-12-10")


def test_the_day_before_a_leap_day_is_the_last_of_february(years):
    assert facts_of_2028(at(date(2028, 2, 29)))["before"]["day"] == "2027-02-28"


def test_what_comes_later_does_not_change_a_year_that_is_over(years):
    moment = at(date(2029, 3, 1))
    frozen = facts_of_2028(moment)
    with time_machine.travel(datetime(2029, 6, 1, tzinfo=UTC)):
        pledges.published(years.focal, years.staff)
    assert facts_of_2028(moment) == frozen
    assert json.loads(json.dumps(frozen)) == frozen


def test_the_first_year_of_the_portal_has_nothing_to_compare_with():
    Submissions()
    moment = at(reports.moment().day + timedelta(days=364))
    document = document_on("annual", subject=str(moment.day.year), moment=moment)
    assert "the portal had no publication yet: there is nothing to compare with" in said_in(document)
    captions = [block["caption"] for block in blocks_of(document, "table")]
    assert "What is on record" in captions
    assert "What is on record, then and now" not in captions


def test_the_document_puts_then_and_now_side_by_side(years):
    document = document_on("annual", year=2030, subject="2028", moment=at(date(2028, 12, 31)))
    (table,) = [each for each in blocks_of(document, "table") if each["caption"] == "What is on record, then and now"]
    rows = {row[0]: row[1:] for row in table["rows"]}
    assert rows["Pledges"] == ["2", "2", "0"]
    assert rows["Pledges fulfilled"] == ["0", "1", "+1"]
    (new,) = under(document, "New pledges")
    assert [row[0]["text"] for row in new["rows"]] == [years.second.reference]
    assert "1 progress update was published in the year." in said_in(document)


def test_a_year_in_which_nothing_happened_says_so(years):
    words = said_in(document_on("annual", year=2030, subject="2029", moment=at(date(2029, 12, 10))))
    for sentence in ("There were 0 publications.", "No pledge is new.", "No pledge was taken off the site."):
        assert sentence in words
    assert "0 pledges of 2 have an update that speaks for a day within the 12 months before." in words


def test_the_years_to_choose_from_are_those_of_the_portal_around_the_forum(monkeypatch):
    monkeypatch.setattr("reports.selectors.subjects.first_moment", lambda: Moment(1, date(2024, 3, 1)))
    moment = at(date(2028, 12, 31))
    offered = {year: subjects(ReportKind.ANNUAL, reports.edition(year), moment) for year in (2022, 2026, 2030)}
    assert offered == {
        2022: ["2024", "2025"],
        2026: ["2024", "2025", "2026", "2027", "2028"],
        2030: ["2027", "2028"],
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_builds_in_each_language(years, language):
    moment = at(date(2028, 12, 31))
    assert document_on("annual", year=2030, subject="2028", moment=moment, language=language)["language"] == language
