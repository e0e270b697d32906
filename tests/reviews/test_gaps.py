"""Gaps are counts with their denominators; every objective is in exactly one of four lists."""

import pytest

from reviews.models import Review
from reviews.selectors import gaps_of, published_facts, review_hints, statements_of
from tests.factories import reviews as factory
from workflow.selectors import current_moment

pytestmark = pytest.mark.django_db


def gaps(review):
    return gaps_of(statements_of(review), published_facts("PRT", moment=current_moment()))


def test_every_objective_is_counted_once(desk):
    desk.pledge(objectives=(7, 8))
    desk.tool(objectives=(9,))
    found = gaps(factory.draft(desk.portugal, not_covered_2=[9, 10], priority_4=[7]))

    assert (found.stated, found.not_covered, found.unwritten) == ([7], [9, 10], [8])
    assert found.silent == [number for number in range(1, 24) if number not in (7, 8, 9, 10)]
    assert (found.priorities, found.OBJECTIVES) == ([7], 23)
    assert found.unpublished == [number for number in range(1, 24) if number not in (7, 8, 9)]


def test_a_priority_without_words_is_no_statement(desk):
    found = gaps(factory.draft(desk.portugal, statement_7="", priority_4=[7]))

    assert (found.stated, found.priorities, 7 in found.silent) == ([], [7], True)


def test_pledges_and_measures_of_which_nothing_was_reported(desk):
    reported = desk.pledge(title="Reported")
    desk.update(reported)
    silent, measure = desk.pledge(title="Silent"), desk.measure()
    found = gaps(factory.draft(desk.portugal))

    assert [fact.reference for fact in found.pledges_without_update] == [silent.reference]
    assert len(found.pledges) == 2
    assert [fact.reference for fact in found.measures_without_update] == [measure.reference]


def test_a_measure_is_taken_up_by_a_pledge_that_names_it(desk):
    measure = desk.measure()
    assert [fact.reference for fact in gaps(factory.draft(desk.portugal)).measures_without_pledge] == [
        measure.reference
    ]

    desk.pledge(plan_measure=measure.record)
    assert gaps(Review.objects.get()).measures_without_pledge == []


def test_with_nothing_at_all_everything_is_silent(desk):
    found = gaps(factory.draft(desk.portugal, statement_7=""))

    assert found.silent == list(range(1, 24))
    assert (found.pledges, found.measures) == ([], [])


def test_hints_name_the_objectives_where_records_wait(desk):
    desk.pledge(objectives=(7, 17, 2))
    hints = review_hints(factory.draft(desk.portugal, preparation="We met.", means="Funds."))

    assert [(hint.field, hint.aspect.value, hint.what) for hint in hints] == [
        ("statement_2", "specific", "You have published records on objectives without a statement: 2."),
        ("statement_17", "specific", "You have published records on objectives without a statement: 17."),
    ]


def test_hints_ask_who_took_part_and_by_what_means(desk):
    hints = review_hints(factory.draft(desk.portugal))

    assert [(hint.field, hint.aspect.value) for hint in hints] == [("preparation", "owned"), ("means", "resourced")]
    assert all(hint.what and hint.why for hint in hints)
    assert review_hints(Review(state_id="PRT")) == []
