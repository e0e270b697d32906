"""What was said in words of somebody's own: each text once, with its source, and only while it is public."""

from datetime import date

import pytest

from dashboard.selectors.said import answers_said, barriers_said, reasons_said, reviews_towards
from tests.factories import accounts, plans, pledges, progress, reviews, roundtables
from workflow import services
from workflow.selectors import current_moment

pytestmark = pytest.mark.django_db


def barriers():
    return [(said.text, said.about, said.on, list(said.objectives)) for said in barriers_said(current_moment())]


def answered(name="challenges", year=2026):
    found = answers_said(name, roundtables.edition(year), current_moment())
    return [(said.text, said.owner.pk, said.reference) for said in found]


@pytest.fixture
def staff():
    return accounts.moderator()


@pytest.fixture
def focal():
    return accounts.focal_point("PRT")


def test_a_barrier_stands_with_its_pledge_its_day_and_its_page(staff, focal):
    pledge = pledges.published(focal, staff, objectives=(7, 17))
    update = progress.published(focal, moderator=staff, about=pledge.record, barriers="  No sample staff.\n")
    assert barriers() == [("No sample staff.", pledge.reference, date(2026, 6, 1), [7, 17])]
    (said,) = barriers_said(current_moment())
    assert (said.reference, said.owner.pk) == (update.reference, "PRT")
    assert said.address == f"/en/pledges/{pledge.reference}/#{update.reference}"


def test_the_latest_update_that_names_a_barrier_speaks_for_its_record(staff, focal):
    pledge = pledges.published(focal, staff)
    for day, barrier in ((date(2026, 3, 1), "The first."), (date(2026, 5, 1), "The second."), (date(2026, 6, 1), "")):
        progress.published(focal, moderator=staff, about=pledge.record, speaks_for_on=day, barriers=barrier)
    assert [text for text, *_rest in barriers()] == ["The second."]


def test_a_measure_speaks_too_under_its_own_objectives(staff, focal):
    measure = progress.public_measure(focal, staff, objectives=(3, 5))
    progress.published(focal, moderator=staff, about=measure.record, barriers="No sample law.")
    assert barriers() == [("No sample law.", measure.reference, date(2026, 6, 1), [3, 5])]


def test_what_was_said_of_a_withdrawn_pledge_is_not_quoted_any_more_and_was_before(staff, focal):
    pledge = pledges.published(focal, staff)
    progress.published(focal, moderator=staff, about=pledge.record, barriers="No sample staff.")
    before = current_moment()
    services.publish(services.submit(pledges.withdrawal(pledge, focal), by=focal), by=staff)
    assert barriers() == []
    assert [said.text for said in barriers_said(before)] == ["No sample staff."]


def test_a_retracted_update_is_quoted_at_no_moment(staff, focal):
    pledge = pledges.published(focal, staff)
    update = progress.published(focal, moderator=staff, about=pledge.record, barriers="No sample staff.")
    before = current_moment()
    services.retract(update, by=staff, note="A sample reason.")
    assert (barriers(), barriers_said(before)) == ([], [])


def test_a_draft_says_nothing(focal, staff):
    pledge = pledges.published(focal, staff)
    progress.submitted(focal, about=pledge.record, barriers="Not public.")
    assert barriers() == []


def test_a_reason_counts_while_the_latest_update_says_discontinued(staff, focal):
    pledge = pledges.published(focal, staff)
    words = {"stage": "discontinued", "discontinued_because": "No sample funds.", "speaks_for_on": date(2026, 3, 1)}
    progress.published(focal, moderator=staff, about=pledge.record, **words)
    assert [said.text for said in reasons_said(current_moment())] == ["No sample funds."]
    progress.published(focal, moderator=staff, about=pledge.record)
    assert reasons_said(current_moment()) == []


def test_answers_are_those_of_the_reviews_that_lead_to_the_forum(staff, focal):
    forum = reviews.published(focal, staff, challenges="For the Forum.")
    regional = reviews.published(focal, staff, occasion="regional:ECE:2024", challenges="For the region.")
    reviews.published(focal, staff, occasion="forum:2022", challenges="For the Forum before.")
    reviews.published(focal, staff, occasion="regional:ECE:2020", challenges="For the region before.")
    assert answered() == [
        ("For the Forum.", "PRT", forum.reference),
        ("For the region.", "PRT", regional.reference),
    ]
    assert len(answered(year=2022)) == 2
    assert reviews_towards(roundtables.edition(2026), current_moment()).count() == 2


def test_a_question_left_open_is_no_answer_and_a_question_that_is_none_is_refused(staff, focal):
    reviews.published(focal, staff)
    assert answered() == []
    with pytest.raises(ValueError, match="password is no question"):
        answered("password")


def test_the_number_of_queries_does_not_grow_with_what_is_said(staff, focal, django_assert_num_queries):
    def said():
        pledge = pledges.published(focal, staff)
        progress.published(focal, moderator=staff, about=pledge.record, barriers="No sample staff.")

    said()
    plans.published(focal, staff)
    moment = current_moment()
    with django_assert_num_queries(4):
        barriers_said(moment)
    said(), said()
    moment = current_moment()
    with django_assert_num_queries(4):
        assert len(barriers_said(moment)) == 3
