"""Messages about delegations: which are due on which day, to whom, in whose language, each of them once."""

import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone
from django.utils.timezone import localdate as today

from accounts import services, tasks
from accounts.models import Delegation, ReturnedMail, User
from accounts.services import remind_of_delegations
from accounts.services.reminders import occasion_on
from accounts.states import Occasion
from notices.models import Notice
from notices.services import send_due_notices
from notices.states import Dropped
from tests.factories import accounts

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.addresses")]


def written_and_sent():
    """Both sweeps, one after the other; how many went out."""
    remind_of_delegations()
    return send_due_notices()


def days(number):
    return today() + timedelta(days=number)


def sent():
    return sorted((message.to[0], message.subject) for message in mail.outbox)


def readers():
    return sorted(message.to[0] for message in mail.outbox)


@pytest.mark.parametrize(
    ("left", "occasion"),
    [
        (61, None),
        (60, Occasion.ENDS_IN_60),
        (31, Occasion.ENDS_IN_60),
        (30, Occasion.ENDS_IN_30),
        (8, Occasion.ENDS_IN_30),
        (7, Occasion.ENDS_IN_7),
        (0, Occasion.ENDS_IN_7),
    ],
)
def test_each_notice_has_its_days(left, occasion):
    delegation = accounts.focal_point("PRT", ends_on=days(left)).delegations.get()

    assert occasion_on(delegation, today()) == occasion


def test_a_delegation_without_end_is_never_reminded_of():
    assert occasion_on(accounts.focal_point("PRT").delegations.get(), today()) is None


@pytest.mark.parametrize(
    ("length", "occasion"),
    [(7, None), (8, Occasion.ENDS_IN_7), (20, None), (31, Occasion.ENDS_IN_30), (32, None)],
)
def test_a_notice_whose_day_came_before_the_delegation_began_is_none(length, occasion):
    delegation = accounts.focal_point("PRT", starts_on=days(-1), ends_on=days(length - 1)).delegations.get()

    assert occasion_on(delegation, today()) == occasion


def test_the_delegate_and_the_partys_focal_points_are_reminded_and_nobody_else():
    accounts.focal_point("PRT", ends_on=days(20))
    accounts.focal_point("PRT", email="second@example.org")
    accounts.focal_point("PRT", email="gone@example.org", ends_on=days(-1))
    User.objects.filter(pk=accounts.focal_point("PRT", email="closed@example.org").pk).update(is_active=False)
    accounts.drafter("PRT")
    accounts.focal_point("KEN")
    accounts.administrator()

    assert written_and_sent() == 2
    assert readers() == ["focal.prt@example.org", "second@example.org"]
    own, other = sorted(mail.outbox, key=lambda message: message.to[0])
    assert "Your delegation for Portugal (Focal point) ends on" in own.body
    assert "The delegation of focal.prt for Portugal (Focal point) ends on" in other.body
    assert "That is in 20 days." in own.body
    assert "http://localhost:8000/en/accounts/delegations/" in own.body
    assert own.message()["Auto-Submitted"] == "auto-generated"


def test_a_focal_point_hears_of_a_drafters_last_day_as_well():
    accounts.focal_point("PRT")
    accounts.drafter("PRT", ends_on=days(7))

    written_and_sent()

    assert readers() == ["drafter.prt@example.org", "focal.prt@example.org"]


@pytest.mark.parametrize(
    ("language", "link"), [("fr", "/fr/accounts/delegations/"), ("ar", "/ar/accounts/delegations/")]
)
def test_a_reminder_speaks_its_readers_language(language, link):
    somebody = accounts.focal_point("PRT", ends_on=days(5))
    User.objects.filter(pk=somebody.pk).update(language=language)

    written_and_sent()

    [message] = mail.outbox
    assert link in message.body
    assert message.message().get_content_type() == "multipart/alternative"


def test_run_twice_each_goes_out_once():
    accounts.focal_point("PRT", ends_on=days(60))

    assert [written_and_sent() for _ in range(3)] == [1, 0, 0]
    assert len(mail.outbox) == 1


def test_each_of_the_three_goes_out_once_as_the_days_pass():
    delegation = accounts.focal_point("PRT", ends_on=days(60)).delegations.get()

    for passed in (0, 1, 29, 30, 31, 52, 53, 54, 60):
        remind_of_delegations(day=days(passed))

    found = Notice.objects.order_by("pk").values_list("topic", "key")
    last = delegation.ends_on.isoformat()
    assert list(found) == [
        (f"accounts.{each}", f"delegation:{delegation.pk}:{last}:{each}")
        for each in ("ends_in_60", "ends_in_30", "ends_in_7")
    ]


def test_a_prolonged_delegation_is_reminded_of_anew_and_not_of_its_old_day():
    focal = accounts.focal_point("PRT", ends_on=days(7))
    remind_of_delegations(day=today())
    focal.delegations.update(ends_on=days(60))

    assert written_and_sent() == 1
    [message] = mail.outbox
    assert "That is in 60 days." in message.body
    assert list(Notice.objects.filter(topic="accounts.ends_in_7").values_list("dropped_because", flat=True)) == [
        Dropped.UNTRUE
    ]


def test_who_has_a_longer_delegation_for_the_same_party_is_left_alone():
    focal = accounts.focal_point("PRT", ends_on=days(7))
    Delegation.objects.create(person=focal, role="focal_point", state_id="PRT", starts_on=days(8), ends_on=days(400))

    assert written_and_sent() == 0


def test_a_longer_delegation_for_somebody_else_does_not_count():
    focal = accounts.focal_point("PRT", ends_on=days(7))
    Delegation.objects.create(person=focal, role="focal_point", state_id="KEN", starts_on=days(-8))

    assert written_and_sent() == 1


