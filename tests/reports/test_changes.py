"""What changed between two Forums: then and now by the same rules, and every pledge by its reference."""

import json
from datetime import UTC, datetime

import pytest
import time_machine

from dashboard.selectors.between import pledge_turns
from progress.selectors import compact_figures, figures_by_objective
from reports.selectors.subjects import subjects
from reports.states import ReportKind
from tests.factories import accounts, pledges, progress, reports, roundtables
from tests.factories.life import Life
from tests.reports.walking import blocks_of, document_on, facts_on, said_in, under
from workflow import services
from workflow.selectors import current_publication, moment_at

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh-hans")


class Between:
    """Three pledges of before the Forum of 2026: one amended and fulfilled since, one withdrawn, one retracted."""

    def __init__(self):
        self.staff, self.focal = accounts.moderator(), accounts.focal_point("PRT")
        with time_machine.travel(datetime(2026, 5, 1, tzinfo=UTC)):
            self.kept, self.gone, self.wrong = (pledges.published(self.focal, self.staff) for _each in range(3))
        self.new = pledges.published(self.focal, self.staff, title="A pledge of later")
        pledges.published(self.focal, self.staff, record=self.kept.record, change="amendment", title="In new words")
        progress.published(self.focal, moderator=self.staff, about=self.kept.record, stage="fulfilled")
        withdrawal = pledges.withdrawal(self.gone, self.focal)
        services.publish(services.submit(withdrawal, by=self.focal), by=self.staff)


@pytest.fixture
def between(db):
    return Between()


def since_2026(**asked):
    return facts_on("changes", year=2030, subject="2026", **asked)


def sources(rows):
    return [each["source"][0] for each in rows]


def test_the_figures_are_the_sites_own_at_the_end_of_the_earlier_forum_and_now(between):
    found, now = since_2026(), reports.moment()
    assert (found["before"]["publication"], found["before"]["day"]) == (between.wrong.published_in_id, "2026-05-08")
    assert found["stands_in_because"] == ""
    then = moment_at(between.wrong.published_in_id, latest=now.publication)
    for name, moment in (("before", then), ("until", now)):
        for count in ("pledges", "with_update", "fulfilled"):
            assert found["compared"]["compact"][name][count] == getattr(compact_figures(moment), count)
    one, other = figures_by_objective(then)[7], figures_by_objective(now)[7]
    assert found["compared"]["objectives"]["7"]["pledges"] == [one.pledges, other.pledges] == [3, 3]
    assert found["turns"]["counts"] == pledge_turns(then, now).counts


def test_each_pledge_stands_under_what_happened_to_it(between):
    turns = since_2026()["turns"]
    assert sources(turns["new"]) == [between.new.reference]
    assert sources(turns["amended"]) == sources(turns["fulfilled"]) == [between.kept.reference]
    assert turns["amended"][0]["title"] == "In new words"
    assert [(each["source"][0], each["closing"]) for each in turns["closed"]] == [
        (between.gone.reference, "withdrawn")
    ]


def test_what_was_retracted_is_named_by_reference_only_and_counted_nowhere_else(between):
    services.retract(between.wrong, by=between.staff, note="A sample reason.")
    found = since_2026()
    assert sources(found["turns"]["closed"]) == [between.gone.reference, between.wrong.reference]
    assert found["compared"]["compact"]["before"]["pledges"] == 2
    (table,) = under(document_on("changes", year=2030, subject="2026"), "Withdrawn, retracted or superseded")
    assert [row[1] for row in table["rows"]] == ["Withdrawn by its owner", "Retracted by the secretariat"]


def test_a_portal_that_began_after_the_forum_says_so_and_goes_from_its_first_publication(between):
    roundtables.dated(2030)
    found = facts_on("changes", year=2026, subject="2022")
    assert (found["stands_in_because"], found["before"]["publication"]) == ("no_publication", 1)
    words = said_in(document_on("changes", year=2026, subject="2022"))
    assert "When the Forum of 2022 ended, on 20 May 2022, the portal had no publication." in words
    assert "stands in for that day" in words


def test_a_forum_that_is_not_over_or_has_no_days_has_no_end_to_compare_with(between):
    with time_machine.travel(datetime(2026, 5, 2, tzinfo=UTC)):
        assert since_2026(moment=reports.moment())["stands_in_because"] == "not_over"
    found = roundtables.edition(2026)
    found.starts_on = found.ends_on = found.hearing_on = None
    found.save()
    assert since_2026()["stands_in_because"] == "no_dates"
    assert "The days of the Forum of 2026 are not on record." in said_in(
        document_on("changes", year=2030, subject="2026")
    )


def test_objectives_that_moved_are_named_with_both_round_tables(between):
    assert since_2026()["moved"] == []
    roundtables.resplit({7: 1})
    assert since_2026()["moved"] == [{"objective": 7, "before": 4, "after": 1}]
    document = document_on("changes", year=2030, subject="2026")
    (table,) = [each for each in blocks_of(document, "table") if each["caption"].startswith("Round tables of the")]
    assert table["rows"] == [["7. Reduce vulnerabilities", "4", "1"]]


def test_a_later_publication_changes_nothing_of_what_was_frozen(between):
    before = reports.moment()
    frozen = since_2026(moment=before)
    pledges.published(between.focal, between.staff)
    roundtables.resplit({7: 1})
    assert since_2026(moment=before) == frozen
    assert json.loads(json.dumps(frozen)) == frozen
    assert since_2026() != frozen


def test_through_a_whole_life_the_counts_are_those_of_the_lists_and_of_the_site():
    life, first = Life(4, retracts=True), current_publication()
    while current_publication() < first + 40:
        life.happen()
    last = current_publication()
    for number in (first + 10, last):
        moment = moment_at(number, latest=last)
        found = facts_on("changes", year=2026, subject="2022", moment=moment)
        turns = found["turns"]
        for name in ("new", "amended", "fulfilled", "discontinued"):
            assert turns["counts"][name] == len(turns[name])
        assert found["compared"]["compact"]["until"]["pledges"] == compact_figures(moment).pledges


def test_where_nothing_happened_it_is_said_plainly():
    roundtables.public(roundtables.topic())
    words = said_in(document_on("changes", year=2030, subject="2026"))
    for sentence in ("No pledge is new.", "No pledge was amended.", "No pledge was taken off the site."):
        assert sentence in words


def test_every_earlier_forum_can_be_compared_with():
    moment = reports.moment()
    assert subjects(ReportKind.CHANGES, reports.edition(2030), moment) == ["2026", "2022"]
    assert subjects(ReportKind.CHANGES, reports.edition(2022), moment) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_builds_in_each_language(between, language):
    assert document_on("changes", year=2030, subject="2026", language=language)["language"] == language
