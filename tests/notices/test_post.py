"""Every sweep by two workers at once, and again after that, hands a real mail server each mail exactly once."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts import services as accounts_services
from accounts.models import ReturnedMail
from notices.models import Digest, Notice
from notices.services import row_of_message, send_due_digests, send_due_notices
from notices.states import LEASE, RETRY_STEP, Frequency, Group
from pledges.services.letters import send_due_partner_letters
from tests.factories import accounts, pledges
from tests.factories.notices import at_once as everything_at_once
from tests.factories.notices import chosen, owed, sample_topic
from tests.notices.conftest import at_once
from workflow import services as workflow

pytestmark = pytest.mark.django_db(transaction=True)

MONDAY, TUESDAY, NEXT_MONDAY = "2026-11-23 18:00Z", "2026-11-24 06:00Z", "2026-11-30 06:00Z"


def by_two_and_again(sweep):
    """Two workers at the same moment, then two more; how many each of the two rounds says went out."""
    return [sum(at_once(sweep, sweep)), sum(at_once(sweep, sweep))]


def test_notices_at_once(sink, monkeypatch):
    sample_topic(monkeypatch, is_urgent=True)
    addresses = [f"reader{number}@example.org" for number in range(6)]
    owed(*[accounts.person(address) for address in addresses])
    assert by_two_and_again(send_due_notices) == [6, 0]
    assert (sink.addresses(), len(set(sink.ids()))) == (addresses, 6)


@pytest.mark.parametrize(
    ("frequency", "due", "subject"),
    [(Frequency.DAILY, TUESDAY, "Your day: 2 messages"), (Frequency.WEEKLY, NEXT_MONDAY, "Your week: 2 messages")],
)
def test_digests(sink, monkeypatch, frequency, due, subject):
    sample_topic(monkeypatch, group=Group.ASKED)
    with time_machine.travel(MONDAY, tick=False) as clock:
        people = [chosen(accounts.person(f"{name}@example.org"), Group.ASKED, frequency) for name in "abcd"]
        for key in ("event:1", "event:2"):
            owed(*people, key=key)
        clock.move_to(due)
        assert by_two_and_again(send_due_digests) == [4, 0]
        assert by_two_and_again(send_due_notices) == [0, 0]
    assert sink.subjects() == [(f"{name}@example.org", subject) for name in "abcd"]
    assert (Digest.objects.count(), Notice.objects.filter(sent_at=None).count()) == (4, 0)


def test_what_is_held_over_the_cap(sink, monkeypatch, settings):
    settings.REMINDERS_PER_DAY = 2
    sample_topic(monkeypatch, group=Group.DUE, is_reminder=True)
    with time_machine.travel(MONDAY, tick=False) as clock:
        reader = chosen(accounts.person("reader@example.org"), Group.DUE, Frequency.IMMEDIATE)
        for number in range(5):
            owed(reader, key=f"reminder:{number}")
        assert by_two_and_again(send_due_notices) == [2, 0]
        clock.move_to(TUESDAY)
        assert by_two_and_again(send_due_digests) == [1, 0]
    assert len(sink.taken) == 3
    assert sink.subjects()[0] == ("reader@example.org", "3 more reminders")


def test_digests_and_notices_at_the_same_moment_share_nothing(sink, monkeypatch):
    sample_topic(monkeypatch, group=Group.ASKED)
    with time_machine.travel(MONDAY, tick=False) as clock:
        reader = chosen(accounts.person("reader@example.org"), Group.ASKED, Frequency.DAILY)
        owed(reader)
        clock.move_to(TUESDAY)
        changes_their_mind = lambda: bool(chosen(reader, Group.ASKED, Frequency.IMMEDIATE))  # noqa: E731
        at_once(send_due_digests, send_due_notices, changes_their_mind)
        at_once(send_due_digests, send_due_notices)
    assert len(sink.taken) == 1


def test_reminders_of_delegations(sink):
    last_day = timezone.localdate() + timedelta(days=30)
    for state in ("KEN", "MEX", "PRT"):
        accounts.focal_point(state, ends_on=last_day)
    assert by_two_and_again(accounts_services.remind_of_delegations)[1] == 0
    assert Notice.objects.count() == 3
    assert by_two_and_again(send_due_notices) == [3, 0]
    assert sink.addresses() == [f"focal.{state}@example.org" for state in ("ken", "mex", "prt")]


def test_letters_to_partners(sink):
    by = accounts.focal_point()
    named = [{"name": name, "kind": "local_government", "state": "CPV"} for name in ("Mindelo", "Praia")]
    addresses = [(each["name"], f"{each['name'].lower()}@example.org") for each in named]
    workflow.submit(pledges.joint(by, partners=named, addresses=addresses), by=by)
    assert by_two_and_again(send_due_partner_letters) == [2, 0]
    assert sink.addresses() == ["mindelo@example.org", "praia@example.org"]


def test_what_the_workflow_owes(sink):
    focal, moderator = accounts.focal_point(), everything_at_once(accounts.moderator())
    workflow.publish(pledges.submitted(focal), by=moderator)
    assert by_two_and_again(send_due_notices) == [2, 0]
    subjects = [subject.partition(" ")[0] for _to, subject in sink.subjects()]
    assert (sink.addresses(), subjects) == (["focal.prt@example.org"] * 2, ["Published:", "Receipt"])


def test_an_address_refused_for_good_is_marked_and_the_others_get_theirs_by_one_connection(sink, monkeypatch):
    sample_topic(monkeypatch, is_urgent=True)
    sink.refused = {"b@example.org": "550 5.1.1 no such user"}
    owed(*[accounts.person(f"{name}@example.org") for name in "abc"])
    assert send_due_notices() == 2
    assert sink.addresses() == ["a@example.org", "c@example.org"]
    assert list(ReturnedMail.objects.values_list("email", "why", "proven")) == [
        ("b@example.org", "550 5.1.1 no such user", 1)
    ]
    assert sink.connections == 2  # the second after the refusal


def test_a_server_with_no_time_now_marks_nobody(sink, monkeypatch):
    sample_topic(monkeypatch, is_urgent=True)
    sink.refused = {"a@example.org": "451 4.7.1 try again later"}
    owed(accounts.person("a@example.org"))
    assert (send_due_notices(), ReturnedMail.objects.count()) == (0, 0)


@pytest.mark.parametrize(("way", "copies"), [("cut_at_data", 1), ("cut_after_taking", 2)])
def test_a_connection_that_breaks_in_the_middle_is_tried_again_under_the_same_message_id(
    sink, monkeypatch, way, copies
):
    """Broken after the server took it but before it said so: the one case of two copies, and they can be told."""
    sample_topic(monkeypatch, is_urgent=True)
    setattr(sink, way, {"b@example.org"})
    owed(*[accounts.person(f"{name}@example.org") for name in "abc"])
    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert send_due_notices() == 2
        setattr(sink, way, set())
        assert send_due_notices() == 0
        clock.shift(LEASE + RETRY_STEP + timedelta(seconds=1))
        assert [send_due_notices(), send_due_notices()] == [1, 0]
    to_b = [mail["Message-ID"] for mail in sink.taken if mail["To"] == "b@example.org"]
    assert (len(to_b), len(set(to_b)), len(set(sink.ids()))) == (copies, 1, 3)


def test_a_server_that_says_nothing_costs_one_try_and_not_the_others(sink, monkeypatch, settings):
    settings.EMAIL_TIMEOUT = 0.5
    sample_topic(monkeypatch, is_urgent=True)
    sink.silent_to = {"a@example.org"}
    owed(*[accounts.person(f"{name}@example.org") for name in "abc"])
    assert send_due_notices() == 2
    silent = Notice.objects.get(recipient__email="a@example.org")
    assert (silent.sent_at, silent.attempts, silent.failure) == (
        None,
        1,
        "SMTPServerDisconnected: Connection unexpectedly closed: timed out",
    )


def test_a_worker_that_dies_over_a_mail_leaves_it_to_another(sink, monkeypatch):
    dying = threading.local()

    def words(notice):
        if getattr(dying, "now", False):
            raise SystemExit
        from tests.factories.notices import words as said  # noqa: PLC0415

        return said(notice)

    sample_topic(monkeypatch, is_urgent=True, compose=words)
    owed(accounts.person("a@example.org"))
    with time_machine.travel(timezone.now(), tick=False) as clock:
        dying.now = True
        with pytest.raises(SystemExit):
            send_due_notices()
        dying.now = False
        assert send_due_notices() == 0
        clock.shift(LEASE + RETRY_STEP + timedelta(seconds=1))
        assert [send_due_notices(), send_due_notices()] == [1, 0]
    assert sink.addresses() == ["a@example.org"]


def test_both_forms_arrive_as_they_were_written_and_the_message_id_leads_back_to_the_row(sink, monkeypatch):
    sample_topic(monkeypatch, is_urgent=True)
    (notice,) = owed(accounts.person("a@example.org", language="ar", name="نور"))
    send_due_notices()
    (received,) = sink.taken
    assert [part.get_content_type() for part in received.iter_parts()] == ["text/plain", "text/html"]
    assert "نور" in received.get_body(("plain",)).get_content()
    assert 'dir="rtl"' in received.get_body(("html",)).get_content()
    assert row_of_message(received["Message-ID"]) == notice


@pytest.mark.parametrize(
    "forged",
    ["", "<x@y>", "<notices.notice.1.0123456789abcdef0123@localhost>", "<accounts.user.1.0123456789abcdef0123@x>"],
)
def test_a_message_id_that_was_made_up_leads_nowhere(sink, monkeypatch, forged):
    sample_topic(monkeypatch, is_urgent=True)
    owed(accounts.person("a@example.org"))
    assert row_of_message(forged) is None