def test_a_closed_account_is_not_written_to():
    User.objects.filter(pk=accounts.focal_point("PRT", ends_on=days(7)).pk).update(is_active=False)

    assert written_and_sent() == 0


# nobody left --------------------------------------------------------------------------------------------------------


def test_administrators_hear_that_nobody_follows():
    accounts.focal_point("PRT", ends_on=days(-1))
    accounts.administrator()
    accounts.moderator()

    assert [written_and_sent() for _ in range(2)] == [1, 0]
    assert sent() == [("administrator@example.org", "No focal point any more: Portugal")]
    assert "/en/accounts/people/vacancies/" in mail.outbox[0].body


@pytest.mark.parametrize(
    "also",
    [
        lambda: accounts.focal_point("PRT", email="second@example.org"),
        lambda: accounts.focal_point("PRT", email="second@example.org", ends_on=today()),
    ],
)
def test_while_a_focal_point_is_left_nobody_is_missed(also):
    accounts.administrator()
    accounts.focal_point("PRT", ends_on=days(-1), starts_on=days(-3))
    also()

    remind_of_delegations(day=today())

    assert Notice.objects.filter(topic="accounts.vacant").count() == 0


def test_where_somebody_follows_meanwhile_nobody_is_told_that_nobody_does():
    accounts.focal_point("PRT", ends_on=days(-1))
    accounts.administrator()
    remind_of_delegations()
    accounts.focal_point("PRT", email="second@example.org")

    assert send_due_notices() == 0


def test_a_drafter_alone_is_nobody():
    accounts.administrator()
    accounts.focal_point("PRT", ends_on=days(-1))
    accounts.drafter("PRT")

    assert written_and_sent() == 1


def test_what_ended_long_ago_is_no_news_and_of_two_the_last_counts():
    accounts.administrator()
    accounts.focal_point("KEN", ends_on=days(-31))
    accounts.focal_point("PRT", ends_on=days(-9))
    accounts.focal_point("PRT", email="last@example.org", ends_on=days(-2))

    written_and_sent()

    assert [each.facts["last_day"] for each in Notice.objects.all()] == [days(-2).isoformat()]


# proposals ----------------------------------------------------------------------------------------------------------


def test_a_proposal_is_told_to_administrators_and_its_answer_to_the_focal_point():
    focal, administrator = accounts.focal_point("PRT"), accounts.administrator()
    nomination = accounts.nominated(focal)

    written_and_sent()
    services.refuse_nomination(nomination=nomination, by=administrator, reason="The letter names somebody else.")
    written_and_sent()

    assert sent() == [
        ("administrator@example.org", "A focal point is proposed for Portugal"),
        ("focal.prt@example.org", "The proposal for Portugal is not confirmed"),
    ]
    assert "/en/accounts/people/proposals/" in mail.outbox[0].body
    assert "The letter names somebody else." in mail.outbox[1].body


def test_a_confirmed_proposal_is_told():
    focal = accounts.focal_point("PRT")
    services.confirm_nomination(nomination=accounts.nominated(focal), by=accounts.administrator())

    written_and_sent()

    assert sent() == [("focal.prt@example.org", "The proposal for Portugal is confirmed")]


def test_what_was_decided_meanwhile_is_no_longer_asked():
    focal = accounts.focal_point("PRT")
    accounts.administrator()
    services.take_back_nomination(nomination=accounts.nominated(focal), by=focal)

    assert written_and_sent() == 0


# sending ------------------------------------------------------------------------------------------------------------


def test_mail_that_no_server_takes_is_kept_and_tried_again_later(settings):
    accounts.focal_point("PRT", ends_on=days(7))
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "tests.accounts.test_adapter.DeadMailServer"

    assert written_and_sent() == 0
    notice = Notice.objects.get()
    assert (notice.attempts, notice.sent_at, notice.failure != "") == (1, None, True)
    settings.EMAIL_BACKEND = backend
    assert written_and_sent() == 0
    Notice.objects.update(claimed_at=timezone.now() - timedelta(minutes=16))
    assert written_and_sent() == 1


def test_a_recipient_refused_for_good_is_marked(settings):
    focal = accounts.focal_point("PRT", ends_on=days(7))
    settings.EMAIL_BACKEND = "tests.accounts.test_addresses.RefusingMailServer"

    assert written_and_sent() == 0
    assert list(ReturnedMail.objects.values_list("email", "why")) == [(focal.email, "550 5.1.1 no such user")]


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_each_message_goes_out_once():
    for state in ("PRT", "KEN", "MEX"):
        accounts.focal_point(state, ends_on=days(30))
    start, counts = threading.Barrier(2), []

    def work():
        start.wait()
        try:
            counts.append(written_and_sent())
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert (sum(counts), Notice.objects.count(), len(mail.outbox)) == (3, 3, 3)


@pytest.mark.parametrize("rows", [1, 3])
def test_writing_takes_the_same_queries_however_many_end(django_assert_num_queries, rows):
    accounts.administrator()
    for state in ("PRT", "KEN", "MEX")[:rows]:
        accounts.focal_point(state, ends_on=days(30))
    remind_of_delegations(day=today())

    with django_assert_num_queries(4):
        remind_of_delegations(day=today())


def test_the_task_says_how_many_it_wrote(caplog):
    accounts.focal_point("PRT", ends_on=days(7))

    with caplog.at_level("INFO"):
        tasks.remind_of_delegations()
        tasks.remind_of_delegations()

    assert [record.message for record in caplog.records if record.name == "accounts.tasks"] == [
        "1 messages about delegations owed"
    ]
