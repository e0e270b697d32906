"""A reviewer's profile, conflicts and drafts are erased with their account; what they handed in stays."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccountEvent
from accounts.services import Subject, erase, held
from accounts.states import Act
from peer_review import services
from peer_review.models import Assessment, AssessmentDraft, ConflictOfInterest, Reviewer, Score
from tests.factories import peer_review
from tests.factories.erasure import asked_about_oneself

pytestmark = pytest.mark.django_db
ALL = {"peer_review.Reviewer": 1, "peer_review.ConflictOfInterest": 1, "peer_review.AssessmentDraft": 1}


def of_ours(counts):
    """The part of what was erased that is ours."""
    return {table: count for table, count in counts.items() if table.startswith("peer_review.")}


def busy(*people):
    """These reviewers, each with a conflict declared about one tool and a draft about another."""
    for conflict in peer_review.asked(peer_review.opened(), people):
        services.declare_conflict(conflict, text="A relative made it.", by=conflict.reviewer.person)
    for begun in peer_review.asked(peer_review.opened(), people):
        peer_review.accepted(begun)
        services.save_draft(begun, by=begun.reviewer.person, answers={"to_owner": "So far."}, revision=0)


def test_profile_conflicts_and_drafts_go_those_of_others_stay_and_twice_is_nothing():
    first, second = peer_review.reviewer("first"), peer_review.reviewer("second")
    busy(first, second)
    subject = Subject.account(first.person)
    assert of_ours(erase(subject, by=peer_review.administrator())) == ALL
    left = [model.objects.get().assignment.reviewer for model in (ConflictOfInterest, AssessmentDraft)]
    assert left == [second, second]
    assert Reviewer.objects.exclude(institution="").get() == second
    assert of_ours(held(Subject.account(second.person))) == ALL
    assert (of_ours(held(subject)), of_ours(erase(subject, by=peer_review.administrator()))) == ({}, {})


def test_nothing_is_left_in_the_profile_and_the_place_ends_and_the_trail_says_no_more_than_that():
    reviewer = peer_review.reviewer()
    erase(Subject.account(reviewer.person), by=peer_review.administrator())
    reviewer.refresh_from_db()
    assert (reviewer.institution, reviewer.regions, reviewer.languages, reviewer.objectives.count()) == ("", [], [], 0)
    assert (reviewer.expertise, reviewer.experience) == ("", "")
    assert (reviewer.until, reviewer.is_paused) == (timezone.localdate(), True)
    event = AccountEvent.objects.filter(act=Act.ROSTER_CHANGED).latest("pk")
    assert (event.actor, event.person, event.note) == (peer_review.administrator(), reviewer.person, "erased")


def test_what_was_handed_in_stays_word_for_word():
    review = peer_review.complete()
    before = [list(Assessment.objects.order_by("pk").values()), list(Score.objects.order_by("pk").values())]
    for assignment in review.assignments.all():
        erase(Subject.account(assignment.reviewer.person), by=peer_review.administrator())
    assert [list(Assessment.objects.order_by("pk").values()), list(Score.objects.order_by("pk").values())] == before


def test_the_pages_that_list_an_erased_reviewer_still_open(client):
    reviewer = peer_review.reviewer()
    busy(reviewer)
    erase(Subject.account(reviewer.person), by=peer_review.administrator())
    client.force_login(peer_review.administrator())
    assert client.get(reverse("roster:edit", args=[reviewer.pk])).status_code == 200
    client.force_login(peer_review.moderator())
    for review in {each.review for each in reviewer.assignments.all()}:
        assert client.get(reverse("peer_reviews:review", args=[review.pk])).status_code == 200


def test_the_page_of_a_request_counts_them(client):
    reviewer = peer_review.reviewer()
    busy(reviewer)
    request = asked_about_oneself(reviewer.person)
    client.force_login(peer_review.administrator())
    plan = client.get(reverse("erasure:detail", args=[request.pk])).context["plan"]
    assert of_ours({each.table: each.count for each in plan.portions}) == ALL
