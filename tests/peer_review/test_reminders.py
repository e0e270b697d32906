"""The sweep: reminders before and after the day, once each; reviews that were overtaken end; the words of messages."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone, translation

from notices.models import Notice
from notices.services import topic_of
from peer_review import selectors, services
from peer_review.models import Assignment, PeerReview
from peer_review.services.reminders import tend, write_due_reminders
from peer_review.states import ReviewState, Standing
from peer_review.tasks import tend_peer_reviews
from tests.factories import peer_review
from workflow import services as workflow

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def owed(*topics):
    """What is owed of these topics, as topic and address."""
    rows = Notice.objects.filter(topic__in=[f"peer_review.{topic}" for topic in topics])
    return sorted((row.topic.removeprefix("peer_review."), row.recipient.email) for row in rows)


def reminders():
    return owed("due_soon", "overdue", "reviewer_late")


# when ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("after_due", "expected"),
    [
        (-6, []),
        (-5, [("due_soon", "un@example.org")]),
        (0, [("due_soon", "un@example.org")]),
        (1, [("overdue", "un@example.org"), ("reviewer_late", "moderator@example.org")]),
        (90, [("overdue", "un@example.org"), ("reviewer_late", "moderator@example.org")]),
    ],
)
def test_who_is_reminded_on_which_day(after_due, expected):
    assignment = peer_review.asked()[0]
    Assignment.objects.exclude(pk=assignment.pk).update(due_on=assignment.due_on + 999 * DAY)

    write_due_reminders(day=assignment.due_on + after_due * DAY)

    assert reminders() == expected


def test_each_reminder_is_written_once_however_often_the_sweep_runs():
    assignment = peer_review.asked()[0]
    Assignment.objects.exclude(pk=assignment.pk).update(due_on=assignment.due_on + 999 * DAY)

    written = [write_due_reminders(day=assignment.due_on + days * DAY) for days in (-5, -5, -1, 1, 1, 30)]

    assert written == [1, 0, 0, 1, 0, 0]
    assert reminders() == [
        ("due_soon", "un@example.org"), ("overdue", "un@example.org"), ("reviewer_late", "moderator@example.org"),
    ]  # fmt: skip


@pytest.mark.parametrize("how", ["declined", "conflict", "released", "assessed", "called off", "returned"])
def test_who_owes_nothing_now_is_not_reminded(how):
    assignment = peer_review.asked()[0]
    moderator = peer_review.moderator()
    match how:
        case "declined":
            services.decline(assignment, by=assignment.reviewer.person)
        case "conflict":
            services.declare_conflict(assignment, text="Mine.", by=assignment.reviewer.person)
        case "released":
            services.release(assignment, by=moderator)
        case "assessed":
            peer_review.assessed(assignment)
        case "called off":
            services.call_off(assignment.review, by=moderator)
        case "returned":
            workflow.return_for_changes(assignment.review.tool, by=moderator, note="One thing.")
    Assignment.objects.exclude(pk=assignment.pk).update(due_on=assignment.due_on + 999 * DAY)

    assert write_due_reminders(day=assignment.due_on + DAY) == 0
    assert reminders() == []


def test_who_accepted_is_reminded_too():
    assignment = peer_review.accepted(peer_review.asked()[0])
    Assignment.objects.exclude(pk=assignment.pk).update(due_on=assignment.due_on + 999 * DAY)

    assert write_due_reminders(day=assignment.due_on) == 1


def test_the_task_takes_today():
    Assignment.objects.filter(pk__in=[each.pk for each in peer_review.asked()]).update(due_on=timezone.localdate())

    tend_peer_reviews()

    assert [topic for topic, _email in reminders()] == ["due_soon"] * 3


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_each_reminder_once():
    day = peer_review.asked()[0].due_on + DAY
    together, written = threading.Barrier(2), []

    def work():
        together.wait(timeout=10)
        try:
            written.append(write_due_reminders(day=day))
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=30)
    assert sum(written) == 3
    assert [topic for topic, _email in reminders()] == ["overdue"] * 3 + ["reviewer_late"] * 3


# overtaken -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["published", "rejected", "withdrawn"])
def test_a_review_whose_tool_was_decided_on_ends_and_its_reviewers_are_told(how):
    review = selectors.review_of(peer_review.asked()[0].review_id)
    moderator = peer_review.moderator()
    match how:
        case "published":
            workflow.publish(review.tool, by=moderator)
        case "rejected":
            workflow.reject(review.tool, by=moderator, note="No.")
        case "withdrawn":
            workflow.withdraw(review.tool, by=review.tool.author)

    for _ in range(2):
        tend()

    review.refresh_from_db()
    assert (review.state, review.ended_by.is_system) == (ReviewState.CALLED_OFF, True)
    assert set(Assignment.objects.values_list("standing", flat=True)) == {Standing.RELEASED}
    assert len(owed("released")) == 3


def test_a_review_whose_tool_is_with_its_owner_stays_open():
    review = peer_review.asked()[0].review
    workflow.return_for_changes(review.tool, by=peer_review.moderator(), note="One thing.")

    tend()

    assert PeerReview.objects.get().is_open


# the words -----------------------------------------------------------------------------------------------------------


def message(topic, language="en"):
    """The words of the one message of a topic, as they would be sent now."""
    notice = Notice.objects.filter(topic=f"peer_review.{topic}").earliest("pk")
    with translation.override(language):
        return topic_of(notice).compose(notice)


def test_who_is_asked_learns_the_title_the_day_and_the_declaration():
    assignment = peer_review.asked(peer_review.opened(peer_review.submitted_tool(title="A sample register")))[0]

    found = message("asked")

    words = " ".join(map(str, [found.subject, *found.paragraphs]))
    assert "A sample register" in words and assignment.review.tool.reference in words and "conflict" in words
    assert (found.link, message("asked", "ar").link) == (
        f"/en/reviewing/{assignment.pk}/", f"/ar/reviewing/{assignment.pk}/",
    )  # fmt: skip


def test_what_is_no_longer_true_is_not_sent():
    first, second, third = peer_review.asked()
    write_due_reminders(day=first.due_on)
    write_due_reminders(day=first.due_on + DAY)
    services.declare_conflict(first, text="Mine.", by=first.reviewer.person)
    for assignment in (second, third):
        services.decline(assignment, by=assignment.reviewer.person)
    services.call_off(selectors.review_of(first.review_id), by=peer_review.moderator())

    dead = ("asked", "due_soon", "overdue", "reviewer_late", "place_free")
    assert {topic: message(topic) for topic in dead} == dict.fromkeys(dead)


def test_every_message_says_something_and_leads_somewhere(client):
    un, first, second = peer_review.asked()
    for days in (0, 1):
        write_due_reminders(day=un.due_on + days * DAY)
    found = {topic: message(topic) for topic in ("on_the_roster", "asked", "due_soon", "overdue", "reviewer_late")}
    services.declare_conflict(un, text="Mine.", by=un.reviewer.person)
    found["place_free"] = message("place_free")
    [other] = services.invite(un.review, [peer_review.reviewer("un2", side="un")], by=peer_review.moderator())
    services.release(other, by=peer_review.moderator())
    found["released"] = message("released")
    [third] = services.invite(un.review, [peer_review.reviewer("un3", side="un")], by=peer_review.moderator())
    for assignment, advice in ((third, "publish"), (first, "publish"), (second, "do_not")):
        peer_review.assessed(assignment, recommendation=advice)
    found["disagreement"] = message("disagreement")
    [last] = services.invite(un.review, [peer_review.reviewer("last")], by=peer_review.moderator())
    peer_review.assessed(last)
    found["complete"] = message("complete")

    for name, each in found.items():
        assert each is not None, name
        assert each.subject and each.action and all(each.paragraphs), name
        assert client.get(each.link).status_code == 302, name  # to the sign-in, so the address is there


def test_no_message_names_the_conflict():
    assignment = peer_review.asked()[0]
    services.declare_conflict(assignment, text="kanarienvogel", by=assignment.reviewer.person)

    assert "kanarienvogel" not in str(message("place_free"))
