"""The reviewer's verbs: declaration before the tool, the assessment as a draft and handed in once, the result."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, InternalError, connection, transaction

from notices.models import Notice
from peer_review import selectors, services
from peer_review.exceptions import (
    AnsweredAlready,
    ConflictUnsaid,
    DraftOvertaken,
    NotAccepted,
    NotOnTheDesk,
    ReviewOver,
    ToolChanged,
    Unfinished,
)
from peer_review.models import Assessment, AssessmentDraft, Assignment, ConflictOfInterest, PeerReview, Score
from peer_review.states import Criterion, Recommendation, ReviewState, Side, Standing
from tests.factories import accounts, peer_review
from tools.models import Tool
from workflow import services as workflow
from workflow.models import AuditEvent
from workflow.states import Status, Verb

pytestmark = pytest.mark.django_db

YES, CHANGES, NO = Recommendation.PUBLISH, Recommendation.AFTER_CHANGES, Recommendation.DO_NOT


def told(topic):
    """Who is owed messages of a topic, by address."""
    return sorted(Notice.objects.filter(topic=topic).values_list("recipient__email", flat=True))


def standing_of(assignment):
    return Assignment.objects.get(pk=assignment.pk).standing


# the declaration -----------------------------------------------------------------------------------------------------


def test_the_tool_opens_with_the_declaration_and_not_before():
    assignment = peer_review.asked()[0]
    with pytest.raises(Tool.DoesNotExist):
        selectors.opened_tool(assignment)

    services.accept(assignment, by=assignment.reviewer.person)

    assert selectors.opened_tool(assignment) == assignment.review.tool
    assert standing_of(assignment) == Standing.ACCEPTED


def test_a_declared_conflict_ends_it_and_the_tool_never_opens():
    assignment = peer_review.asked()[0]

    services.declare_conflict(assignment, text="My sister made it.", by=assignment.reviewer.person)

    assert standing_of(assignment) == Standing.CONFLICT
    assert ConflictOfInterest.objects.get(assignment=assignment).text == "My sister made it."
    with pytest.raises(Tool.DoesNotExist):
        selectors.opened_tool(assignment)
    for again in (services.accept, services.decline):
        with pytest.raises(AnsweredAlready):
            again(assignment, by=assignment.reviewer.person)
    assert told("peer_review.place_free") == ["moderator@example.org"]


def test_a_conflict_found_on_reading_closes_the_tool_again():
    assignment = peer_review.accepted(peer_review.asked()[0])

    services.declare_conflict(assignment, text="I advise the ministry.", by=assignment.reviewer.person)

    with pytest.raises(Tool.DoesNotExist):
        selectors.opened_tool(assignment)


@pytest.mark.parametrize("text", ["", "  \n "])
def test_a_conflict_is_said_in_words(text):
    assignment = peer_review.asked()[0]

    with pytest.raises(ConflictUnsaid):
        services.declare_conflict(assignment, text=text, by=assignment.reviewer.person)

    assert (standing_of(assignment), ConflictOfInterest.objects.count()) == (Standing.ASKED, 0)


def test_what_the_conflict_is_stands_in_no_trail_and_no_message():
    assignment = peer_review.asked()[0]
    services.declare_conflict(assignment, text="kanarienvogel", by=assignment.reviewer.person)

    trails = [*AuditEvent.objects.values_list("note", "snapshot"), *Notice.objects.values_list("key", "facts")]
    assert [row for row in trails if "kanarienvogel" in str(row)] == []


def test_who_declines_says_no_more_and_somebody_else_can_be_asked():
    assignment = peer_review.asked()[0]

    services.decline(assignment, by=assignment.reviewer.person)

    assert standing_of(assignment) == Standing.DECLINED
    assert [(place.side, place.free) for place in selectors.places_of(assignment.review)] == [
        (Side.UN, 1),
        (Side.EXTERNAL, 0),
    ]


@pytest.mark.parametrize(
    "verb",
    [
        services.accept,
        services.decline,
        lambda assignment, by: services.declare_conflict(assignment, text="Mine.", by=by),
        lambda assignment, by: services.save_draft(assignment, by=by, answers={}, revision=0),
        lambda assignment, by: services.hand_in(assignment, by=by, answers=peer_review.answers(), seen=""),
    ],
    ids=["accept", "decline", "conflict", "draft", "hand in"],
)
def test_nobody_answers_or_writes_for_another(verb):
    first, second, _third = peer_review.asked()
    for assignment in (first, second):
        peer_review.accepted(assignment)
    others = [second.reviewer.person, peer_review.moderator(), peer_review.administrator()]

    for somebody in others:
        with pytest.raises(PermissionDenied):
            verb(first, by=somebody)
    assert (standing_of(first), AssessmentDraft.objects.count(), Assessment.objects.count()) == (
        Standing.ACCEPTED, 0, 0,
    )  # fmt: skip


def test_nothing_is_answered_once_the_review_is_over():
    assignment = peer_review.asked()[0]
    services.call_off(assignment.review, by=peer_review.moderator())

    for answer in (services.accept, services.decline):
        with pytest.raises(AnsweredAlready):
            answer(assignment, by=assignment.reviewer.person)


# the tool is with its owner ------------------------------------------------------------------------------------------


def returned(tool):
    return workflow.return_for_changes(tool, by=peer_review.moderator(), note="One thing.")


def test_while_its_owner_has_the_tool_back_it_is_closed_and_nothing_is_lost():
    assignment = peer_review.accepted(peer_review.asked()[0])
    person = assignment.reviewer.person
    returned(Tool.objects.get())

    with pytest.raises(Tool.DoesNotExist):
        selectors.opened_tool(assignment)
    services.save_draft(assignment, by=person, answers={"clarity": 2}, revision=0)
    with pytest.raises(NotOnTheDesk):
        services.hand_in(assignment, by=person, answers=peer_review.answers(), seen="")

    assert AssessmentDraft.objects.get().answers == {"clarity": 2}


def test_nobody_accepts_while_its_owner_has_the_tool_back():
    assignment = peer_review.asked()[0]
    returned(Tool.objects.get())

    with pytest.raises(NotOnTheDesk):
        services.accept(assignment, by=assignment.reviewer.person)


def test_a_text_that_was_submitted_again_is_not_the_one_that_was_read():
    assignment = peer_review.accepted(peer_review.asked()[0])
    tool = Tool.objects.get()
    seen = services.stamp_of(tool)
    workflow.submit(returned(tool), by=tool.author)

    with pytest.raises(ToolChanged):
        services.hand_in(assignment, by=assignment.reviewer.person, answers=peer_review.answers(), seen=seen)
    assert Assessment.objects.count() == 0


def test_who_read_an_earlier_text_is_marked_in_the_result():
    first, second, _third = peer_review.asked()
    peer_review.assessed(first)
    tool = Tool.objects.get()
    workflow.submit(returned(tool), by=tool.author)
    peer_review.assessed(second)

    handed = selectors.result_of(selectors.review_of(first.review_id)).handed
    assert [one.is_of_an_earlier_text for one in handed] == [True, False]


# the draft -----------------------------------------------------------------------------------------------------------


def test_a_draft_is_kept_half_written_and_resumed():
    assignment = peer_review.accepted(peer_review.asked()[0])
    person = assignment.reviewer.person

    services.save_draft(assignment, by=person, answers={"clarity": 2}, revision=0)
    services.save_draft(assignment, by=person, answers={"clarity": 3, "to_owner": "More."}, revision=1)

    kept = AssessmentDraft.objects.get()
    assert (kept.answers, kept.revision) == ({"clarity": 3, "to_owner": "More."}, 2)


@pytest.mark.parametrize("revision", [0, 2, 7])
def test_a_draft_saved_on_another_device_is_not_overwritten_without_a_word(revision):
    assignment = peer_review.accepted(peer_review.asked()[0])
    person = assignment.reviewer.person
    services.save_draft(assignment, by=person, answers={"clarity": 2}, revision=0)

    with pytest.raises(DraftOvertaken):
        services.save_draft(assignment, by=person, answers={"clarity": 1}, revision=revision)
    assert AssessmentDraft.objects.get().answers == {"clarity": 2}


def test_nothing_is_drafted_before_the_declaration():
    assignment = peer_review.asked()[0]

    with pytest.raises(NotAccepted):
        services.save_draft(assignment, by=assignment.reviewer.person, answers={}, revision=0)


# handing in ----------------------------------------------------------------------------------------------------------


def test_an_assessment_is_handed_in_whole_and_its_draft_goes():
    assignment = peer_review.accepted(peer_review.asked()[0])
    services.save_draft(assignment, by=assignment.reviewer.person, answers={"clarity": 2}, revision=0)

    peer_review.handed_in(assignment, 4, CHANGES, to_owner=" Shorter. ", to_moderator="Between us.")

    kept = Assessment.objects.get()
    assert (kept.recommendation, kept.to_owner, kept.to_moderator) == (CHANGES, "Shorter.", "Between us.")
    assert kept.of_submission == Tool.objects.get().submitted_at
    assert sorted(kept.scores.values_list("criterion", "points", "because")) == sorted(
        (criterion.value, 4, "A sample reason for 4.") for criterion in Criterion
    )
    assert (AssessmentDraft.objects.count(), standing_of(assignment)) == (0, Standing.ASSESSED)


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"clarity": None}, {"clarity"}),
        ({"clarity": 5}, {"clarity"}),
        ({"clarity": 1, "clarity_because": " "}, {"clarity_because"}),
        ({"innovation": 4, "innovation_because": ""}, {"innovation_because"}),
        ({"recommendation": ""}, {"recommendation"}),
        ({"recommendation": "perhaps"}, {"recommendation"}),
        ({"recommendation": "after_changes", "to_owner": ""}, {"to_owner"}),
        ({"relevance": None, "clarity": None}, {"relevance", "clarity"}),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_handed_in(changed, missing):
    assignment = peer_review.accepted(peer_review.asked()[0])

    with pytest.raises(Unfinished) as refusal:
        peer_review.handed_in(assignment, **changed)

    assert set(refusal.value.missing) == missing
    assert (Assessment.objects.count(), standing_of(assignment)) == (0, Standing.ACCEPTED)


@pytest.mark.parametrize("points", [2, 3])
def test_points_in_the_middle_need_no_sentence(points):
    assignment = peer_review.accepted(peer_review.asked()[0])
    silent = {f"{criterion.value}_because": "" for criterion in Criterion}

    peer_review.handed_in(assignment, points, **silent)

    assert set(Score.objects.values_list("points", "because")) == {(points, "")}


def test_an_assessment_is_handed_in_once():
    assignment = peer_review.asked()[0]
    peer_review.assessed(assignment)

    for again in (peer_review.handed_in, lambda it: services.decline(it, by=it.reviewer.person)):
        with pytest.raises((NotAccepted, AnsweredAlready)):
            again(assignment)
    assert Assessment.objects.count() == 1


@pytest.mark.parametrize("model", [Assessment, Score])
def test_the_database_refuses_to_change_or_delete_what_was_handed_in(model):
    peer_review.assessed(peer_review.asked()[0])

    for attempt in (
        lambda: model.objects.update(**({"to_owner": "x"} if model is Assessment else {"because": "x"})),
        lambda: model.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(InternalError), transaction.atomic():
            attempt()


@pytest.mark.parametrize(
    "score",
    [
        {"points": 0, "because": "x"},
        {"points": 5, "because": "x"},
        {"points": 1, "because": ""},
        {"points": 4, "because": ""},
    ],
)
def test_the_database_refuses_points_out_of_range_and_extremes_without_a_word(score):
    assessment = peer_review.assessed(peer_review.asked()[0])

    with pytest.raises(IntegrityError), transaction.atomic():
        Score.objects.create(assessment=assessment, criterion="another", **score)


# the result ----------------------------------------------------------------------------------------------------------


def test_the_last_of_three_who_agree_hands_the_result_to_the_moderator():
    review = peer_review.complete(recommendation=YES)

    assert (review.state, review.outcome) == (ReviewState.COMPLETE, YES)
    event = AuditEvent.objects.get(verb=Verb.PEER_REVIEW)
    assert (event.record_id, event.before, event.after, event.note) == (
        review.tool.record_id, Status.SUBMITTED, Status.SUBMITTED, "",
    )  # fmt: skip
    assert event.actor.is_system
    assert told("peer_review.complete") == ["moderator@example.org"]
    assert told("peer_review.disagreement") == []


def test_a_disagreement_asks_for_a_third_external_and_waits_for_it():
    un, first, second = peer_review.asked()
    for assignment, advice in ((un, YES), (first, YES), (second, NO)):
        peer_review.assessed(assignment, recommendation=advice)
    review = selectors.review_of(un.review_id)
    assert (review.state, review.externals_wanted) == (ReviewState.OPEN, 3)
    assert told("peer_review.disagreement") == ["moderator@example.org"]
    assert not AuditEvent.objects.filter(verb=Verb.PEER_REVIEW).exists()

    [third] = services.invite(review, [peer_review.reviewer("third")], by=peer_review.moderator())
    peer_review.assessed(third, recommendation=CHANGES)

    review.refresh_from_db()
    assert (review.state, review.outcome) == (ReviewState.COMPLETE, YES)
    assert AuditEvent.objects.filter(verb=Verb.PEER_REVIEW).count() == 1


def test_two_for_and_two_against_ask_for_one_more():
    un, first, second = peer_review.asked()
    for assignment, advice in ((un, YES), (first, YES), (second, NO)):
        peer_review.assessed(assignment, recommendation=advice)
    review = selectors.review_of(un.review_id)
    outcomes = []
    for name in ("third", "fourth"):
        [assignment] = services.invite(review, [peer_review.reviewer(name)], by=peer_review.moderator())
        peer_review.assessed(assignment, recommendation=NO)
        review.refresh_from_db()
        outcomes.append((review.externals_wanted, review.outcome))
    assert outcomes == [(4, ""), (4, NO)]
    assert Notice.objects.filter(topic="peer_review.disagreement").count() == 2


def test_a_result_is_never_changed_not_even_by_the_database():
    review = peer_review.complete()

    for attempt in (
        lambda: PeerReview.objects.filter(pk=review.pk).update(outcome=NO),
        lambda: PeerReview.objects.filter(pk=review.pk)._raw_delete("default"),
    ):
        with pytest.raises(InternalError), transaction.atomic():
            attempt()
    with pytest.raises(ReviewOver):
        services.call_off(review, by=peer_review.moderator())


def test_an_assessment_whose_audit_row_fails_is_not_handed_in(monkeypatch):
    un, first, second = peer_review.asked()
    for assignment in (un, first):
        peer_review.assessed(assignment)
    peer_review.accepted(second)

    def refuse(*args, **kwargs):
        raise IntegrityError("no audit row")

    monkeypatch.setattr(AuditEvent.objects, "create", refuse)
    with pytest.raises(IntegrityError), transaction.atomic():
        peer_review.handed_in(second)

    assert (Assessment.objects.count(), standing_of(second)) == (2, Standing.ACCEPTED)
    assert PeerReview.objects.get().state == ReviewState.OPEN
    assert told("peer_review.complete") == []


def test_who_opened_the_review_and_left_is_not_written_to_but_the_moderators_are():
    gone = accounts.moderator("gone@example.org")
    review = peer_review.opened(by=gone)
    peer_review.moderator()
    assignments = peer_review.asked(review)
    gone.is_active = False
    gone.save()

    services.decline(assignments[0], by=assignments[0].reviewer.person)

    assert told("peer_review.place_free") == ["moderator@example.org"]


@pytest.mark.django_db(transaction=True)
def test_two_who_hand_in_at_once_make_one_result():
    un, *externals = peer_review.asked()
    peer_review.assessed(un)
    for assignment in externals:
        peer_review.accepted(assignment)
    together, failed = threading.Barrier(2), []

    def work(pk):
        mine = Assignment.objects.with_tools().get(pk=pk)
        together.wait(timeout=10)
        try:
            peer_review.handed_in(mine)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    workers = [threading.Thread(target=work, args=(assignment.pk,)) for assignment in externals]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=30)
    assert failed == []
    assert Assessment.objects.count() == 3
    assert PeerReview.objects.get().state == ReviewState.COMPLETE
    assert AuditEvent.objects.filter(verb=Verb.PEER_REVIEW).count() == 1
    assert told("peer_review.complete") == ["moderator@example.org"]
