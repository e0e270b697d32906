"""The booklet's facts are the site's own figures, frozen."""

import json
from dataclasses import asdict
from datetime import date

import pytest

from progress.selectors import compact_figures, coverage, figures_by_objective, figures_by_round_table
from reports.models import ReportSchedule
from reports.selectors import coming_reports, library_fingerprint, public_reports, siblings
from reports.selectors.facts import facts_of
from reports.services import ensure_default_schedules
from tests.factories import accounts, pledges, progress, reports, roundtables, tools
from tools.selectors import tool_counts_by_objective, tool_counts_by_round_table
from workflow import services as workflow
from workflow.models import Publication
from workflow.selectors import Moment

pytestmark = pytest.mark.django_db


def facts(*, number=4, language="en", moment=None):
    return facts_of(reports.scope(subject=str(number)), moment or reports.moment(), language)


def json_figures(figures):
    shown = asdict(figures) | {"without_update": figures.without_update}
    return shown | {"latest_update_on": figures.latest_update_on.isoformat() if figures.latest_update_on else None}


@pytest.fixture
def staff():
    return accounts.moderator()


@pytest.fixture
def focal():
    return accounts.focal_point("PRT")


def test_every_figure_is_the_selectors_own(staff, focal):
    told = pledges.published(focal, staff, objectives=(7, 17))
    pledges.published(focal, staff, objectives=(7,), title="Another sample pledge")
    pledges.published(focal, staff, objectives=(2,), title="A sample pledge of another round table")
    progress.published(focal, moderator=staff, about=told.record)
    tools.published(focal, staff, objectives=(7,))
    moment = reports.moment()
    found = facts(moment=moment)
    edition = reports.edition()
    here = figures_by_round_table(edition, moment)[4]
    assert here.pledges == 2
    assert found["figures"] == {
        "compact": json_figures(compact_figures(moment)),
        "coverage": asdict(coverage(moment)),
        "round_table": json_figures(here) | {"tools": tool_counts_by_round_table(edition, moment)[4]},
    }
    by_objective, tool_counts = figures_by_objective(moment), tool_counts_by_objective(moment)
    assert {o["number"]: o["figures"] for o in found["objectives"]} == {
        n: json_figures(by_objective[n]) | {"tools": tool_counts[n]} for n in (1, 3, 7, 17, 23)
    }


def test_the_tables_list_as_many_records_as_the_figures_count(staff, focal):
    pledges.published(focal, staff, objectives=(7, 17))
    tools.published(focal, staff, objectives=(7,))
    for objective in facts()["objectives"]:
        assert len(objective["pledges"]) == objective["figures"]["pledges"]
        assert len(objective["tools"]) == objective["figures"]["tools"]


def test_the_facts_are_plain_json(staff, focal):
    told = pledges.published(focal, staff)
    progress.published(focal, moderator=staff, about=told.record)
    found = facts()
    assert json.loads(json.dumps(found)) == found


def test_a_later_publication_does_not_change_what_was_frozen(staff, focal):
    pledge = pledges.published(focal, staff)
    before = reports.moment()
    frozen = facts(moment=before)
    progress.published(focal, moderator=staff, about=pledge.record)
    pledges.published(focal, staff, title="A later sample pledge")
    workflow.publish(workflow.submit(pledges.withdrawal(pledge, focal), by=focal), by=staff)
    assert facts(moment=before) == frozen
    assert facts()["pledges"].keys() != frozen["pledges"].keys()


def test_a_later_edit_of_the_forum_does_not_change_what_was_frozen(staff, focal):
    pledges.published(focal, staff, objectives=(7,))
    before = reports.moment()
    frozen = facts(moment=before)
    roundtables.dated(2026, first=date(2026, 5, 6), last=date(2026, 5, 8), hearing=date(2026, 5, 4))
    roundtables.resplit({7: 1}, 2026)
    assert facts(moment=before) == frozen
    told = [
        (
            each["forum"]["starts_on"],
            [o["number"] for o in each["objectives"]],
            each["figures"]["round_table"]["pledges"],
        )
        for each in (frozen, facts())
    ]
    assert told == [("2026-05-05", [1, 3, 7, 17, 23], 1), ("2026-05-06", [1, 3, 17, 23], 0)]


