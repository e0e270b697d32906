"""What is new goes out once for each reader and period, by however many workers, and nothing where nothing is new."""

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from alerts.models import Letter, Subscription
from alerts.services import send_due_alerts, stop
from alerts.services.links import STOP
from alerts.services.periods import next_moment
from alerts.states import LISTED, Frequency
from alerts.tasks import forget_unconfirmed_alerts
from alerts.tasks import send_due_alerts as sweep
from tests.dashboard.test_pledges import amended
from tests.factories.alerts import follower
from tests.notices.conftest import at_once
from workflow import services as workflow
from workflow.selectors import current_publication

pytestmark = pytest.mark.django_db

THURSDAY, FRIDAY, SATURDAY = "2026-11-26 18:00Z", "2026-11-27 06:00Z", "2026-11-28 06:00Z"
MONDAY, DECEMBER = "2026-11-30 06:00Z", "2026-12-01 06:00Z"


@pytest.fixture
def clock():
    """A Thursday evening, until the test moves on."""
    with time_machine.travel(THURSDAY, tick=False) as moved:
        yield moved


def subjects():
    """To whom each mail of the outbox went and what it was about, sorted."""
    return sorted((sent.to[0], sent.subject) for sent in mail.outbox)


def test_each_hears_of_what_they_follow_as_often_as_they_asked(desk, clock):
    for frequency in Frequency.values:
        follower(f"{frequency}@example.org", frequency=frequency)
    follower("tools@example.org", "tools")
    pledge = desk.pledge(title="A sample pledge")
    for moment, due in ((FRIDAY, "daily"), (MONDAY, "weekly"), (DECEMBER, "monthly")):
        mail.outbox.clear()
        clock.move_to(moment)
        send_due_alerts()
        assert subjects() == [(f"{due}@example.org", "New: Pledges")]
        assert f"* Pledge published: A sample pledge\n  {pledge.reference} · Portugal" in mail.outbox[0].body
    assert send_due_alerts() == 0


def test_nothing_is_sent_before_it_is_due_or_where_nothing_is_new(desk, clock):
    own = follower(query="state=KEN")
    desk.pledge()
    assert send_due_alerts() == 0
    clock.move_to(FRIDAY)
    assert (send_due_alerts(), mail.outbox, Letter.objects.count()) == (0, [], 0)
    own.refresh_from_db()
    assert own.due_at.isoformat() == "2026-11-28T06:00:00+00:00"


def test_what_was_told_is_not_told_again(desk, clock):
    follower()
    first = desk.pledge(title="First words")
    clock.move_to(FRIDAY)
    send_due_alerts()
    amended(first, desk, title="Second words")
    clock.move_to(SATURDAY)
    send_due_alerts()
    told = [sent.body for sent in mail.outbox]
    assert ("First words" in told[0], "Second words" in told[0]) == (True, False)
    assert ("Pledge published" in told[1], "Pledge amended: Second words" in told[1]) == (False, True)


def test_what_ended_is_told_to_those_who_followed_it(desk, clock):
    pledge, own = desk.pledge(title="Regretted words"), follower(query="objective=7")
    workflow.retract(pledge, by=desk.moderator, note="Entered twice.")
    clock.move_to(FRIDAY)
    assert send_due_alerts() == 1
    assert f"* Pledge retracted by the secretariat\n  {pledge.reference} · Entered twice." in mail.outbox[0].body
    assert "Regretted" not in mail.outbox[0].body
    own.refresh_from_db()
    assert own.told_until == current_publication()


def test_what_was_retracted_before_the_mail_goes_is_told_as_that(desk, clock):
    follower()
    workflow.retract(desk.pledge(title="Regretted words"), by=desk.moderator, note="Why.")
    clock.move_to(FRIDAY)
    send_due_alerts()
    assert "Regretted" not in mail.outbox[0].body
    assert "Regretted" not in mail.outbox[0].alternatives[0][0]


@pytest.mark.parametrize(
    ("language", "direction", "page"), [("en", "ltr", "/en/pledges/"), ("ar", "rtl", "/ar/pledges/")]
)
def test_it_comes_in_the_readers_language_with_one_click_to_stop_it(desk, clock, settings, language, direction, page):
    settings.SITE_URL = "https://portal.example.org"
    own = follower(language=language)
    pledge = desk.pledge()
    clock.move_to(FRIDAY)
    send_due_alerts()
    (sent,) = mail.outbox
    link = f"https://portal.example.org/{language}/follow/stop/{STOP.sign(own.key.hex)}/"
    assert sent.extra_headers["List-Unsubscribe"] == f"<{link}>"
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    html, kind = sent.alternatives[0]
    assert (kind, f'<html lang="{language}" dir="{direction}">' in html) == ("text/html", True)
    for words in (sent.body, html):
        assert f"https://portal.example.org{page}{pledge.reference}/" in words
        assert link in words


