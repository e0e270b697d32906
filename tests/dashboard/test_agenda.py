"""Links with the 2030 Agenda: what pledges name, beside what objectives are filed with."""

import pytest

from dashboard.selectors.agenda import agenda
from objectives.models import Objective
from tests.factories import accounts, pledges
from workflow import services
from workflow.selectors import current_moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return accounts.moderator()


@pytest.fixture
def focal():
    return accounts.focal_point("PRT")


def test_each_target_has_its_pledges_in_the_order_of_the_agenda(staff, focal):
    one = pledges.published(focal, staff, sdg_targets=["10.7", "8.8"])
    other = pledges.published(focal, staff, sdg_targets=["10.7"])
    pledges.published(focal, staff)
    found = agenda(current_moment())
    assert (found.naming, found.of) == (2, 3)
    assert [(line.target, line.count, list(line.pledges)) for line in found.named] == [
        ("8.8", 1, [one]),
        ("10.7", 2, [one, other]),
    ]


def test_a_target_has_the_objectives_filed_with_it():
    lines = {line.target: line.objectives for line in agenda(current_moment()).lines}
    filed = [each.number for each in Objective.objects.order_by("number") if "10.7" in each.sdg_targets]
    assert filed
    assert lines["10.7"] == filed


def test_a_withdrawn_pledge_is_not_among_them_and_was_before(staff, focal):
    pledge = pledges.published(focal, staff, sdg_targets=["10.7"])
    before = current_moment()
    services.publish(services.submit(pledges.withdrawal(pledge, focal), by=focal), by=staff)
    assert (agenda(current_moment()).naming, agenda(before).naming) == (0, 1)


def test_an_amendment_names_its_own_targets(staff, focal):
    pledge = pledges.published(focal, staff, sdg_targets=["10.7"])
    pledges.published(focal, staff, sdg_targets=["8.8"], record=pledge.record, change="amendment")
    assert [line.target for line in agenda(current_moment()).named] == ["8.8"]


def test_it_takes_three_queries(staff, focal, django_assert_num_queries):
    for _each in range(3):
        pledges.published(focal, staff, sdg_targets=["10.7"])
    moment = current_moment()
    with django_assert_num_queries(3):
        agenda(moment)
