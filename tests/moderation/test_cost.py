"""What the decision page costs: the same number of queries however much waits, repeats, or was asked."""

import pytest
from django.urls import reverse

from moderation import services
from pledges.models import Pledge, PledgeObjective
from tests.factories import accounts, pledges
from tests.factories.correspondence import answered, asked
from workflow import services as workflow
from workflow.models import Record
from workflow.states import Verb

pytestmark = pytest.mark.django_db

OF_A_PLEDGE, RETURNED = 47, 72


@pytest.fixture
def portugal():
    return accounts.focal_point()


@pytest.fixture
def moderator(client):
    somebody = accounts.moderator()
    client.force_login(somebody)
    return somebody


def page_of(item):
    return reverse("moderation:record", args=["pledge", item.pk])


def crowd(item, number):
    """So many others like it that wait, put straight into their tables."""
    records = Record.objects.bulk_create(Record(kind="PL", reference=f"GCM-PL-2020-{n:05d}") for n in range(number))
    fields = [
        each.attname for each in Pledge._meta.concrete_fields if each.attname not in {"id", "record_id", "title"}
    ]
    shared = {name: getattr(item, name) for name in fields}
    rows = Pledge.objects.bulk_create(
        Pledge(record=record, title=f"Something else, number {record.pk}", **shared) for record in records
    )
    PledgeObjective.objects.bulk_create(PledgeObjective(pledge=row, objective_id=7) for row in rows)


@pytest.mark.parametrize("waiting", [10, 1000])
def test_a_page_asks_the_same_with_ten_or_a_thousand_waiting(
    client, portugal, moderator, waiting, django_assert_num_queries
):
    item = pledges.submitted(portugal)
    crowd(item, waiting - 1)
    with django_assert_num_queries(OF_A_PLEDGE):
        answer = client.get(page_of(item))
    assert len(answer.context["read"].duplicates) == 5  # their texts are the same


@pytest.mark.parametrize("repeated", [0, 5])
def test_a_page_asks_the_same_with_none_or_five_duplicates(
    client, portugal, moderator, repeated, django_assert_num_queries
):
    for _ in range(repeated):
        pledges.published(portugal, moderator)
    item = pledges.submitted(portugal)
    with django_assert_num_queries(OF_A_PLEDGE):
        answer = client.get(page_of(item))
    assert len(answer.context["read"].duplicates) == repeated


@pytest.mark.parametrize("messages", [1, 3])
def test_a_page_asks_the_same_with_one_or_three_messages(
    client, portugal, moderator, messages, django_assert_num_queries
):
    item = pledges.submitted(portugal)
    for number in range(messages):
        if number % 2:
            answered(item, by=portugal)
        else:
            asked(item, by=moderator)
    with django_assert_num_queries(OF_A_PLEDGE + 1):  # the messages
        answer = client.get(page_of(item))
    assert answer.context["read"].thread.messages.count() == messages


@pytest.mark.parametrize("times", [1, 3])
def test_a_page_asks_the_same_however_often_it_was_returned(
    client, portugal, moderator, times, django_assert_num_queries
):
    item = pledges.submitted(portugal)
    for _ in range(times):
        remarks = {"title": "What is it?", "natures": "Which?"}
        services.decide(Verb.RETURN, item, by=moderator, note="No.", seen=services.stamp_of(item), remarks=remarks)
        workflow.submit(item, by=portugal)
    with django_assert_num_queries(RETURNED):
        answer = client.get(page_of(item))
    assert len(answer.context["read"].corrections.remarked) == 2