def test_one_click_is_not_promised_without_https(desk, clock, settings):
    settings.SITE_URL = "http://localhost:8000"
    follower()
    desk.pledge()
    clock.move_to(FRIDAY)
    send_due_alerts()
    assert "List-Unsubscribe-Post" not in mail.outbox[0].extra_headers


def test_who_stopped_between_the_claim_and_the_mail_gets_none(desk, clock, monkeypatch):
    own = follower()
    desk.pledge()
    clock.move_to(FRIDAY)
    monkeypatch.setattr("alerts.services.sending.send_rows", lambda rows, compose: 0)
    send_due_alerts()
    assert Letter.objects.count() == 1
    stop(STOP.sign(own.key.hex))
    monkeypatch.undo()
    assert (send_due_alerts(), mail.outbox) == (0, [])


def test_what_can_be_followed_no_more_is_told_when_it_can_again(desk, clock, monkeypatch):
    own = follower()
    desk.pledge()
    Subscription.objects.update(query="state=nowhere")
    clock.move_to(FRIDAY)
    assert send_due_alerts() == 0
    Subscription.objects.update(query="")
    clock.move_to(SATURDAY)
    assert send_due_alerts() == 1
    assert mail.outbox[0].to == [own.email]


def test_a_long_list_says_that_there_is_more(desk, clock, monkeypatch):
    monkeypatch.setattr("alerts.services.sending.LISTED", 2)
    follower()
    for number in range(3):
        desk.pledge(title=f"Sample {number}")
    clock.move_to(FRIDAY)
    send_due_alerts()
    body = mail.outbox[0].body
    assert [f"Sample {number}" in body for number in range(3)] == [False, True, True]
    assert "There is more than is listed here: http" in body
    assert LISTED > 2


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_and_again_hand_each_mail_over_once(sink, desk):
    with time_machine.travel(THURSDAY, tick=False) as clock:
        for number in range(6):
            follower(f"reader{number}@example.org", query="state=PRT")
        follower("elsewhere@example.org", query="state=KEN")
        desk.pledge()
        clock.move_to(FRIDAY)
        at_once(send_due_alerts, send_due_alerts)
        at_once(send_due_alerts, send_due_alerts)
        clock.move_to(SATURDAY)
        at_once(send_due_alerts, send_due_alerts)
    assert sink.addresses() == [f"reader{number}@example.org" for number in range(6)]
    assert len(set(sink.ids())) == 6
    assert Letter.objects.filter(sent_at=None).count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_refusal_is_noted_and_tried_again_and_the_others_get_theirs(sink, desk):
    with time_machine.travel(THURSDAY, tick=False) as clock:
        follower("a@example.org")
        follower("b@example.org")
        desk.pledge()
        clock.move_to(FRIDAY)
        sink.refused = {"a@example.org": "550 5.1.1 no such user"}
        assert send_due_alerts() == 1
        sink.refused = {}
        clock.move_to("2026-11-27 07:00Z")
        assert (send_due_alerts(), send_due_alerts()) == (1, 0)
    assert sink.addresses() == ["a@example.org", "b@example.org"]


@pytest.mark.parametrize(
    ("frequency", "now", "due"),
    [
        ("daily", "2026-11-26 05:59Z", "2026-11-26 06:00Z"),
        ("daily", "2026-11-26 06:00Z", "2026-11-27 06:00Z"),
        ("weekly", "2026-11-26 18:00Z", "2026-11-30 06:00Z"),
        ("weekly", "2026-11-30 06:00Z", "2026-12-07 06:00Z"),
        ("monthly", "2026-12-01 05:00Z", "2026-12-01 06:00Z"),
        ("monthly", "2026-12-01 06:00Z", "2027-01-01 06:00Z"),
        ("monthly", "2027-01-31 12:00Z", "2027-02-01 06:00Z"),
    ],
)
def test_when_the_next_mail_is_due(frequency, now, due):
    with time_machine.travel(now, tick=False):
        found = next_moment(Frequency(frequency), timezone.now())
    assert found.strftime("%Y-%m-%d %H:%MZ") == due


def test_the_tasks_do_the_sweeps(desk, clock, caplog):
    follower()
    desk.pledge()
    clock.move_to(FRIDAY)
    with caplog.at_level("INFO"):
        sweep()
        sweep()
        forget_unconfirmed_alerts()
    assert [record.message for record in caplog.records if record.name == "alerts.tasks"] == ["1 alerts sent"]
