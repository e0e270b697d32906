"""A pledge by its days, and the pledges that match it."""

from datetime import date, timedelta

import pytest

from dashboard.selectors.story import matching_of, story_of
from pledges.states import PledgeType
from progress.selectors import public_updates
from progress.states import Stage
from tests.dashboard.test_home import text_of
from tests.factories import accounts
from tests.factories import pledges as factory
from workflow import services
from workflow.selectors import current_moment

pytestmark = pytest.mark.django_db


def told(pledge, moment=None):
    moment = moment or current_moment()
    steps = story_of(pledge, public_updates(pledge.record, moment=moment), moment)
    return [(step.on, str(step.what), step.is_ahead) for step in steps]


def answering(desk, pledge, **fields):
    return desk.pledge(pledge_type=PledgeType.MATCHING, matched_record=pledge.record, **fields)


def test_a_pledge_is_told_by_its_days_the_earliest_first(desk):
    today = current_moment().day
    pledge = desk.pledge(
        pledged_on=date(2022, 5, 17),
        starts_on=date(2023, 1, 1),
        is_open_ended=False,
        ends_on=today + timedelta(days=30),
    )
    desk.update(pledge, stage=Stage.IN_PROGRESS, speaks_for_on=date(2024, 2, 1))
    assert told(pledge) == [
        (date(2022, 5, 17), "Pledged", False),
        (date(2023, 1, 1), "Start, as stated", False),
        (date(2024, 2, 1), "Update: In progress", False),
        (pledge.published_at.date(), "Published here", False),
        (today + timedelta(days=30), "End, as stated", True),
    ]


def test_amendments_are_steps_of_it_from_their_publication_on(desk):
    first = desk.pledge()
    then = current_moment()
    version = services.submit(factory.amendment(first, desk.portugal), by=desk.portugal)
    live = services.publish(version, by=desk.moderator)
    words = [[what for _on, what, _ahead in told(live, moment)] for moment in (then, current_moment())]
    assert words == [["Start, as stated", "Published here"], ["Start, as stated", "Published here", "Amended"]]


def test_matching_pledges_are_shown_both_ways(client, desk):
    answered = desk.pledge(title="A sample that asks")
    other = answering(desk, answered, title="A sample that answers")
    pages = {
        each: text_of(client.get(each.get_absolute_url())).split("Matching pledges")[1] for each in (answered, other)
    }
    assert "It is answered by GCM" in pages[answered]
    assert "A sample that answers" in pages[answered]
    assert "It answers GCM" in pages[other]
    assert "A sample that asks" in pages[other]


def test_a_pledge_that_is_not_public_is_not_matched(desk):
    answered = desk.pledge()
    waiting = factory.submitted(desk.portugal, pledge_type=PledgeType.MATCHING, matched_record=answered.record)
    assert matching_of(answered, current_moment()).answered_by == []
    then = services.publish(waiting, by=desk.moderator)
    assert matching_of(answered, current_moment()).answered_by == [then]
    services.retract(then, by=desk.moderator, note="A sample of a reason.")
    assert matching_of(answered, current_moment()).answered_by == []


def test_a_pledge_by_itself_says_nothing_of_matching(client, desk):
    assert "Matching pledges" not in text_of(client.get(desk.pledge().get_absolute_url()))


@pytest.mark.parametrize("records", [1, 3])
def test_both_take_two_queries(desk, records, django_assert_num_queries):
    pledge = desk.pledge()
    for number in range(records):
        answering(desk, pledge, title=f"Sample {number}")
    moment = current_moment()
    with django_assert_num_queries(2):
        story_of(pledge, [], moment)
        matching_of(pledge, moment)


def test_a_matching_pledge_of_another_state_names_its_owner(client, desk):
    kenya = accounts.focal_point("KEN")
    pledge = desk.pledge()
    factory.published(
        kenya, desk.moderator, state="KEN", pledge_type=PledgeType.MATCHING, matched_record=pledge.record
    )
    assert "Kenya" in text_of(client.get(pledge.get_absolute_url())).split("It is answered by")[1]
