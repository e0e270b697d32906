"""What an update can be about: pledges and measures as one."""

from datetime import date

import pytest

from accounts.selectors import mandates_of
from progress.selectors import objectives_of, own_subject, own_subjects, public_subject, subject_of, subjects_of
from tests.factories import accounts, plans, pledges, progress
from workflow import services
from workflow.selectors import current_moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def focal():
    return accounts.focal_point()


@pytest.fixture
def moderator():
    return accounts.moderator()


def test_a_pledge_is_read_with_what_an_update_is_compared_with(focal, moderator):
    measured = {"indicator": "Offices", "baseline": "1", "target": "10", "language": "fr"}
    pledge = pledges.published(focal, moderator, is_mirror=True, ends_on=None, **measured)
    found = subject_of(pledge.record)
    assert (found.reference, found.title, found.language) == (pledge.reference, "A sample pledge", "fr")
    assert (found.indicator, found.baseline, found.target, found.is_measured) == ("Offices", "1", "10", True)
    assert (found.is_measure, found.is_mirror, found.is_public, found.owner) == (False, True, True, pledge.state)
    assert found.address == f"/en/pledges/{pledge.reference}/"
    assert [objective.number for objective in objectives_of(found)] == [7]


def test_a_measure_is_read_the_same_way(focal, moderator):
    measure = progress.public_measure(focal, moderator, objectives=(8, 2), starts_on=date(2026, 2, 1))
    found = subject_of(measure.record_id)
    assert (found.reference, found.title, found.is_measure, found.is_mirror) == (
        measure.record.reference,
        "A sample measure",
        True,
        False,
    )
    assert (found.owner, found.starts_on, found.is_measured) == (measure.plan.state, date(2026, 2, 1), False)
    assert found.began_on == date(2025, 1, 1)  # the plan's period
    assert [objective.number for objective in objectives_of(found)] == [2, 8]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"starts_on": date(2024, 5, 1)}, date(2024, 5, 1)),
        ({"starts_on": date(2024, 5, 1), "pledged_in_year": 2022}, date(2022, 1, 1)),
        ({"starts_on": date(2024, 5, 1), "pledged_on": date(2022, 5, 17)}, date(2022, 5, 17)),
        (
            {"starts_on": date(2024, 5, 1), "novelty": "continuing", "continuing_since": date(2019, 1, 1)},
            date(2019, 1, 1),
        ),
    ],
)
def test_the_earliest_day_anything_can_be_said_of_is_the_earliest_known(focal, moderator, fields, expected):
    assert subject_of(pledges.published(focal, moderator, **fields).record).began_on == expected


def test_what_starts_later_can_be_reported_on_from_its_publication(focal, moderator):
    pledge = pledges.published(focal, moderator, starts_on=date(2040, 1, 1))
    assert subject_of(pledge.record).began_on == pledge.published_at.date()


def test_what_is_closed_is_still_known_by_name_and_no_longer_public(focal, moderator):
    pledge = pledges.published(focal, moderator)
    services.retract(pledge, by=moderator, note="A mistake.")
    assert public_subject(pledge.record) is None
    assert (subject_of(pledge.record).title, subject_of(pledge.record).is_public) == ("A sample pledge", False)
    assert subject_of(pledges.draft(focal).record) is None


def test_a_measure_goes_with_its_plan(focal, moderator):
    plan = plans.published(focal, moderator)
    record = plan.measures.get().record
    assert public_subject(record).title == "A sample measure"
    services.retract(plan, by=moderator, note="A mistake.")
    assert public_subject(record) is None
    assert own_subject(record.reference, mandates_of(focal)) is None


def test_ones_own_are_those_of_the_parties_spoken_for(focal, moderator):
    mine = pledges.published(focal, moderator)
    measure = progress.public_measure(focal, moderator)
    theirs = pledges.published(accounts.focal_point("EGY"), moderator, state="EGY")
    pledges.submitted(focal)
    mandates = mandates_of(focal)
    assert {each.reference for each in own_subjects(mandates, current_moment())} == {
        mine.reference,
        measure.record.reference,
    }
    assert own_subject(mine.reference, mandates).record == mine.record
    assert own_subject(measure.record.reference, mandates).record == measure.record
    assert own_subject(theirs.reference, mandates) is None


def test_many_are_read_in_two_queries(focal, moderator, django_assert_num_queries):
    records = [pledges.published(focal, moderator).record_id for _ in range(3)]
    records.append(progress.public_measure(focal, moderator).record_id)
    moment = current_moment()
    with django_assert_num_queries(2):
        assert subjects_of(records, moment=moment).keys() == set(records)
