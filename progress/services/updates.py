"""Beginning updates, confirming that nothing has changed, and a moderator's word on the evidence.

What is written in an update is saved by `drafting.services`; only `workflow.services` changes a status.
"""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import Organisation, State, User
from drafting.services import begin
from progress.exceptions import ConfirmedAlready, NothingToConfirm, UpdateUnderWay
from progress.models import ProgressUpdate
from progress.selectors import Subject, last_said, latest_update, public_subject, under_way
from progress.services.content import UPDATE_CONTENT
from progress.states import Assurance
from workflow import services as workflow
from workflow.exceptions import NotEditable, OwnWork
from workflow.models import Record
from workflow.selectors import current_moment
from workflow.states import Status, Verb


@transaction.atomic
def begin_update(
    record: Record, *, by: User, language: str, begun_with: UUID | None = None, **said: Any
) -> ProgressUpdate:
    """Begin an update on a public pledge or measure, in its owner's name.

    It starts from the last public update: its stage, its barriers and next steps, or those it confirms; what was done
    is never copied. `said` are answers that are known already. Raises NotEditable where the record is not public,
    UpdateUnderWay where an update on it is open (the same empty form sent twice finds what it began), and
    PermissionDenied for another party.
    """
    subject = _locked(record, by=by, begun_with=begun_with)
    values = {"language": language} | _carried_over(record) | said
    return _begin(subject, by=by, values=values, begun_with=begun_with)


@transaction.atomic
def confirm_unchanged(record: Record, *, by: User) -> ProgressUpdate:
    """Report that nothing has changed since the last public update: for today, at the same stage.

    A focal point's goes to the desk at once, a drafter's stays a draft. Raises NothingToConfirm without a public
    update, ConfirmedAlready where the last one speaks for today or later, and what `begin_update` raises.
    """
    subject = _locked(record, by=by)
    last = latest_update(record)
    if last is None:
        raise NothingToConfirm
    today = timezone.localdate()
    if last.speaks_for_on >= today:
        raise ConfirmedAlready
    said = {
        "language": last.language,
        "is_unchanged": True,
        "speaks_for_on": today,
        "stage": last.stage,
        "discontinued_because": last.discontinued_because,
    }
    update = _begin(subject, by=by, values=said)
    if by.has_perm("progress.submit_progressupdate", update):
        workflow.submit(update, by=by)
    return update


@transaction.atomic
def corroborate(update: ProgressUpdate, *, by: User, is_corroborated: bool) -> ProgressUpdate:
    """Say, before it is published, that somebody independent of its owner corroborates an update; or take it back.

    A moderator's, never on their own work, with its row in the audit trail; said twice it is said once. Raises
    NotEditable unless it lies on the desk. Handed in again, the update is as well supported as its own evidence until
    this is repeated.
    """
    record = Record.objects.select_for_update().get(pk=update.record_id)
    update.refresh_from_db(from_queryset=ProgressUpdate._base_manager.select_for_update())
    update.record = record
    if update.status != Status.SUBMITTED:
        raise NotEditable
    if not by.has_perm("progress.publish_progressupdate", update):
        raise PermissionDenied
    if update.is_work_of(by):
        raise OwnWork
    assurance = Assurance.CORROBORATED if is_corroborated else update.own_assurance()
    if update.assurance != assurance:
        update.assurance = assurance
        update.save(update_fields=["assurance"])
        workflow.enter_answer(Verb.CORROBORATE, update, by=by, note="", is_public=False)
    return update


def _locked(record: Record, *, by: User, begun_with: UUID | None = None) -> Subject:
    """Lock the record and read what it is: one begins, the next finds that one. Raises NotEditable, UpdateUnderWay."""
    Record.objects.select_for_update().get(pk=record.pk)
    subject = public_subject(record)
    if subject is None:
        raise NotEditable
    begun = under_way([record.pk]).get(record.pk)
    is_the_same_form = begun and begun_with and (begun.record.begun_with, begun.author_id) == (begun_with, by.pk)
    if begun and not is_the_same_form:
        raise UpdateUnderWay(begun)
    return subject


def _carried_over(record: Record) -> dict[str, Any]:
    last = latest_update(record)
    if last is None:
        return {}
    said = (last_said(last, moment=current_moment()) if last.is_unchanged else None) or last
    return {
        "stage": last.stage,
        "discontinued_because": last.discontinued_because,
        "barriers": last.barriers or said.barriers,
        "next_steps": last.next_steps or said.next_steps,
    }


def _begin(subject: Subject, *, by: User, values: dict[str, Any], begun_with: UUID | None = None) -> ProgressUpdate:
    owner = subject.owner
    update = ProgressUpdate(
        about=subject.record,
        state=owner if isinstance(owner, State) else None,
        organisation=owner if isinstance(owner, Organisation) else None,
    )
    return begin(update, by=by, content=UPDATE_CONTENT, values=values, begun_with=begun_with)
