"""What schedules write to people: to whom, in which words, and when not any more."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.utils import translation

from notices.models import Notice
from notices.services import topic_of
from notices.states import Group
from reports.services.telling import compose_call, compose_deadline, compose_reminder, tell
from reports.states import Deed
from roundtables.models import Edition
from tests.factories import accounts, pledges, reports

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_year_before")]
COMPOSE = {Deed.CALL: compose_call, Deed.REMINDER: compose_reminder, Deed.DEADLINE: compose_deadline}


@pytest.fixture
def a_year_before():
    with time_machine.travel(datetime(2029, 5, 8, 12, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def forum():
    Edition.objects.filter(year=2030).update(starts_on=date(2030, 5, 7), ends_on=date(2030, 5, 10), place="New York")
    return Edition.objects.get(year=2030)


def told(deed, edition, person):
    tell(deed, edition, key="sample")
    return Notice.objects.get(topic=f"reports.{deed}", recipient=person)


def test_focal_points_are_called_once_by_a_key_whatever_they_speak_for(forum):
    focal, _drafter = accounts.focal_point("PRT"), accounts.drafter("PRT")
    accounts.focal_point("BGD")
    assert [tell(Deed.CALL, forum, key="one") for _again in range(2)] == [2, 0]
    assert tell(Deed.CALL, forum, key="two") == 2
    row = Notice.objects.filter(recipient=focal).first()
    assert (row.topic, row.facts) == ("reports.call", {"forum": 2030})


def test_the_secretariat_is_told_what_is_due_from_it(forum):
    accounts.focal_point("PRT")
    staff = {accounts.moderator().pk, accounts.administrator().pk}
    tell(Deed.DEADLINE, forum, key="one")
    assert set(Notice.objects.values_list("recipient", flat=True)) == staff


def test_the_call_says_when_and_where_and_what_can_be_submitted(forum):
    message = compose_call(told(Deed.CALL, forum, accounts.focal_point("PRT")))
    assert message.subject == "The International Migration Review Forum of 2030: what to submit"
    assert message.paragraphs[0] == "The Forum of 2030 begins on 7 May 2030. Place: New York."
    assert "a voluntary review" in message.paragraphs[1]
    assert (message.link, message.in_short) == ("/en/desk/", message.paragraphs[0])


def test_the_reminder_counts_what_is_due_before_the_forum(forum):
    focal = accounts.focal_point("PRT")
    row = told(Deed.REMINDER, forum, focal)
    assert "No report on anything you have published" in compose_reminder(row).in_short
    pledges.published(focal)
    assert compose_reminder(row).in_short.startswith("1 report on your published pledges and measures falls due")


def test_the_secretariat_reads_by_when_and_what_waits(forum):
    row = told(Deed.DEADLINE, forum, accounts.administrator())
    message = compose_deadline(row)
    assert "by 12 February 2030" in message.paragraphs[1]
    assert (message.in_short, message.link) == (
        "0 finished reports for this Forum wait for their release.", "/en/reports/production/",
    )  # fmt: skip
    reports.ready(year=2030, number=1, releases=False)
    assert compose_deadline(row).in_short == "1 finished report for this Forum waits for its release."


@pytest.mark.parametrize("deed", list(COMPOSE))
def test_what_the_dates_were_when_it_was_owed_is_not_said_but_what_they_are(deed, forum):
    person = accounts.administrator() if deed == Deed.DEADLINE else accounts.focal_point("PRT")
    row = told(deed, forum, person)
    Edition.objects.filter(year=2030).update(starts_on=date(2030, 6, 4), ends_on=date(2030, 6, 7))
    assert "4 June 2030" in COMPOSE[deed](row).paragraphs[0]
    Edition.objects.filter(year=2030).update(starts_on=None, ends_on=None)
    assert COMPOSE[deed](row).paragraphs[0] == "The dates of the Forum of 2030 are not set yet."


@pytest.mark.parametrize("deed", list(COMPOSE))
def test_about_a_forum_that_has_begun_nothing_is_said(deed, forum):
    person = accounts.administrator() if deed == Deed.DEADLINE else accounts.focal_point("PRT")
    row = told(deed, forum, person)
    with time_machine.travel(datetime(2030, 5, 7, 1, tzinfo=UTC), tick=False):
        assert COMPOSE[deed](row) is None


@pytest.mark.parametrize("compose", [compose_call, compose_reminder])
def test_who_is_no_focal_point_any_more_is_not_written_to(compose, forum):
    focal = accounts.focal_point("PRT")
    row = told(Deed.CALL if compose is compose_call else Deed.REMINDER, forum, focal)
    focal.delegations.update(ends_on=date(2029, 5, 7))
    assert compose(row) is None


@pytest.mark.parametrize(("deed", "group"), [(Deed.CALL, Group.DUE), (Deed.DEADLINE, Group.OTHER)])
def test_each_is_a_topic_of_which_people_choose_how_often_they_hear(deed, group, forum):
    person = accounts.administrator() if deed == Deed.DEADLINE else accounts.focal_point("PRT")
    topic = topic_of(told(deed, forum, person))
    assert (topic.group, topic.is_urgent) == (group, False)


def test_it_is_said_in_the_readers_language(forum):
    row = told(Deed.CALL, forum, accounts.focal_point("PRT"))
    with translation.override("fr"):
        assert compose_call(row).link == "/fr/desk/"
