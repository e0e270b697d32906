"""The assessment: kept as a draft while it is written, handed in once. The last of those it takes makes the result."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from notices.services import owe
from peer_review.exceptions import DraftOvertaken, NotAccepted, NotOnTheDesk, ToolChanged, Unfinished
from peer_review.models import Assessment, AssessmentDraft, Assignment, PeerReview, Score
from peer_review.selectors import may_be_reviewed, verdict, votes_of
from peer_review.services.locking import lock_assignment, moderators_of
from peer_review.states import EXTREMES, POINTS, Criterion, Recommendation, ReviewState, Standing
from tools.models import Tool
from workflow.services import enter_answer
from workflow.states import Verb

Answers = Mapping[
    str, Any
]  # "recommendation", "to_owner", "to_moderator", and for each criterion it and it + "_because"


def stamp_of(tool: Tool) -> str:
    """What tells one submission of a tool from the next."""
    return tool.submitted_at.isoformat() if tool.submitted_at else ""


def missing(answers: Answers) -> dict[str, str]:
    """What the assessment cannot do without, as question to sentence; empty when it can be handed in."""
    found = {}
    for criterion in Criterion:
        points, because = answers.get(criterion.value), f"{criterion.value}_because"
        if points not in POINTS:
            found[criterion.value] = _("Give points for this criterion.")
        elif points in EXTREMES and not answers.get(because, "").strip():
            found[because] = _("Say in a sentence why: the lowest and the highest points need one.")
    if answers.get("recommendation") not in Recommendation.values:
        found["recommendation"] = _("Choose what you recommend.")
    elif answers["recommendation"] == Recommendation.AFTER_CHANGES and not answers.get("to_owner", "").strip():
        found["to_owner"] = _("Say which changes you recommend: the owner of the tool reads this.")
    return found


@transaction.atomic
def save_draft(assignment: Assignment, *, by: User, answers: Answers, revision: int) -> AssessmentDraft:
    """Keep what was written so far; nobody else reads it.

    `revision` is that of the draft the page was opened on, 0 before the first. Raises DraftOvertaken where the same
    reviewer saved elsewhere meanwhile, NotAccepted once the assessment is handed in or was never theirs to write.
    """
    _begin(assignment, by=by)
    draft = AssessmentDraft.objects.filter(assignment=assignment).first()
    if (draft.revision if draft else 0) != revision:
        raise DraftOvertaken
    return _keep(assignment, answers, revision=revision + 1)


@transaction.atomic
def hand_in(assignment: Assignment, *, by: User, answers: Answers, seen: str) -> Assessment:
    """Hand the assessment in, for good, and with the last one the result of the review to its moderator.

    `seen` is the stamp of the text that was read. Raises NotAccepted, NotOnTheDesk, ToolChanged, and Unfinished naming
    what is missing.
    """
    _begin(assignment, by=by)
    tool = assignment.review.tool
    if not may_be_reviewed(tool):
        raise NotOnTheDesk
    if seen != stamp_of(tool):
        raise ToolChanged
    if lacking := missing(answers):
        raise Unfinished(lacking)
    assessment = _enter(assignment, answers)
    _conclude(assignment.review)
    return assessment


def _begin(assignment: Assignment, *, by: User) -> None:
    lock_assignment(assignment)
    if not by.has_perm("peer_review.assess", assignment):
        raise PermissionDenied
    if assignment.standing != Standing.ACCEPTED or not assignment.review.is_open:
        raise NotAccepted


def _keep(assignment: Assignment, answers: Answers, *, revision: int) -> AssessmentDraft:
    return AssessmentDraft.objects.update_or_create(
        assignment=assignment,
        defaults={"answers": dict(answers), "revision": revision, "saved_at": timezone.now()},
    )[0]


def _enter(assignment: Assignment, answers: Answers) -> Assessment:
    now = timezone.now()
    read_at = assignment.review.tool.submitted_at or now  # what lies on the desk was submitted
    assessment = Assessment.objects.create(
        assignment=assignment,
        recommendation=answers["recommendation"],
        to_owner=answers.get("to_owner", "").strip(),
        to_moderator=answers.get("to_moderator", "").strip(),
        of_submission=read_at,
        handed_in_at=now,
    )
    Score.objects.bulk_create(
        Score(
            assessment=assessment,
            criterion=each,
            points=answers[each.value],
            because=answers.get(f"{each.value}_because", "").strip(),
        )
        for each in Criterion
    )
    AssessmentDraft.objects.filter(assignment=assignment).delete()
    assignment.standing, assignment.ended_at = Standing.ASSESSED, now
    assignment.save(update_fields=["standing", "ended_at"])
    return assessment


def _conclude(review: PeerReview) -> None:
    """Complete the review where all it takes is in and the rules know the outcome, or ask for another reviewer."""
    found = verdict(votes_of(review), externals_wanted=review.externals_wanted)
    facts = {"review": review.pk}
    if found.outcome is not None:
        machine = User.objects.get(is_system=True)  # in nobody's name: the trail shows no reviewer to the tool's owner
        review.state, review.outcome = ReviewState.COMPLETE, found.outcome
        review.ended_at, review.ended_by = timezone.now(), machine
        review.save(update_fields=["state", "outcome", "ended_at", "ended_by"])
        enter_answer(Verb.PEER_REVIEW, review.tool, by=machine, note="", is_public=False)
        owe("peer_review.complete", to=moderators_of(review), key=f"review:{review.pk}", facts=facts)
    elif found.externals_wanted != review.externals_wanted:
        review.externals_wanted = found.externals_wanted
        review.save(update_fields=["externals_wanted"])
        key = f"review:{review.pk}:{found.externals_wanted}"
        owe("peer_review.disagreement", to=moderators_of(review), key=key, facts=facts)
