"""Moderators' verbs: a review is opened, reviewers asked all or none, one released, the review called off."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from notices.models import Notice
from peer_review import selectors, services
from peer_review.exceptions import (
    MayNotReview,
    NobodyChosen,
    NoPlaceFree,
    NothingToRelease,
    NotOnTheDesk,
    OpenAlready,
    PeerReviewError,
    ReviewedAlready,
    ReviewOver,
)
from peer_review.models import Assignment, PeerReview, Reviewer
from peer_review.states import Hindrance, ReviewState, Side, Standing
from tests.factories import accounts, peer_review, tools
from workflow import services as workflow
from workflow.exceptions import OwnWork
from workflow.states import Change

pytestmark = pytest.mark.django_db


def told(topic):
    """Who is owed messages of a topic, by address."""
    return sorted(Notice.objects.filter(topic=topic).values_list("recipient__email", flat=True))


# opening -------------------------------------------------------------------------------------------------------------


def test_a_moderator_opens_the_review_of_a_tool_that_awaits_a_decision():
    moderator, tool = peer_review.moderator(), peer_review.submitted_tool()

    review = services.open_review(tool, by=moderator)

    assert (review.tool, review.opened_by, review.state) == (tool, moderator, ReviewState.OPEN)
    assert [(place.side, place.wanted, place.free) for place in selectors.places_of(review)] == [
        (Side.UN, 1, 1),
        (Side.EXTERNAL, 2, 2),
    ]


@pytest.mark.parametrize("who", ["focal point", "drafter", "reviewer", "nobody"])
def test_only_moderators_run_a_review(who):
    assignment = peer_review.asked()[0]
    somebody = {
        "focal point": lambda: accounts.focal_point("KEN"),
        "drafter": lambda: accounts.drafter("PRT"),
        "reviewer": lambda: assignment.reviewer.person,
        "nobody": lambda: accounts.person("nobody@example.org"),
    }[who]()

    for act in (
        lambda: services.open_review(peer_review.submitted_tool(), by=somebody),
        lambda: services.invite(assignment.review, [peer_review.reviewer("more")], by=somebody),
        lambda: services.release(assignment, by=somebody),
        lambda: services.call_off(assignment.review, by=somebody),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert (PeerReview.objects.get().state, Assignment.objects.count()) == (ReviewState.OPEN, 3)


def test_nobody_runs_the_review_of_their_own_work():
    tool = peer_review.submitted_tool()
    author = tool.author
    author.staff_role = "moderator"
    author.save()
    review = peer_review.opened(tool)

    for act in (
        lambda: services.open_review(tool, by=author),
        lambda: services.invite(review, peer_review.trio(), by=author),
        lambda: services.call_off(review, by=author),
    ):
        with pytest.raises(OwnWork):
            act()


@pytest.mark.parametrize("how", ["draft", "returned", "published", "rejected", "withdrawn"])
def test_only_what_lies_on_the_desk_is_reviewed(how):
    moderator, author = peer_review.moderator(), accounts.focal_point("PRT")
    tool = tools.draft(author) if how == "draft" else tools.submitted(author)
    match how:
        case "returned":
            workflow.return_for_changes(tool, by=moderator, note="One thing.")
        case "published":
            workflow.publish(tool, by=moderator)
        case "rejected":
            workflow.reject(tool, by=moderator, note="No.")
        case "withdrawn":
            workflow.withdraw(tool, by=author)

    with pytest.raises(NotOnTheDesk):
        services.open_review(tool, by=moderator)
    assert PeerReview.objects.count() == 0


def test_a_request_to_withdraw_a_tool_is_not_reviewed():
    author, moderator = accounts.focal_point("PRT"), peer_review.moderator()
    public = tools.published(author, moderator)
    request = tools.submitted(author, record=public.record, change=Change.WITHDRAWAL, change_reason="It is over.")

    with pytest.raises(NotOnTheDesk):
        services.open_review(request, by=moderator)


def test_a_tool_has_one_review_under_way():
    review = peer_review.opened()

    with pytest.raises(OpenAlready):
        services.open_review(review.tool, by=peer_review.moderator())
    with pytest.raises(IntegrityError), transaction.atomic():
        PeerReview.objects.create(tool=review.tool, opened_by=review.opened_by)


def test_after_a_review_was_called_off_another_can_be_opened():
    review = peer_review.opened()
    services.call_off(review, by=peer_review.moderator())

    again = services.open_review(review.tool, by=peer_review.moderator())

    assert (review.state, again.state) == (ReviewState.CALLED_OFF, ReviewState.OPEN)


def test_a_text_is_reviewed_once_and_again_when_it_was_changed():
    tool = peer_review.complete().tool
    moderator = peer_review.moderator()
    with pytest.raises(ReviewedAlready):
        services.open_review(tool, by=moderator)

    workflow.submit(workflow.return_for_changes(tool, by=moderator, note="One thing."), by=tool.author)

    assert services.open_review(tool, by=moderator).is_open


# asking --------------------------------------------------------------------------------------------------------------


def test_one_of_the_un_and_two_external_are_asked_told_and_given_their_days(settings):
    settings.PEER_REVIEW_DAYS = 30

    assignments = peer_review.asked()

    assert [(each.side, each.standing) for each in assignments] == [
        (Side.UN, Standing.ASKED), (Side.EXTERNAL, Standing.ASKED), (Side.EXTERNAL, Standing.ASKED),
    ]  # fmt: skip
    assert {each.due_on for each in assignments} == {timezone.localdate() + timedelta(days=30)}
    assert told("peer_review.asked") == ["first@example.org", "second@example.org", "un@example.org"]


def test_nobody_chosen_is_said():
    with pytest.raises(NobodyChosen):
        services.invite(peer_review.opened(), [], by=peer_review.moderator())


@pytest.mark.parametrize("side", list(Side))
def test_no_more_are_asked_than_there_are_places(side):
    review = peer_review.opened()
    too_many = [peer_review.reviewer(f"r{number}", side=side) for number in range(3)]

    with pytest.raises(NoPlaceFree):
        services.invite(review, too_many, by=peer_review.moderator())

    assert (Assignment.objects.count(), told("peer_review.asked")) == (0, [])


def test_a_place_is_free_again_once_somebody_says_no():
    un, first, _second = peer_review.asked()
    more = peer_review.reviewer("more")
    with pytest.raises(NoPlaceFree):
        services.invite(un.review, [more], by=peer_review.moderator())

    services.declare_conflict(first, text="Mine.", by=first.reviewer.person)

    [asked] = services.invite(un.review, [more], by=peer_review.moderator())
    assert asked.standing == Standing.ASKED


def test_a_third_external_cannot_be_asked_before_the_first_disagree():
    assignments = peer_review.asked()
    for assignment in assignments[:2]:
        peer_review.assessed(assignment)

    with pytest.raises(NoPlaceFree):
        services.invite(assignments[0].review, [peer_review.reviewer("third")], by=peer_review.moderator())


def test_nobody_is_asked_about_a_tool_its_owner_has_back():
    review = peer_review.opened()
    workflow.return_for_changes(review.tool, by=peer_review.moderator(), note="One thing.")

    with pytest.raises(NotOnTheDesk):
        services.invite(review, peer_review.trio(), by=peer_review.moderator())


def test_nobody_is_asked_once_the_review_is_over():
    review = peer_review.opened()
    services.call_off(review, by=peer_review.moderator())

    with pytest.raises(ReviewOver):
        services.invite(review, peer_review.trio(), by=peer_review.moderator())


def test_of_several_who_were_chosen_one_who_cannot_be_asked_stops_all():
    review = peer_review.opened()
    fine, paused = peer_review.reviewer("fine"), peer_review.reviewer("paused")
    services.pause(paused, paused=True, by=paused.person)

    with pytest.raises(MayNotReview) as refusal:
        services.invite(review, [fine, paused], by=peer_review.moderator())

    assert (refusal.value.name, refusal.value.hindrance) == ("paused", Hindrance.PAUSED)
    assert "paused cannot be asked. Takes a pause." in refusal.value.message
    assert (Assignment.objects.count(), told("peer_review.asked")) == (0, [])


def test_nothing_is_owed_where_asking_failed(monkeypatch):
    review, trio = peer_review.opened(), peer_review.trio()

    def refuse(*args, **kwargs):
        raise IntegrityError("no row")

    monkeypatch.setattr(Notice.objects, "bulk_create", refuse)
    with pytest.raises(IntegrityError), transaction.atomic():
        services.invite(review, trio, by=peer_review.moderator())
    assert Assignment.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_moderators_who_ask_at_once_do_not_ask_too_many():
    review, trio = peer_review.opened(), peer_review.trio()
    others = [peer_review.reviewer("un2", side=Side.UN), peer_review.reviewer("third"), peer_review.reviewer("fourth")]
    moderators = [peer_review.moderator(), accounts.moderator("second@example.com")]
    together, outcomes = threading.Barrier(2), []

    def work(reviewers, by):
        mine = selectors.review_of(review.pk)
        chosen = list(Reviewer.objects.filter(pk__in=[each.pk for each in reviewers]))
        together.wait(timeout=10)
        try:
            outcomes.append(len(services.invite(mine, chosen, by=by)))
        except PeerReviewError as refusal:
            outcomes.append(type(refusal).__name__)
        finally:
            connection.close()

    workers = [threading.Thread(target=work, args=pair) for pair in zip((trio, others), moderators, strict=True)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=30)
    assert sorted(outcomes, key=str) == [3, "NoPlaceFree"]
    assert Assignment.objects.count() == 3


# releasing, calling off ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("accepts_first", [False, True])
def test_a_reviewer_who_does_not_come_is_released_told_and_kept_on_record(accepts_first):
    assignment = peer_review.asked()[0]
    if accepts_first:
        peer_review.accepted(assignment)

    services.release(assignment, by=peer_review.moderator())

    assert Assignment.objects.get(pk=assignment.pk).standing == Standing.RELEASED
    assert told("peer_review.released") == ["un@example.org"]
    assert selectors.places_of(assignment.review)[0].free == 1


@pytest.mark.parametrize("how", ["assessed", "declined", "released"])
def test_who_owes_nothing_cannot_be_released(how):
    assignment = peer_review.asked()[0]
    match how:
        case "assessed":
            peer_review.assessed(assignment)
        case "declined":
            services.decline(assignment, by=assignment.reviewer.person)
        case "released":
            services.release(assignment, by=peer_review.moderator())

    with pytest.raises(NothingToRelease):
        services.release(assignment, by=peer_review.moderator())


def test_calling_off_releases_who_still_owes_something_and_keeps_what_is_in():
    first, second, third = peer_review.asked()
    peer_review.assessed(first)
    peer_review.accepted(second)
    review = selectors.review_of(first.review_id)

    services.call_off(review, by=peer_review.moderator())

    assert (review.state, review.outcome, review.ended_by.email) == ("called_off", "", "moderator@example.org")
    assert list(Assignment.objects.order_by("pk").values_list("pk", "standing")) == [
        (first.pk, "assessed"), (second.pk, "released"), (third.pk, "released"),
    ]  # fmt: skip
    assert told("peer_review.released") == ["first@example.org", "second@example.org"]
    with pytest.raises(ReviewOver):
        services.call_off(review, by=peer_review.moderator())