def test_a_draft_and_a_submission_are_not_in_it(focal):
    pledges.draft(focal)
    pledges.submitted(focal, title="A submitted sample pledge")
    assert facts()["pledges"] == {}


def test_contact_persons_are_not_in_it(staff, focal):
    pledges.published(focal, staff, contact_email="contact.person@example.org")
    assert "contact.person@example.org" not in json.dumps(facts())
    assert "Contact Person" not in json.dumps(facts())


def test_a_pledge_carries_its_latest_update(staff, focal):
    pledge = pledges.published(focal, staff)
    progress.published(focal, moderator=staff, about=pledge.record, speaks_for_on=date(2026, 5, 1))
    progress.published(focal, moderator=staff, about=pledge.record, speaks_for_on=date(2026, 3, 1), stage="planning")
    assert facts()["pledges"][pledge.reference]["update"] == {
        "stage": "in_progress",
        "speaks_for_on": "2026-05-01",
        "assurance": "self_reported",
        "narrative": "Two sample offices opened, for a test and for nothing else.",
        "discontinued_because": "",
        "links": 0,
        "files": 0,
        "language": "en",
    }


def test_official_titles_and_names_of_states_are_in_the_reports_language(staff, focal):
    pledge = pledges.published(focal, staff)
    found = facts(language="fr")
    assert found["pledges"][pledge.reference]["owner"] == "Portugal"
    assert found["objectives"][0]["title"].startswith("Collecter et utiliser des données")
    assert found["objectives"][0]["title_is_official"] is True
    assert facts(language="zh-hans")["objectives"][0]["title_is_official"] is False
    assert facts(language="ar")["pledges"][pledge.reference]["owner"] == "البرتغال"


def test_the_day_decides_what_is_fresh(staff, focal):
    pledge = pledges.published(focal, staff)
    progress.published(focal, moderator=staff, about=pledge.record, speaks_for_on=date(2026, 6, 1))
    number = reports.moment().publication

    def fresh(day):
        return facts(moment=Moment(publication=number, day=day))["figures"]["round_table"]["fresh"]

    assert (fresh(date(2026, 7, 1)), fresh(date(2028, 7, 1))) == (1, 0)


def test_the_snapshot_asks_no_more_for_more_pledges(staff, focal, django_assert_num_queries):
    pledges.published(focal, staff)
    with django_assert_num_queries(43):
        facts()
    for title in ("Second sample pledge", "Third sample pledge"):
        pledges.published(focal, staff, title=title)
    with django_assert_num_queries(43):
        facts()


def test_the_publication_is_named_with_its_time(staff, focal):
    pledges.published(focal, staff)
    latest = Publication.objects.first()
    assert facts()["publication"] == {"number": latest.number, "at": latest.at.isoformat(timespec="seconds")}


def test_the_list_is_narrowed_by_what_is_asked():
    for number, language in ((1, "en"), (2, "en"), (2, "fr")):
        reports.queued(number=number, language=language)
    assert [(r.subject, r.language) for r in public_reports()] == [("1", "en"), ("2", "en"), ("2", "fr")]
    assert [(r.subject, r.language) for r in public_reports(round_table=2, language="fr")] == [("2", "fr")]
    assert list(public_reports(forum=2022)) == []


def test_the_newest_publication_comes_first(staff, focal):
    old = reports.queued()
    pledges.published(focal, staff)
    new = reports.queued()
    assert list(public_reports()) == [new, old]


def test_siblings_are_the_same_report_in_other_languages(staff, focal):
    old = reports.queued()
    pledges.published(focal, staff)
    new, french = reports.queued(), reports.queued(language="fr")
    reports.queued(number=1)
    assert list(siblings(new)) == [new, french]
    assert list(siblings(old)) == [old]


def test_the_fingerprint_moves_with_reports_and_schedules():
    empty = library_fingerprint()
    assert library_fingerprint() == empty
    reports.queued()
    asked = library_fingerprint()
    ensure_default_schedules()
    scheduled = library_fingerprint()
    assert len({empty, asked, scheduled}) == 3


def test_paused_schedules_are_not_announced():
    ensure_default_schedules()
    announced = [line.schedule.made_as for line in coming_reports()]
    ReportSchedule.objects.filter(made_as="daily").update(is_paused=True)
    assert sorted(announced) == ["annual", "daily", "weekly"]
    assert sorted(line.schedule.made_as for line in coming_reports()) == ["annual", "weekly"]
