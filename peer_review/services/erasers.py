"""What the roster and peer reviews hold about a reviewer, and how it is erased. What was handed in stays, unnamed.

An assessment is a professional judgement of a tool on which its decision rests; the database refuses to change it.
Whose it was is a number once the account is erased.
"""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from accounts.models import AccountEvent, User
from accounts.services import Eraser, Subject, register_eraser
from accounts.states import Act, Holding
from peer_review.models import AssessmentDraft, ConflictOfInterest, Reviewer

PROFILE = ["institution", "regions", "languages", "expertise", "experience"]


def register_erasers() -> None:
    """Make known what can be erased of peer reviewers."""
    profile = pgettext_lazy("personal data", "The profile as peer reviewer; the place on the roster ends")
    conflicts = pgettext_lazy("personal data", "Conflicts of interest the person declared: the words")
    drafts = pgettext_lazy("personal data", "Assessments the person has begun and not handed in")
    for eraser in (
        Eraser(Holding.ACCOUNT, "peer_review.Reviewer", profile, PROFILE, _profile, _erase_profile),
        Eraser(Holding.ACCOUNT, "peer_review.ConflictOfInterest", conflicts, ["text"], _conflicts, _delete),
        Eraser(Holding.ACCOUNT, "peer_review.AssessmentDraft", drafts, ["answers"], _drafts, _delete),
    ):
        register_eraser(eraser)


def _profile(subject: Subject) -> QuerySet:
    return Reviewer.objects.filter(person=subject.person).exclude(institution="")  # no form leaves it empty


def _conflicts(subject: Subject) -> QuerySet:
    return ConflictOfInterest.objects.filter(assignment__reviewer__person=subject.person)


def _drafts(subject: Subject) -> QuerySet:
    return AssessmentDraft.objects.filter(assignment__reviewer__person=subject.person)


def _erase_profile(rows: QuerySet, by: User) -> None:
    """Empty it and end the place today; the row stays, for what the person was asked hangs on it."""
    today = timezone.localdate()
    for reviewer in rows:
        last = max(today, reviewer.since)
        reviewer.until = last if reviewer.until is None else min(last, reviewer.until)
        reviewer.institution, reviewer.expertise, reviewer.experience = "", "", ""
        reviewer.regions, reviewer.languages, reviewer.is_paused = [], [], True
        reviewer.save(update_fields=[*PROFILE, "until", "is_paused"])
        reviewer.objectives.clear()
        AccountEvent.objects.create(actor=by, act=Act.ROSTER_CHANGED, person_id=reviewer.person_id, note="erased")


def _delete(rows: QuerySet, by: User) -> None:
    rows.delete()
