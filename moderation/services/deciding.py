"""Deciding: the kernel's verbs, held to the text the moderator has read."""

from collections.abc import Mapping

from django.db import transaction

from accounts.models import User
from attachments.selectors import unsettled
from correspondence import services as correspondence
from drafting.forms import Kind
from moderation.exceptions import ChangedMeanwhile, FilesNotReady
from moderation.selectors import kind_of
from moderation.services.claims import end_with_decision, refuse_where_held
from peer_review.services import before_decision
from progress import services as progress
from progress.models import ProgressUpdate
from workflow import services
from workflow.models import Moderated, Record
from workflow.states import Change, Verb


@transaction.atomic
def decide(
    verb: Verb, item: Moderated, *, by: User, note: str, seen: str, remarks: Mapping[str, str] | None = None
) -> Moderated:
    """Do what the moderator decided; raises ChangedMeanwhile where `seen` is not the submission that lies here now.

    Between reading and deciding, a colleague may have returned it and its owner submitted another text. Raises
    FilesNotReady rather than approve or publish a file that is not found clean, HeldByAnother where a colleague has
    claimed it, PeerReviewMissing where only peer-reviewed tools are published and this one was not, or OwnAssessment
    for whoever assessed it as a peer reviewer. `remarks` go with a return: what is to be corrected, by the names of
    the questions.
    """
    _hold(item, seen=seen)
    before_decision(verb, item, by=by)
    refuse_where_held(item, by=by)
    decided = _perform(verb, item, by=by, note=note, remarks=remarks or {})
    end_with_decision(item, by=by)
    return decided


@transaction.atomic
def corroborate(update: ProgressUpdate, *, by: User, is_corroborated: bool, seen: str) -> ProgressUpdate:
    """Say of the update that was read whether somebody independent corroborates it.

    Raises ChangedMeanwhile, or HeldByAnother where a colleague has claimed it.
    """
    _hold(update, seen=seen)
    refuse_where_held(update, by=by)
    return progress.corroborate(update, by=by, is_corroborated=is_corroborated)


def stamp_of(item: Moderated) -> str:
    """What tells one submission of a record's version from the next; empty where it was never submitted here."""
    return item.submitted_at.isoformat() if item.submitted_at else ""


def _hold(item: Moderated, *, seen: str) -> None:
    """Hold the record until the decision is taken; raises ChangedMeanwhile where it is not what was read."""
    Record.objects.select_for_update().get(pk=item.record_id)
    item.refresh_from_db()
    if seen != stamp_of(item):
        raise ChangedMeanwhile


def _perform(verb: Verb, item: Moderated, *, by: User, note: str, remarks: Mapping[str, str]) -> Moderated:
    match verb:
        case Verb.APPROVE | Verb.PUBLISH if _has_unsettled_files(item):
            raise FilesNotReady
        case Verb.APPROVE:
            return services.approve(item, by=by, note=note)
        case Verb.PUBLISH:
            return services.publish(item, by=by, note=note)
        case Verb.RETURN:
            return _return(item, by=by, note=note, remarks=remarks)
        case Verb.REJECT:
            return services.reject(item, by=by, note=note)
        case Verb.RETRACT:
            return services.retract(item, by=by, note=note)
    raise ValueError(verb)


def _has_unsettled_files(item: Moderated) -> bool:
    return item.change != Change.WITHDRAWAL and bool(unsettled(item.attachments.all()))  # type: ignore[attr-defined]


def _return(item: Moderated, *, by: User, note: str, remarks: Mapping[str, str]) -> Moderated:
    """The verb, and with it the remarks and what was answered now: so that corrections can be told from it later."""
    kind = kind_of(item)
    stamped = {name: (text, kind.stamp_of(item, name)) for name, text in remarks.items()}
    answers = _answers(kind, item)
    services.return_for_changes(item, by=by, note=note)
    correspondence.add_remarks(item, stamped, answers=answers)
    return item


def _answers(kind: Kind, item: Moderated) -> dict[str, tuple[str, str]]:
    return {answer.name: (kind.stamp_of(item, answer.name), answer.text) for answer in kind.answers(item)}
