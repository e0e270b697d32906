"""The verbs. Nothing else in the project writes a status.

Each verb is one transaction and keeps one order: lock, legality, permission, four-eyes, completeness, change, audit,
notices. It happens whole or, with an exception, not at all.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from workflow.exceptions import (
    ApprovedAlready,
    Incomplete,
    OneDecisionSuffices,
    OwnWork,
    ReasonMissing,
    RecordClosed,
    SecondDecisionMissing,
    TransitionNotAllowed,
)
from workflow.models import AuditEvent, Moderated, Publication, Record
from workflow.selectors import approval_of, forget_present, needs_two_decisions
from workflow.services.followers import keep_step
from workflow.services.notices import tell
from workflow.states import DECISIONS, NEEDS_REASON, TRANSITIONS, Change, Closing, Status, Verb

PUBLICATION_LOCK = 7_319_500  # one writer of publication numbers at a time; the number itself means nothing
PUBLIC_ACTS = frozenset({Verb.PUBLISH, Verb.RETRACT, Verb.IMPORT})

ModeratedT = TypeVar("ModeratedT", bound=Moderated)


def submit(item: ModeratedT, *, by: User) -> ModeratedT:
    """Hand a draft to the desk; raises Incomplete naming what is missing. Gives a new record its reference."""
    return _perform(Verb.SUBMIT, item, by=by)


def withdraw(item: ModeratedT, *, by: User) -> ModeratedT:
    """Take back what is not published yet. A published record is withdrawn by an amendment that says so."""
    return _perform(Verb.WITHDRAW, item, by=by)


def return_for_changes(item: ModeratedT, *, by: User, note: str) -> ModeratedT:
    """Give a submission back to be corrected, with a reason its focal point will read."""
    return _perform(Verb.RETURN, item, by=by, note=note)


def reject(item: ModeratedT, *, by: User, note: str) -> ModeratedT:
    """Refuse a submission for good, with a reason."""
    return _perform(Verb.REJECT, item, by=by, note=note)


def approve(item: ModeratedT, *, by: User, note: str = "") -> ModeratedT:
    """Take the first of two decisions on a submission; nothing becomes public, and another moderator has to publish.

    Raises OneDecisionSuffices where its kind needs no second (TWO_DECISIONS_ON), ApprovedAlready where it was taken.
    """
    return _perform(Verb.APPROVE, item, by=by, note=note)


def publish(item: ModeratedT, *, by: User, note: str = "") -> ModeratedT:
    """Make a submission public under the next publication number; an amendment replaces the version before it.

    Raises SecondDecisionMissing where its kind needs two decisions and no other moderator has approved what was
    submitted last.
    """
    return _perform(Verb.PUBLISH, item, by=by, note=note)


def retract(item: ModeratedT, *, by: User, note: str) -> ModeratedT:
    """Take a published record off the site by staff's decision; a tombstone says when and why."""
    return _perform(Verb.RETRACT, item, by=by, note=note)


@transaction.atomic
def publish_imported(items: Sequence[ModeratedT], *, by: User, note: str) -> Publication | None:
    """Make drafts taken from a public registry public, all in one publication; None where there is none.

    They skip the desk because they are public already; what the registry does not say stays unknown.
    """
    if not items:
        return None
    now = timezone.now()
    for item in items:
        _lock(item)
        _check(Verb.IMPORT, item, by=by, note=note)
    publication = _next_publication(Verb.IMPORT, by=by, note=note)
    for item in items:
        _change(Verb.IMPORT, item, by=by, now=now, publication=publication)
        _record_event(Verb.IMPORT, item, by=by, before=Status.DRAFT, note=note, publication=publication)
    keep_step(publication, [item.record for item in items])
    return publication


@transaction.atomic
def publish_reference_edit(*, by: User, note: str, enter: Callable[[Publication], None] | None = None) -> Publication:
    """Give an edit of reference data its publication number: pages that show it change their cache key.

    `enter` writes the number into the row that becomes public with it, before who follows is told.
    """
    if not by.has_perm("workflow.edit_reference"):
        raise PermissionDenied
    publication = _next_publication(Verb.EDIT_REFERENCE, by=by, note=note)
    if enter:
        enter(publication)
    keep_step(publication, [])
    return publication


@transaction.atomic
def start_draft(item: ModeratedT, *, by: User, note: str = "", begun_with: UUID | None = None) -> ModeratedT:
    """Save a new version as a draft and say in the audit trail who began it; a new record gets its lineage.

    `begun_with` names the empty form it was begun on: where a record was begun on it already, raises IntegrityError.
    """
    if item.record_id is None:
        item.record = Record.objects.create(kind=item.REFERENCE_KIND, begun_with=begun_with)
    item.author = by
    if not by.has_perm(_perm("edit", item), item):
        raise PermissionDenied
    item.save()
    _record_event(Verb.DRAFT, item, by=by, before="", note=note, publication=None)
    return item


@transaction.atomic
def _perform(verb: Verb, item: ModeratedT, *, by: User, note: str = "") -> ModeratedT:
    _lock(item)
    _check(verb, item, by=by, note=note)
    before = item.status
    publication = _next_publication(verb, by=by, note="") if verb in PUBLIC_ACTS else None
    _change(verb, item, by=by, now=timezone.now(), publication=publication, note=note)
    if publication is not None:
        keep_step(publication, [item.record])
    for told_of, people in {verb: item.audience(verb), **item.further_audiences(verb)}.items():
        event = _record_event(told_of, item, by=by, before=before, note=note, publication=publication)
        others = [person for person in people if person.pk != by.pk]
        tell(event, to=others, receipt_for=by if told_of == Verb.SUBMIT else None)
    return item


