"""Remarks on single answers: kept with the return they came with."""

import pytest
from django.db import IntegrityError, transaction

from correspondence import selectors, services
from correspondence.models import Remark
from tests.factories import accounts, pledges
from tests.factories.correspondence import erased
from workflow import services as workflow
from workflow.states import Verb

pytestmark = pytest.mark.django_db


@pytest.fixture
def portugal():
    return accounts.focal_point()


@pytest.fixture
def moderator():
    return accounts.moderator()


def returned(item, moderator, **remarks):
    """Give it back with these remarks."""
    workflow.return_for_changes(item, by=moderator, note="Please correct.")
    services.add_remarks(item, {name: (text, f"stamp of {name}") for name, text in remarks.items()})
    return item


def test_remarks_belong_to_the_return_they_came_with(portugal, moderator):
    item = returned(pledges.submitted(portugal), moderator, title=" Say what is done. ", starts_on="Which year?")
    event = item.record.events.get(verb=Verb.RETURN)
    assert [(each.event, each.question, each.text, each.seen) for each in Remark.objects.all()] == [
        (event, "title", "Say what is done.", "stamp of title"),
        (event, "starts_on", "Which year?", "stamp of starts_on"),
    ]


def test_a_return_without_remarks_keeps_none(portugal, moderator):
    item = returned(pledges.submitted(portugal), moderator)
    assert selectors.remarks_of_last_return(item) == []


def test_only_the_last_return_counts_and_earlier_ones_can_still_be_read(portugal, moderator):
    item = returned(pledges.submitted(portugal), moderator, title="First time.")
    returned(workflow.submit(item, by=portugal), moderator, levels="Second time.")
    assert [each.question for each in selectors.remarks_of_last_return(item)] == ["levels"]
    first, second = item.record.events.filter(verb=Verb.RETURN).order_by("pk").values_list("pk", flat=True)
    found = selectors.remarks_by_event(item.record)
    assert {key: [each.text for each in rows] for key, rows in found.items()} == {
        first: ["First time."],
        second: ["Second time."],
    }


def test_a_return_without_remarks_takes_the_earlier_ones_off_the_table(portugal, moderator):
    item = returned(pledges.submitted(portugal), moderator, title="First time.")
    returned(workflow.submit(item, by=portugal), moderator)
    assert selectors.remarks_of_last_return(item) == []


def test_remarks_of_one_version_are_none_of_anothers(portugal, moderator):
    item, other = pledges.submitted(portugal), pledges.submitted(portugal)
    returned(item, moderator, title="Here.")
    returned(other, moderator)
    assert selectors.remarks_of_last_return(other) == []
    assert selectors.remarks_by_event(other.record) == {}


def test_a_question_is_remarked_on_once_a_return(portugal, moderator):
    item = returned(pledges.submitted(portugal), moderator, title="Here.")
    with pytest.raises(IntegrityError), transaction.atomic():
        services.add_remarks(item, {"title": ("Again.", "stamp")})


def test_they_are_read_in_one_query(portugal, moderator, django_assert_num_queries):
    item = returned(pledges.submitted(portugal), moderator, title="1", levels="2", natures="3")
    with django_assert_num_queries(1):
        assert [each.event.verb for each in selectors.remarks_of_last_return(item)] == [Verb.RETURN] * 3


def test_erased_remarks_are_empty(portugal, moderator):
    item = returned(pledges.submitted(portugal), moderator, title="Here.")
    assert erased(item.record) == 1
    assert [each.text for each in selectors.remarks_of_last_return(item)] == [""]


def test_what_was_answered_is_kept_with_the_return_and_can_be_erased(portugal, moderator):
    item = pledges.submitted(portugal)
    workflow.return_for_changes(item, by=moderator, note="Please correct.")
    services.add_remarks(item, {}, answers={"title": ("a stamp", "A sample pledge")})
    event = selectors.last_return_of(item)
    assert event.returned_answers.answers == {"title": ["a stamp", "A sample pledge"]}
    assert event.returned_answers.language == "en"
    assert erased(item.record) == 1
    assert selectors.last_return_of(item).returned_answers.answers == {}
