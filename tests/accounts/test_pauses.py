"""After several messages that demonstrably came back mail to a person waits; staff see it and take it off."""

import pytest
from django.core import mail
from django.urls import reverse

from accounts import services
from accounts.models import ReturnedMail
from accounts.selectors import people_paused, returned_mail_of
from notices.models import Notice
from notices.services import message_id, send_due_digests, send_due_notices
from notices.states import MAX_ATTEMPTS
from tests.accounts.test_addresses import FAILED, REPORT
from tests.factories import accounts
from tests.factories.notices import owed, sample_topic

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.addresses")]


@pytest.fixture
def focal(monkeypatch, settings):
    settings.MAIL_PAUSED_AFTER = 3
    sample_topic(monkeypatch, is_urgent=True)
    return accounts.focal_point("PRT")


def report_of(message=""):
    """A delivery report for the focal point; it quotes the message where one is given."""
    quoted = f"Message-ID: {message}\nTo: focal.prt" if message else "To: focal.prt"
    return REPORT.format(recipients=FAILED).replace("To: focal.prt", quoted).encode()


def sent_to(person, key):
    """The Message-ID of one message that went out to them."""
    (notice,) = owed(person, key=key)
    send_due_notices()
    return message_id(notice)


def counted():
    return list(ReturnedMail.objects.values_list("times", "proven"))


def test_three_messages_that_demonstrably_came_back_pause_and_the_mark_taken_off_resumes(focal):
    for key in ("event:1", "event:2", "event:3"):
        services.take_in_bounces(report_of(sent_to(focal, key)))
    assert (counted(), list(people_paused())) == ([(3, 3)], [focal])
    owed(focal, key="event:4")
    assert (send_due_notices(), send_due_digests(), Notice.objects.get(key="event:4").attempts) == (0, 0, 0)
    services.clear_address(person=focal, by=accounts.administrator())
    assert [send_due_notices(), send_due_notices()] == [1, 0]


def test_reports_anybody_could_have_written_mark_and_pause_nothing(focal):
    other = accounts.focal_point("KEN")
    of_another = sent_to(other, "event:1")
    for quoted in ("", "<made.up@localhost>", "<notices.notice.1.0123456789abcdef0123@localhost>", of_another):
        services.take_in_bounces(report_of(quoted))
    assert (counted(), people_paused().exists()) == ([(4, 0)], False)


def test_the_same_message_reported_again_and_again_counts_once(focal):
    message = sent_to(focal, "event:1")
    for _ in range(4):
        services.take_in_bounces(report_of(message))
    assert counted() == [(4, 1)]


def test_a_report_that_quotes_only_the_header_lines_counts_as_well(focal):
    message = sent_to(focal, "event:1")
    services.take_in_bounces(report_of(message).replace(b"message/rfc822", b"text/rfc822-headers"))
    assert counted() == [(1, 1)]


def test_a_server_that_refuses_for_good_is_asked_three_times_and_not_again(focal, settings):
    settings.EMAIL_BACKEND = "tests.accounts.test_addresses.RefusingMailServer"
    owed(focal)
    for _ in range(MAX_ATTEMPTS):
        Notice.objects.update(claimed_at=None)
        send_due_notices()
    assert (counted(), Notice.objects.get().attempts) == ([(3, 3)], 3)


def test_others_are_written_to_meanwhile(focal):
    ReturnedMail.objects.create(email=focal.email, why="550", proven=3)
    owed(focal, accounts.person("other@example.org"))
    assert send_due_notices() == 1
    assert mail.outbox[0].to == ["other@example.org"]


@pytest.mark.parametrize(("proven", "is_paused"), [(2, False), (3, True)])
def test_staff_and_the_person_see_that_mail_waits_and_how_much(client, focal, proven, is_paused):
    ReturnedMail.objects.create(email=focal.email, why="550 no such user", proven=proven)
    owed(focal)
    owed(focal, key="event:2")
    assert returned_mail_of(focal).is_pausing is is_paused
    for somebody, page, said in (
        (accounts.administrator(), reverse("people:person", args=[focal.pk]), "2 messages wait until"),
        (focal, reverse("notices:choose"), "Mail to you waits"),
    ):
        client.force_login(somebody, backend="django.contrib.auth.backends.ModelBackend")
        assert (said in client.get(page).content.decode()) is is_paused
