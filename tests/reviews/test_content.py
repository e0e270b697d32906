"""A review's answers as plain values: read, written, copied, and never more rows than statements."""

import pytest
from django.core.exceptions import PermissionDenied

from drafting.services import draft_amendment, save, stamp
from reviews.models import Review, Statement
from reviews.services import REVIEW_CONTENT
from tests.factories import accounts
from tests.factories import reviews as factory
from workflow.exceptions import Overtaken

pytestmark = pytest.mark.django_db


def rows(review):
    return list(review.statements.values_list("objective_id", "text", "emphasis"))


def change(review, by, **answers):
    seen = stamp(REVIEW_CONTENT.read(review, answers))
    return save(review, by=by, content=REVIEW_CONTENT, values=answers, seen=seen)


def test_there_is_a_question_for_each_of_the_23_objectives():
    stated = [name for name in REVIEW_CONTENT.names if name.startswith("statement_")]

    assert stated == [f"statement_{number}" for number in range(1, 24)]
    fourth = [name for name in REVIEW_CONTENT.names if name.endswith("_4")]
    assert fourth == ["statement_4", "priority_4", "not_covered_4"]
    assert REVIEW_CONTENT.private == frozenset()


def test_what_was_written_is_read_back(desk):
    review = factory.draft(desk.portugal, statement_2="On drivers.", priority_1=[2, 18], not_covered_1=[5])
    fresh = Review.objects.get(pk=review.pk)

    names = ["occasion", "statement_2", "statement_5", "statement_7", "priority_1", "not_covered_1", "priority_4"]
    assert list(REVIEW_CONTENT.read(fresh, names).values()) == [
        "forum:2026",
        "On drivers.",
        "",
        factory.COMPLETE["statement_7"],
        [2, 18],
        [5],
        [],
    ]


@pytest.mark.parametrize("occasion", ["", "forum:2030", "regional:ESCWA:2024"])
def test_what_it_is_for_is_written_and_can_be_left_open_again(desk, occasion):
    review = factory.draft(desk.portugal)

    assert change(review, desk.portugal, occasion=occasion).occasion == occasion
    assert Review.objects.get().occasion == occasion


def test_a_statement_that_says_nothing_any_more_is_no_row(desk):
    review = factory.draft(desk.portugal, priority_4=[7])
    change(review, desk.portugal, statement_7="")
    assert rows(review) == [(7, "", "priority")]

    change(review, desk.portugal, priority_4=[])
    assert rows(review) == []


def test_an_objective_can_go_from_priority_to_not_covered_in_one_save(desk):
    review = factory.draft(desk.portugal, statement_7="", priority_4=[7])

    change(review, desk.portugal, priority_4=[], not_covered_4=[7])
    assert rows(review) == [(7, "", "not_covered")]
    change(review, desk.portugal, priority_4=[7], not_covered_4=[])
    assert rows(review) == [(7, "", "priority")]


def test_what_stays_the_same_is_not_written(desk, django_assert_num_queries):
    review = factory.draft(desk.portugal, priority_4=[7])
    values = REVIEW_CONTENT.read(review, [name for name in REVIEW_CONTENT.parts if name != "occasion"])

    with django_assert_num_queries(0):
        REVIEW_CONTENT.write(review, values)


def test_all_questions_are_read_in_one_query(desk, django_assert_num_queries):
    review = Review.objects.get(pk=factory.draft(desk.portugal).pk)

    with django_assert_num_queries(1):
        REVIEW_CONTENT.read(review)


def test_an_amendment_begins_with_all_of_it(desk):
    review = desk.review(statement_1="One.", not_covered_2=[9], means="Funds.")
    amendment = draft_amendment(review, by=desk.portugal, content=REVIEW_CONTENT, reason="One objective more.")

    assert REVIEW_CONTENT.read(amendment) == REVIEW_CONTENT.read(review)
    assert Statement.objects.filter(review=amendment).count() == 3


def test_two_people_on_one_objective_are_told_and_on_two_are_not(desk):
    review = factory.draft(desk.portugal)
    other = Review.objects.get(pk=review.pk)
    seen = {name: stamp(REVIEW_CONTENT.read(review, [name])) for name in ("statement_7", "statement_8")}
    change(review, desk.portugal, statement_7="First.")

    with pytest.raises(Overtaken):
        save(other, by=desk.portugal, content=REVIEW_CONTENT, values={"statement_7": "2nd"}, seen=seen["statement_7"])
    save(other, by=desk.portugal, content=REVIEW_CONTENT, values={"statement_8": "2nd"}, seen=seen["statement_8"])
    assert rows(review) == [(7, "First.", ""), (8, "2nd", "")]


def test_nobody_begins_a_review_for_another_state(desk):
    with pytest.raises(PermissionDenied):
        factory.draft(accounts.focal_point("FRA"))
