"""Writing background notes and topics of the policy debate: drafted, published, changed, taken off again.

A draft is seen by administrators only. What changes for the public takes the next publication number, and a reason.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.models import User
from roundtables.exceptions import AlreadyPublic, NoLongerThere, NotInOrder, NotPublic, StillPublic
from roundtables.models import Edition, Paper, RoundTable
from roundtables.services.history import authorise, hold_to, lock, make_public, need_reason, record, write
from roundtables.states import EditAct, EditKind, PaperKind
from roundtables.validators import problems_with_paper
from workflow.models import Publication
from workflow.services import publish_reference_edit


@transaction.atomic
def draft_paper(
    *, by: User, edition: Edition, round_table: RoundTable | None, values: Mapping[str, Any], reason: str = ""
) -> Paper:
    """Begin a note of that round table, or, without one, a topic of the Forum's policy debate; nobody else sees it.

    Raises PermissionDenied, or NotInOrder where its number is taken.
    """
    authorise(by)
    Edition.objects.select_for_update().get(pk=edition.pk)  # one number is given once
    kind = PaperKind.NOTE if round_table else PaperKind.TOPIC
    paper = Paper(kind=kind, edition=edition, round_table=round_table, created_by=by)
    _check(paper, values)
    paper.say(values)
    paper.save()
    record(paper, EditKind.PAPER, EditAct.DRAFTED, by=by, reason=reason, changes=_all_of(paper))
    return paper


@transaction.atomic
def change_paper(paper: Paper, *, by: User, values: Mapping[str, Any], reason: str, seen: str) -> Paper:
    """Change its words; public at once where it is public, and then for a reason.

    Raises PermissionDenied, NoLongerThere, EditedMeanwhile, ReasonMissing, or NotInOrder where its number is taken.
    """
    _lock(paper, by=by)
    hold_to(seen, paper, EditKind.PAPER)
    _check(paper, values)
    before = paper.content()
    if paper.published_in_id:
        need_reason(reason)
    if changes := write(paper, values):
        if paper.published_in_id:
            _tell(paper, EditAct.CHANGED, by=by, reason=reason, changes=changes, before=before)
        else:
            record(paper, EditKind.PAPER, EditAct.CHANGED, by=by, reason=reason, changes=changes)
    return paper


@transaction.atomic
def publish_paper(paper: Paper, *, by: User) -> Paper:
    """Make it public; raises PermissionDenied, NoLongerThere or AlreadyPublic."""
    _lock(paper, by=by)
    if paper.published_in_id:
        raise AlreadyPublic

    def enter(publication: Publication) -> None:
        paper.published_in = publication
        paper.save(update_fields=["published_in"])

    publication = publish_reference_edit(by=by, note=_note(paper), enter=enter)
    record(paper, EditKind.PAPER, EditAct.PUBLISHED, by=by, publication=publication)
    return paper


@transaction.atomic
def take_off_paper(paper: Paper, *, by: User, reason: str) -> Paper:
    """Take it off the site: a draft again. Raises PermissionDenied, NoLongerThere, NotPublic or ReasonMissing."""
    _lock(paper, by=by)
    if not paper.published_in_id:
        raise NotPublic
    need_reason(reason)
    paper.published_in = None
    paper.save(update_fields=["published_in"])
    _tell(paper, EditAct.TAKEN_OFF, by=by, reason=reason, changes={}, before=paper.content())
    return paper


@transaction.atomic
def remove_paper(paper: Paper, *, by: User) -> Paper:
    """Remove a draft from the lists; its history stays. Raises PermissionDenied, NoLongerThere or StillPublic."""
    _lock(paper, by=by)
    if paper.published_in_id:
        raise StillPublic
    paper.is_removed = True
    paper.save(update_fields=["is_removed"])
    record(paper, EditKind.PAPER, EditAct.REMOVED, by=by)
    return paper


def _lock(paper: Paper, *, by: User) -> None:
    lock(paper, by=by)
    if paper.is_removed:
        raise NoLongerThere


def _check(paper: Paper, values: Mapping[str, Any]) -> None:
    if problems := problems_with_paper(paper, values):
        raise NotInOrder(problems)


def _all_of(paper: Paper) -> dict[str, list]:
    return {name: ["", value] for name, value in paper.content().items() if value}


def _tell(
    paper: Paper, act: EditAct, *, by: User, reason: str, changes: Mapping[str, Any], before: Mapping[str, Any]
) -> Publication:
    note = _note(paper)
    return make_public(paper, EditKind.PAPER, act, by=by, note=note, reason=reason, changes=changes, before=before)


def _note(paper: Paper) -> str:
    """What the log of publications says of the paper."""
    place = f"background note of round table {paper.round_table.number}" if paper.round_table else "policy debate"
    return f"Forum {paper.edition_id}: {place}"
