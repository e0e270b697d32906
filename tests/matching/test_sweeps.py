"""What the calendar does: closes, reminds, asks, erases; twice or by two workers, each once."""

import threading
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from drafting.services import draft_amendment, save, stamp
from matching import services, tasks
from matching.models import MatchContact, MatchEvent
from matching.services import sweeps
from matching.states import Side, Standing
from notices.models import Notice
from tests.factories.matches import Cast, fresh, side, sides
from tools.forms import TOOL
from workflow import services as workflow

pytestmark = pytest.mark.django_db
PUT_ON = date(2026, 5, 1)


@pytest.fixture
def cast(db):
    """Portugal, Kenya, a moderator."""
    return Cast()


def put(cast):
    """A pair put to both sides on the first of May."""
    with time_machine.travel("2026-05-01 12:00Z", tick=False):
        return cast.put()


def matched(cast, **fields):
    """A pair matched on the first of May, to be followed up on 28 October."""
    with time_machine.travel("2026-05-01 12:00Z", tick=False):
        return cast.matched(**fields)


def after(days, since=PUT_ON):
    """The day so many days after."""
    return since + timedelta(days=days)


def keys(topic):
    """What is owed on that topic, by key, each with whom."""
    rows = Notice.objects.filter(topic=f"matching.{topic}").order_by("pk")
    return [(key.split(":", 2)[2], email) for key, email in rows.values_list("key", "recipient__email")]


def test_what_nobody_answered_in_time_is_closed_and_both_hear_of_it(cast):
    match = put(cast)
    assert sweeps.close_lapsed_matches(day=after(60)) == 0
    with time_machine.travel("2026-07-01 00:10Z", tick=False):
        assert [sweeps.close_lapsed_matches(day=after(61)) for _ in range(2)] == [1, 0]
    match = fresh(match)
    assert (match.standing, match.closing) == (Standing.CLOSED, "expired")
    assert keys("closed") == [("need", cast.portugal.email), ("offer", cast.kenya.email)]
    assert match.events.get(act="close").by.is_system is True


def test_what_one_side_entered_is_erased_when_the_other_never_answers(cast):
    with time_machine.travel("2026-05-01 12:00Z", tick=False):
        match = cast.put()
        cast.consent(match, Side.NEED)
    with time_machine.travel("2026-07-01 00:10Z", tick=False):
        sweeps.close_lapsed_matches(day=after(61))
    assert (fresh(match).closing, sides(match), MatchContact.objects.count()) == ("expired", ["consented", ""], 0)


@pytest.mark.parametrize("gone", ["need", "offer", "support"])
def test_what_lost_its_need_or_its_offer_is_closed(cast, gone):
    need, tool = cast.need(), cast.tool()
    match = cast.put(need, tool)
    if gone == "support":
        draft = draft_amendment(tool, by=cast.kenya, content=TOOL.content, reason="We no longer can.")
        values = {"offers_support": False, "support_offered": "", "support_kinds": [], "support_languages": []}
        save(draft, by=cast.kenya, content=TOOL.content, values=values, seen=stamp(TOOL.content.read(draft, values)))
        workflow.publish(workflow.submit(draft, by=cast.kenya), by=cast.moderator)
    else:
        cast.retract(need if gone == "need" else tool)
    assert [sweeps.close_lapsed_matches(day=timezone.localdate()) for _ in range(2)] == [1, 0]
    assert fresh(match).closing == "gone"


def test_a_mere_suggestion_lapses_in_silence_and_a_match_made_does_not_lapse(cast):
    need = cast.need()
    cast.suggested(need)
    made = cast.matched(need)
    cast.retract(need)
    assert sweeps.close_lapsed_matches(day=timezone.localdate() + timedelta(days=400)) == 1
    assert (fresh(made).standing, keys("closed")) == (Standing.MATCHED, [])


def test_who_has_not_answered_is_reminded_after_a_week_and_after_a_month_and_then_left_alone(cast):
    with time_machine.travel("2026-05-01 12:00Z", tick=False):
        match = cast.put()
        cast.consent(match, Side.NEED)
    found = {days: [sweeps.remind_sides(day=after(days)) for _ in range(2)] for days in (6, 7, 8, 29, 30, 45, 59)}
    assert found == {6: [0, 0], 7: [1, 0], 8: [0, 0], 29: [0, 0], 30: [1, 0], 45: [0, 0], 59: [0, 0]}
    assert keys("answer_reminder") == [("offer:7", cast.kenya.email), ("offer:30", cast.kenya.email)]


