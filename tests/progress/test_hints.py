"""Private advice on an update: what is missing, and nothing where nothing is."""

from datetime import date

import pytest

from drafting.states import Aspect
from progress.models import ProgressUpdate
from progress.selectors import hints
from progress.states import Stage
from tests.factories import accounts, attachments, pledges, progress

pytestmark = pytest.mark.django_db


@pytest.fixture
def focal():
    return accounts.focal_point()


def found(update):
    return [(hint.aspect, hint.field, str(hint.what)) for hint in hints(update)]


def test_fulfilled_work_with_an_open_indicator_is_a_hint(focal):
    pledge = pledges.published(focal, indicator="Offices", baseline="1", target="10")
    draft = progress.draft(focal, about=pledge.record, stage=Stage.FULFILLED, links=[("R", "https://example.org/")])
    assert found(draft) == [
        (Aspect.MEASURABLE, "indicator_value", "It is reported as fulfilled, and its indicator has no value yet.")
    ]
    draft.indicator_value = "10"
    assert found(draft) == []


def test_work_in_progress_is_asked_for_value_next_steps_and_evidence(focal):
    draft = progress.draft(focal, about=pledges.published(focal, target="10").record)
    assert found(draft) == [
        (Aspect.MEASURABLE, "indicator_value", "It names an indicator, and this update gives no value of it."),
        (Aspect.TIME_BOUND, "next_steps", "The next steps are open."),
        (Aspect.MEASURABLE, "links", "There is no link and no file that supports it."),
    ]
    draft.indicator_value, draft.next_steps = "4", "A third office."
    draft.attachments.add(attachments.stored(focal))
    assert found(draft) == []


def test_a_plan_without_an_indicator_is_asked_for_next_steps_only(focal):
    draft = progress.draft(focal, about=pledges.published(focal).record, stage=Stage.PLANNING)
    assert [field for _aspect, field, _what in found(draft)] == ["next_steps"]


def test_an_update_behind_the_last_is_told_so_and_one_that_only_confirms_nothing_more(focal):
    pledge = pledges.published(focal, indicator="Offices")
    progress.published(focal, moderator=accounts.moderator("other@example.org"), about=pledge.record)
    draft = progress.draft(focal, about=pledge.record, is_unchanged=True, speaks_for_on=date(2026, 5, 31))
    assert found(draft) == [
        (Aspect.TIME_BOUND, "speaks_for_on", "A published update speaks for a later day than this one.")
    ]
    draft.speaks_for_on = date(2026, 6, 2)
    assert found(draft) == []


def test_what_is_about_nothing_yet_is_given_what_advice_there_is():
    assert [hint.field for hint in hints(ProgressUpdate(stage=Stage.IN_PROGRESS))] == ["next_steps", "links"]
