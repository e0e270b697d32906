"""Questions, answers and remarks about a record are emptied by its request, and those about others stay."""

import pytest
from django.urls import reverse

from accounts.services import Subject, erase, held
from accounts.states import Holding
from correspondence.models import Message, Remark, ReturnedAnswers
from correspondence.services import add_remarks
from erasure.selectors import plan_of
from erasure.services import ask
from tests.factories import accounts, pledges
from tests.factories.correspondence import answered, asked
from tests.factories.erasure import carried_out
from workflow.services import return_for_changes

pytestmark = pytest.mark.django_db
ALL = {"correspondence.Message": 2, "correspondence.Remark": 1, "correspondence.ReturnedAnswers": 1}


@pytest.fixture
def administrator():
    return accounts.administrator()


@pytest.fixture
def focal():
    return accounts.focal_point("PRT")


def talked_about(focal, moderator):
    """A pledge that was asked about, answered on, and returned with a remark; its record."""
    pledge = pledges.submitted(focal)
    asked(pledge, by=moderator)
    answered(pledge, by=focal)
    return_for_changes(pledge, by=moderator, note="One thing.")
    add_remarks(
        pledge, {"title": ("Ana knows a better one.", "stamp")}, answers={"title": ("stamp", "A sample pledge")}
    )
    return pledge.record


def test_words_about_one_record_go_those_about_others_stay_and_twice_is_nothing(focal, administrator):
    moderator = accounts.moderator()
    first, second = (talked_about(focal, moderator) for _ in range(2))
    subject = Subject.of_record(first.pk, Holding.REMARKS)
    assert erase(subject, by=administrator) == ALL
    assert set(Message.objects.exclude(text="").values_list("thread__record", flat=True)) == {second.pk}
    assert set(Remark.objects.exclude(text="").values_list("event__record", flat=True)) == {second.pk}
    assert set(ReturnedAnswers.objects.exclude(answers={}).values_list("event__record", flat=True)) == {second.pk}
    assert (Message.objects.count(), Remark.objects.count(), ReturnedAnswers.objects.count()) == (4, 2, 2)
    assert (held(subject), erase(subject, by=administrator)) == ({}, {})
    assert held(Subject.of_record(second.pk, Holding.REMARKS)) == ALL


def test_what_somebody_wrote_in_office_is_not_their_accounts(focal, administrator):
    talked_about(focal, accounts.moderator())
    erase(Subject.account(focal), by=administrator)
    assert (Message.objects.filter(text="").count(), Remark.objects.filter(text="").count()) == (0, 0)


def test_a_focal_points_request_lists_and_counts_them_and_is_carried_out(focal, administrator, client):
    request = ask(talked_about(focal, accounts.moderator()), what=Holding.REMARKS, by=focal)
    client.force_login(administrator)
    page = client.get(reverse("erasure:detail", args=[request.pk]))
    assert {each.table: each.count for each in page.context["plan"].portions} == ALL
    carried_out(request)
    assert (request.erased, plan_of(request).total) == (ALL, 4)
    assert not Message.objects.exclude(text="").exists()
