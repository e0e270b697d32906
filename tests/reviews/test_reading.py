"""A review arranged for a page: every question and objective once, by the round tables of its own Forum."""

import pytest

from drafting.services import draft_withdrawal
from reviews.models import Review
from reviews.selectors import (
    forum_counts,
    frame_of,
    members_of_the_united_nations,
    public_reviews,
    published_facts,
    reading_of,
    with_content,
)
from reviews.services import REVIEW_CONTENT
from tests.factories import accounts
from tests.factories import reviews as factory
from workflow import services
from workflow.selectors import Moment, current_moment

pytestmark = pytest.mark.django_db


def reading(review, *, facts=False):
    found = published_facts("PRT", moment=current_moment()) if facts else None
    return reading_of(review, facts=found)


def test_every_objective_stands_once_at_its_round_table(desk):
    found = reading(factory.draft(desk.portugal, occasion="forum:2022"))

    assert [(table.number, [entry.objective.number for entry in table.entries]) for table in found.tables] == [
        (1, [2, 5, 6, 12, 18]),
        (2, [4, 8, 9, 10, 11, 13, 21]),
        (3, [14, 15, 16, 19, 20, 22]),
        (4, [1, 3, 7, 17, 23]),
    ]
    assert found.edition.year == 2022
    assert len(found.entries) == 23


def test_a_regional_review_is_arranged_by_the_current_forum(desk):
    assert reading(factory.draft(desk.portugal, occasion="regional:ECE:2024")).edition.year == 2026


def test_each_guiding_question_has_the_answers_to_its_parts(desk):
    found = reading(factory.draft(desk.portugal, tools_wished="A barometer.", means="Funds."))

    assert [(each.question.key, each.is_answered, len(each.answers)) for each in found.questions] == [
        ("priorities", True, 4),
        ("tools", True, 2),
        ("steps", False, 2),
    ]
    assert [(str(answer.label), answer.text) for answer in found.answered] == [("means of implementation", "Funds.")]
    assert len(found.left_open) == 5


def test_what_is_silent_is_named_apart(desk):
    desk.pledge(objectives=(3,))
    table = reading(factory.draft(desk.portugal, not_covered_4=[17]), facts=True).tables[3]

    assert [entry.objective.number for entry in table.spoken] == [3, 7, 17]
    assert [objective.number for objective in table.silent] == [1, 23]
    assert [entry.text for entry in table.spoken] == ["", factory.COMPLETE["statement_7"], ""]


def test_an_old_version_is_compared_with_nothing(desk):
    found = reading(factory.draft(desk.portugal))

    assert found.gaps is None
    assert {entry.facts for entry in found.entries} == {None}


def test_the_queries_of_a_page_do_not_grow(desk, django_assert_num_queries):
    factory.draft(desk.portugal, **{f"statement_{number}": "Words." for number in range(1, 24)})
    with django_assert_num_queries(5):
        review = with_content(Review.objects.all()).get()
        reading_of(review)
    frame = frame_of(review)
    with django_assert_num_queries(0):
        reading_of(review, frame=frame)


def test_members_with_a_review_are_counted_for_each_forum(desk):
    desk.review()
    desk.review(occasion="forum:2022")
    desk.review(occasion="regional:ECE:2024")
    factory.published(accounts.focal_point("FRA"), desk.moderator, state="FRA")
    factory.published(accounts.focal_point("VAT"), desk.moderator, state="VAT")
    factory.submitted(accounts.focal_point("ESP"), state="ESP")

    assert [(each.edition.year, each.members, each.others, each.of) for each in forum_counts(current_moment())] == [
        (2030, 0, 0, 193),
        (2026, 2, 1, 193),
        (2022, 1, 0, 193),
    ]
    assert [each.all for each in forum_counts(current_moment())] == [0, 3, 1]
    assert members_of_the_united_nations() == 193


def test_the_latest_occasion_comes_first_and_states_by_name(desk):
    desk.review()
    desk.review(occasion="forum:2022")
    desk.review(occasion="regional:ECE:2024")
    factory.published(accounts.focal_point("FRA"), desk.moderator, state="FRA")

    listed = [(review.state_id, review.occasion) for review in public_reviews(current_moment())]
    assert listed == [
        ("FRA", "forum:2026"),
        ("PRT", "forum:2026"),
        ("PRT", "regional:ECE:2024"),
        ("PRT", "forum:2022"),
    ]


def test_what_was_public_stays_readable_as_of_its_publication(desk):
    review = desk.review()
    then = current_moment()
    gone = draft_withdrawal(review, by=desk.portugal, content=REVIEW_CONTENT, reason="A sample of a reason.")
    services.publish(services.submit(gone, by=desk.portugal), by=desk.moderator)

    assert public_reviews(current_moment()).count() == 0
    assert list(public_reviews(then)) == [review]
    assert public_reviews(Moment(publication=then.publication - 1, day=then.day)).count() == 0
