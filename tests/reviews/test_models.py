"""A review is a State's, for one Forum or one regional review, and there is one of each."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from accounts.models import State
from drafting.services import draft_amendment, draft_withdrawal
from reviews.models import Review, Statement
from reviews.services import REVIEW_CONTENT
from reviews.states import ANSWER_MAX, STATEMENT_MAX
from tests.factories import accounts
from tests.factories import reviews as factory
from workflow import services
from workflow.exceptions import Incomplete
from workflow.services import start_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def portugal():
    return accounts.focal_point("PRT")


@pytest.fixture
def moderator():
    return accounts.moderator()


def refused_by_the_database(name):
    return pytest.raises(IntegrityError, match=name)


def rows_with(**fields):
    return Review.objects.update(**fields)


def test_it_is_called_after_its_state_and_forum_in_its_own_language(portugal):
    review = factory.draft(portugal, language="fr")

    with translation.override("fr"):
        in_french = review.title
    with translation.override("ar"):
        assert (review.title, str(review)) == (in_french, in_french)
    assert Review(state=accounts.portugal()).title == ""


def test_its_title_has_the_state_s_name_in_the_language_of_the_review():
    germany = Review(state=State.objects.get(pk="DEU"), language="fr", forum_id=2026)
    regional = Review(state=State.objects.get(pk="DEU"), language="en", region="ECE", region_year=2024)

    assert germany.title.startswith("Allemagne")
    assert regional.title == (
        "Germany: voluntary national review for the regional review of Europe and North America, 2024"
    )


@pytest.mark.parametrize(
    ("fields", "occasion"),
    [
        ({}, ""),
        ({"forum_id": 2026}, "forum:2026"),
        ({"region": "ECE", "region_year": 2024}, "regional:ECE:2024"),
    ],
)
def test_what_it_is_written_for_is_one_value(fields, occasion):
    assert Review(**fields).occasion == occasion


def test_a_submission_needs_its_forum_a_priority_and_a_statement(portugal):
    review = factory.draft(portugal, occasion="", priorities_short=" ", statement_7="")

    assert review.missing() == {
        "occasion": "Choose the Forum or regional review it is written for.",
        "priorities_short": "Answer the first guiding question: what the priorities are, in any term.",
        "statement_2": "Write a statement on at least one objective; any of the 23 will do.",
    }
    with pytest.raises(Incomplete):
        services.submit(review, by=portugal)


def test_any_term_and_any_objective_will_do(portugal):
    review = factory.draft(
        portugal, priorities_short="", priorities_long="Later.", statement_7="", statement_23="Yes."
    )

    assert review.missing() == {}


def test_an_objective_that_is_not_covered_is_no_statement(portugal):
    review = factory.draft(portugal, statement_7="", not_covered_2=[9])

    assert list(review.missing()) == ["statement_2"]


def test_a_withdrawal_needs_its_reason_only(portugal, moderator):
    review = factory.published(portugal, moderator)
    withdrawal = draft_withdrawal(review, by=portugal, content=REVIEW_CONTENT, reason="Written anew.")
    services.submit(withdrawal, by=portugal)
    services.publish(withdrawal, by=moderator)

    assert Review.objects.published().count() == 0
    withdrawal.change_reason = " "
    assert withdrawal.missing() == {"change_reason": "Say why it is withdrawn."}


def test_a_second_review_for_the_same_forum_leads_to_the_published_one(portugal, moderator):
    first = factory.published(portugal, moderator)
    second = factory.draft(portugal, occasion="")
    second.forum_id = 2026

    assert second.repeated() == (
        f"Your State’s review for this is published as {first.reference}. Amend it; there is one for each."
    )
    assert second.missing()["occasion"] == second.repeated()


def test_a_second_review_for_the_same_forum_leads_to_the_one_under_way(portugal):
    first = factory.draft(portugal, occasion="regional:ECE:2024")
    second = factory.draft(portugal, occasion="regional:ECE:2020")
    second.region_year = 2024

    day = f"{first.created_at.day} {first.created_at:%B %Y}"
    assert first.created_at.date() == timezone.localdate()
    assert second.repeated() == (
        f"Your State is writing its review for this already, begun on {day}. Go on with that one."
    )


def test_another_state_or_another_forum_is_no_repetition(portugal):
    factory.draft(portugal)
    france = accounts.focal_point("FRA")

    assert factory.draft(france, state="FRA").repeated() == ""
    assert factory.draft(portugal, occasion="forum:2030").repeated() == ""
    assert factory.draft(portugal, occasion="").repeated() == ""


def test_an_amendment_is_no_second_review(portugal, moderator):
    review = factory.published(portugal, moderator)
    amendment = draft_amendment(review, by=portugal, content=REVIEW_CONTENT, reason="One statement more.")

    assert amendment.missing() == {}
    assert amendment.occasion == "forum:2026"
    services.submit(amendment, by=portugal)
    services.publish(amendment, by=moderator)
    assert list(Review.objects.published()) == [amendment]


def test_after_a_retraction_the_forum_is_free_again(portugal, moderator):
    services.retract(factory.published(portugal, moderator), by=moderator, note="Not theirs.")

    assert factory.draft(portugal).missing() == {}


def test_the_database_keeps_one_open_review_for_each_forum(portugal):
    factory.draft(portugal)
    with refused_by_the_database("review_one_open_per_forum"), transaction.atomic():
        start_draft(Review(state_id="PRT", forum_id=2026), by=portugal)


def test_the_database_keeps_one_open_review_for_each_regional_review(portugal):
    factory.draft(portugal, occasion="regional:ECE:2024")
    with refused_by_the_database("review_one_open_per_region"), transaction.atomic():
        start_draft(Review(state_id="PRT", region="ECE", region_year=2024), by=portugal)


def test_the_database_keeps_one_live_review_for_each_forum(portugal, moderator):
    factory.published(portugal, moderator)
    second = factory.submitted(portugal, occasion="forum:2030")
    Review.objects.filter(pk=second.pk).update(forum=2026)
    with refused_by_the_database("review_one_live_per_forum"), transaction.atomic():
        services.publish(second, by=moderator)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"region": "ECE", "region_year": 2024}, "review_for_one_occasion"),
        ({"forum": None, "region": "ECE"}, "review_region_has_a_year"),
        ({"means": "x" * (ANSWER_MAX + 1)}, "review_answers_max"),
        ({"state": None}, "review_is_a_states"),
    ],
)
def test_the_database_refuses(portugal, fields, name):
    factory.draft(portugal)
    with refused_by_the_database(name), transaction.atomic():
        rows_with(**fields)


def test_what_was_handed_in_has_an_occasion(portugal):
    factory.submitted(portugal)
    with refused_by_the_database("review_for_one_occasion"), transaction.atomic():
        rows_with(forum=None)


def test_the_database_refuses_a_statement_that_is_too_long(portugal):
    review = factory.draft(portugal)
    with refused_by_the_database("statement_max"), transaction.atomic():
        Statement.objects.update(text="x" * (STATEMENT_MAX + 1))
    with refused_by_the_database("statement_once_for_an_objective"), transaction.atomic():
        Statement.objects.create(review=review, objective_id=7)


def test_the_audit_trail_keeps_the_statements(portugal):
    review = factory.draft(portugal, not_covered_2=[9])

    assert review.snapshot()["statements"] == [
        {"objective_id": 7, "text": factory.COMPLETE["statement_7"], "emphasis": ""},
        {"objective_id": 9, "text": "", "emphasis": "not_covered"},
    ]
    assert review.snapshot()["attachments"] == []
    assert [str(each) for each in review.statements.all()] == [f"{review.pk}: 7", f"{review.pk}: 9"]


def test_it_has_a_reference_and_an_address_once_submitted(portugal):
    review = factory.submitted(portugal)

    assert review.reference == f"GCM-VR-{timezone.now().year}-00001"
    assert review.get_absolute_url() == f"/en/reviews/{review.reference}/"