def _lock(item: Moderated) -> None:
    """Lock the record, then this version, and read both afresh: the second of two sees what the first did."""
    record = Record.objects.select_for_update().get(pk=item.record_id)
    item.refresh_from_db(from_queryset=type(item)._base_manager.select_for_update())
    item.record = record


def _perm(verb: str, item: Moderated) -> str:
    return f"{item._meta.app_label}.{verb}_{item._meta.model_name}"


def _check(verb: Verb, item: Moderated, *, by: User, note: str) -> None:
    sources, _target = TRANSITIONS[verb]
    if item.status not in sources or (verb == Verb.RETRACT and item.replaced_in_id is not None):
        raise TransitionNotAllowed(verb, Status(item.status))
    if verb in {Verb.SUBMIT, Verb.PUBLISH, Verb.IMPORT} and item.record.closing:
        raise RecordClosed
    if not by.has_perm(_perm(verb, item), item):
        raise PermissionDenied
    if verb in DECISIONS and item.is_work_of(by):
        raise OwnWork
    _check_two_decisions(verb, item, by=by)
    if verb in NEEDS_REASON and not note.strip():
        raise ReasonMissing
    if verb == Verb.SUBMIT and (missing := item.missing()):
        raise Incomplete(missing)


def _check_two_decisions(verb: Verb, item: Moderated, *, by: User) -> None:
    """On the kinds that need two, one moderator approves and another publishes; on the others nobody approves."""
    if verb not in {Verb.APPROVE, Verb.PUBLISH}:
        return
    if not needs_two_decisions(item):
        if verb == Verb.APPROVE:
            raise OneDecisionSuffices
        return
    approval = approval_of(item)
    if verb == Verb.APPROVE and approval is not None:
        raise ApprovedAlready
    if verb == Verb.PUBLISH and (approval is None or approval.actor_id == by.pk):
        raise SecondDecisionMissing


def _change(
    verb: Verb, item: Moderated, *, by: User, now: datetime, publication: Publication | None, note: str = ""
) -> None:
    item.status = TRANSITIONS[verb][1]
    if verb == Verb.SUBMIT:
        item.submitted_at, item.submitted_by = now, by
        _give_reference(item.record, year=now.year)
    if verb == Verb.IMPORT:
        _give_reference(item.record, year=item.reference_year() or now.year)
    if verb in {Verb.PUBLISH, Verb.IMPORT}:
        _replace_live_version(item, publication=publication)
        item.published_at, item.published_in = now, publication
        if item.change == Change.WITHDRAWAL:
            item.replaced_in = publication
            item.record.superseded_by = item.superseded_by
            closing = Closing.SUPERSEDED if item.superseded_by_id else Closing.WITHDRAWN
            _close(item.record, closing, note=item.change_reason, publication=publication)
    if verb == Verb.RETRACT:
        item.replaced_in = publication
        _close(item.record, Closing.RETRACTED, note=note, publication=publication)
    item.save(update_fields=["status", "submitted_at", "submitted_by", "published_at", "published_in", "replaced_in"])
    item.after(verb)


def _replace_live_version(item: Moderated, *, publication: Publication | None) -> None:
    type(item)._base_manager.filter(record=item.record, published_in__isnull=False, replaced_in__isnull=True).exclude(
        pk=item.pk
    ).update(replaced_in=publication)


def _close(record: Record, closing: Closing, *, note: str, publication: Publication | None) -> None:
    record.closed_in, record.closing, record.closing_note = publication, closing, note
    record.save(update_fields=["closed_in", "closing", "closing_note", "superseded_by"])


def _give_reference(record: Record, *, year: int) -> None:
    """The record's public reference, e.g. GCM-PL-2026-00042: numbered by kind and year, given once, never again."""
    if record.reference:
        return
    series = f"GCM-{record.kind}-{year}"
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO workflow_referencecounter AS c (series, last) VALUES (%s, 1)"
            " ON CONFLICT (series) DO UPDATE SET last = c.last + 1 RETURNING last",
            [series],
        )
        (number,) = cursor.fetchone()
    record.reference = f"{series}-{number:05d}"
    record.save(update_fields=["reference"])


def number_to_come() -> int:
    """The number the next publication will have, without taking it: nobody else can until the transaction ends.

    What is public only as part of a figure counts from it, so that no page of an earlier publication ever changes.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [PUBLICATION_LOCK])
    return (Publication.objects.order_by("-number").values_list("number", flat=True).first() or 0) + 1


def _next_publication(verb: Verb, *, by: User, note: str) -> Publication:
    """The next number without a gap: taken under a lock that is held until the transaction ends."""
    number = number_to_come()
    transaction.on_commit(forget_present)
    return Publication.objects.create(number=number, verb=verb, by=by, note=note, at=timezone.now())


def _record_event(
    verb: Verb, item: Moderated, *, by: User, before: str, note: str, publication: Publication | None
) -> AuditEvent:
    return AuditEvent.objects.create(
        actor=by,
        verb=verb,
        target_type=item._meta.label_lower,
        target_id=item.pk,
        record=item.record,
        before=before,
        after=item.status,
        note=note,
        snapshot=item.snapshot(),
        publication=publication,
    )
