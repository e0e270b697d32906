"""What a State has published stands under every objective it names: only what is public, only the State's own."""

from datetime import date

import pytest
import time_machine

from progress.states import Stage
from reviews.selectors import FactKind, facts_with_due_dates, published_facts
from tests.factories import accounts
from tests.factories import pledges as pledge_factory
from workflow import services
from workflow.selectors import Moment, current_moment

pytestmark = pytest.mark.django_db


def facts_of(state="PRT"):
    return published_facts(state, moment=current_moment())


def said(facts):
    return [(fact.kind.value, fact.title, str(fact.standing), sorted(fact.objectives)) for fact in facts]


def test_each_kind_of_record_is_a_fact_under_its_objectives(desk):
    pledge = desk.pledge(objectives=(7, 12))
    desk.update(pledge, stage=Stage.FULFILLED)
    desk.measure(objectives=(12,), horizon="medium")
    desk.tool(objectives=(12, 13))
    desk.need()

    assert said(facts_of().on(12).facts) == [
        ("pledge", "A sample pledge", "Fulfilled", [7, 12]),
        ("measure", "A sample measure", "Medium term", [12]),
        ("tool", "A sample tool", "In place", [12, 13]),
        ("need", "Sample trainers", "Short term", [12]),
    ]
    assert [number for number in range(1, 24) if facts_of().on(number)] == [7, 12, 13]
    assert not facts_of().on(1)


def test_a_fact_leads_to_its_record(desk):
    pledge, measure = desk.pledge(language="fr"), desk.measure()
    desk.update(measure, speaks_for_on=date(2026, 5, 1))
    first, second = facts_of().on(7).facts

    assert (first.reference, first.url, first.language) == (pledge.reference, pledge.get_absolute_url(), "fr")
    assert (first.is_unreported, first.speaks_for_on) == (True, None)
    assert (second.reference, second.url) == (measure.reference, measure.get_absolute_url())
    assert (second.is_unreported, second.speaks_for_on, str(second.standing)) == (
        False,
        date(2026, 5, 1),
        "In progress",
    )


def test_a_tool_and_a_need_take_no_updates(desk):
    desk.tool(objectives=(7,))
    desk.need(main_objective_id=7)

    assert [(fact.kind, fact.takes_updates, fact.is_unreported) for fact in facts_of().facts] == [
        (FactKind.TOOL, False, False),
        (FactKind.NEED, False, False),
    ]


def test_records_on_the_compact_as_a_whole_stand_apart(desk):
    desk.pledge(objectives=(), covers_whole_compact=True)
    desk.tool()

    assert [fact.kind for fact in facts_of().on_the_whole] == [FactKind.PLEDGE, FactKind.TOOL]
    assert facts_of().by_objective == {}


def test_a_draft_a_retracted_record_and_another_state_s_are_no_facts(desk):
    pledge_factory.draft(desk.portugal)
    services.retract(desk.pledge(), by=desk.moderator, note="Not theirs.")
    pledge_factory.published(accounts.focal_point("FRA"), desk.moderator, state="FRA")

    assert facts_of().facts == ()
    assert len(facts_of("FRA").facts) == 1


def test_at_an_earlier_publication_there_was_less(desk):
    pledge = desk.pledge()
    before = current_moment()
    desk.update(pledge)
    desk.tool(objectives=(7,))

    assert said(published_facts("PRT", moment=before).facts) == [("pledge", "A sample pledge", "", [7])]
    assert published_facts("PRT", moment=Moment(publication=0, day=before.day)).facts == ()


@pytest.mark.parametrize("number", [1, 3])
def test_any_number_of_records_takes_the_same_queries(desk, django_assert_num_queries, number):
    for _each in range(number):
        desk.update(desk.pledge())
        desk.tool(objectives=(7,))
        desk.need()
    desk.measure()
    moment = current_moment()

    with django_assert_num_queries(9):
        published_facts("PRT", moment=moment)
    with django_assert_num_queries(14):
        facts_with_due_dates("PRT", moment=moment)


def test_only_its_owner_is_told_since_when_a_report_is_overdue(desk):
    with time_machine.travel("2026-01-15T12:00:00Z", tick=False):
        pledge = desk.pledge(starts_on=date(2025, 6, 1))
    with time_machine.travel("2026-11-22T12:00:00Z", tick=False):
        moment = current_moment()
        (told,) = facts_with_due_dates("PRT", moment=moment).overdue
        assert published_facts("PRT", moment=moment).overdue == []

    assert (told.reference, told.overdue_since) == (pledge.reference, date(2026, 6, 1))


def test_a_fulfilled_pledge_is_never_overdue(desk):
    with time_machine.travel("2026-01-15T12:00:00Z", tick=False):
        desk.update(desk.pledge(starts_on=date(2025, 6, 1)), stage=Stage.FULFILLED, speaks_for_on=date(2026, 1, 10))
    with time_machine.travel("2028-11-22T12:00:00Z", tick=False):
        assert facts_with_due_dates("PRT", moment=current_moment()).overdue == []