def test_of_two_reminders_due_at_once_only_the_later_is_written(cast):
    put(cast)
    assert [sweeps.remind_sides(day=after(40)) for _ in range(2)] == [2, 0]
    assert [key for key, _email in keys("answer_reminder")] == ["need:30", "offer:30"]


def test_both_sides_are_asked_what_came_of_it_and_the_silent_one_is_reminded_twice(cast):
    match, follow_up = matched(cast), date(2026, 10, 28)
    assert match.follow_up_on == follow_up
    assert sweeps.ask_for_outcomes(day=follow_up - timedelta(days=1)) == 0
    assert [sweeps.ask_for_outcomes(day=follow_up) for _ in range(2)] == [2, 0]
    with time_machine.travel("2026-10-29 12:00Z", tick=False):
        cast.state_outcome(match, Side.NEED)
    found = {days: sweeps.ask_for_outcomes(day=after(days, follow_up)) for days in (6, 7, 29, 30, 31, 200)}
    assert found == {6: 0, 7: 1, 29: 0, 30: 1, 31: 0, 200: 0}
    assert keys("outcome_asked") == [("need:0", cast.portugal.email), ("offer:0", cast.kenya.email)]
    assert keys("outcome_reminder") == [("offer:7", cast.kenya.email), ("offer:30", cast.kenya.email)]


def test_nobody_is_asked_once_the_outcome_is_confirmed(cast):
    with time_machine.travel("2026-05-01 12:00Z", tick=False):
        cast.concluded()
    assert sweeps.ask_for_outcomes(day=date(2026, 12, 1)) == 0


@pytest.mark.parametrize("how", ["concluded", "matched", "declined"])
def test_contacts_and_remarks_are_erased_when_their_days_are_over(cast, settings, how):
    settings.MATCH_CONTACT_DAYS = 100
    since = {"concluded": PUT_ON, "matched": date(2026, 10, 28), "declined": PUT_ON}[how]
    with time_machine.travel("2026-05-01 12:00Z", tick=False):
        if how == "declined":
            match = cast.put()
            services.decline(side(match, Side.NEED), by=cast.portugal, remark="Ask Ana.")
        else:
            match = cast.concluded() if how == "concluded" else cast.matched()
    assert sweeps.erase_due_contacts(day=after(99, since)) == 0
    assert [sweeps.erase_due_contacts(day=after(100, since)) for _ in range(2)] == [1, 0]
    assert (MatchContact.objects.count(), set(match.sides.values_list("remark", flat=True))) == (0, {""})
    assert fresh(match).contacts_erased_at is not None


def test_the_tasks_do_what_the_sweeps_say(cast):
    match = put(cast)
    with time_machine.travel("2026-05-08 12:00Z", tick=False):
        tasks.remind_sides()
    with time_machine.travel("2026-07-02 12:00Z", tick=False):
        tasks.close_lapsed_matches()
        tasks.ask_for_outcomes()
        tasks.erase_due_contacts()
    assert (len(keys("answer_reminder")), fresh(match).standing) == (2, Standing.CLOSED)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_close_remind_and_erase_each_match_once():
    cast = Cast()
    with time_machine.travel("2026-05-01 12:00Z", tick=False):
        lapsed, made = cast.put(), cast.concluded()
        waiting = cast.put()
    type(waiting).objects.filter(pk=waiting.pk).update(answer_by=date(2027, 12, 31))
    day, done = date(2027, 6, 1), []
    together = threading.Barrier(2)

    def work():
        together.wait(timeout=10)
        try:
            with_lapsed = sweeps.close_lapsed_matches(day=day)
            done.append((with_lapsed, sweeps.remind_sides(day=day), sweeps.erase_due_contacts(day=day)))
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=60)
    assert [sum(each) for each in zip(*done, strict=True)] == [1, 2, 1]
    assert MatchEvent.objects.filter(match=lapsed, act="close").count() == 1
    assert MatchEvent.objects.filter(match=made, act="erase_contacts").count() == 1
    assert sorted(keys("answer_reminder")) == [("need:30", cast.portugal.email), ("offer:30", cast.kenya.email)]
