"""Measures are counted as the public plans have them."""

import pytest

from plans.selectors import measure_count, measure_counts_by_objective
from tests.factories import accounts, plans
from workflow import services
from workflow.selectors import current_moment

pytestmark = pytest.mark.django_db


def counted(moment=None):
    moment = moment or current_moment()
    by_objective = {number: count for number, count in measure_counts_by_objective(moment).items() if count}
    return measure_count(moment), by_objective


def test_a_measure_counts_once_in_all_and_under_each_of_its_objectives():
    measures = [plans.measure(objectives=[7, 8], actions=["7a"]), plans.measure(objectives=[7])]
    plans.published(measures=measures)
    assert counted() == (2, {7: 2, 8: 1})
    assert len(measure_counts_by_objective(current_moment())) == 23


def test_a_draft_counts_nowhere_and_an_amendment_in_place_of_what_it_replaces():
    staff, focal = accounts.moderator(), accounts.focal_point("PRT")
    plan = plans.published(focal, staff)
    before = current_moment()
    draft = plans.amended(plan, by=focal)
    measure = draft.measures.get()
    measure.objectives.set([9])
    assert counted() == (1, {7: 1})
    services.publish(services.submit(draft, by=focal), by=staff)
    assert (counted(), counted(before)) == ((1, {9: 1}), (1, {7: 1}))
