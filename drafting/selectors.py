"""Reads about one version of a record for the people who write it: what they may do, what happened to it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.selectors import Mandates
from correspondence.selectors import remarks_by_event
from workflow.models import AuditEvent, Moderated, Record
from workflow.selectors import record_story
from workflow.states import EDITABLE, OPEN, Change, Status, Verb

WHAT_HAPPENED: Mapping[Verb, Promise] = {
    Verb.DRAFT: pgettext_lazy("event", "Draft started"),
    Verb.SUBMIT: pgettext_lazy("event", "Submitted"),
    Verb.WITHDRAW: pgettext_lazy("event", "Withdrawn before publication"),
    Verb.RETURN: pgettext_lazy("event", "Returned for changes"),
    Verb.REJECT: pgettext_lazy("event", "Rejected"),
    Verb.PUBLISH: pgettext_lazy("event", "Published"),
    Verb.RETRACT: pgettext_lazy("event", "Retracted"),
    Verb.NAME: pgettext_lazy("event", "Partners told that they are named"),
    Verb.CONFIRM: pgettext_lazy("event", "A partner confirmed being named"),
    Verb.DECLINE: pgettext_lazy("event", "A partner declined to be named"),
    Verb.IMPORT: pgettext_lazy("event", "Imported from the public registry"),
    Verb.APPROVE: pgettext_lazy("event", "Approved by the first of two moderators"),
    Verb.CORROBORATE: pgettext_lazy("event", "Said to be independently corroborated, or no longer"),
    Verb.ASK: pgettext_lazy("event", "A question was asked"),
    Verb.ANSWER: pgettext_lazy("event", "A question was answered"),
    Verb.PEER_REVIEW: pgettext_lazy("event", "Result of the peer review handed over"),
    Verb.ASK_ERASURE: pgettext_lazy("event", "Erasure of personal data asked for"),
    Verb.ERASE: pgettext_lazy("event", "Personal data erased"),
    Verb.REFUSE_ERASURE: pgettext_lazy("event", "Erasure of personal data refused"),
    Verb.MATCH: pgettext_lazy("event", "A need and an offer were matched"),
    Verb.CONCLUDE: pgettext_lazy("event", "What came of a match became known"),
    Verb.TAKE_BACK_ERASURE: pgettext_lazy("event", "Erasure of personal data no longer asked for"),
}


OF_CHANGES: Mapping[Change, Mapping[Verb, Promise]] = {
    Change.AMENDMENT: {
        Verb.DRAFT: pgettext_lazy("event", "Amendment started"),
        Verb.SUBMIT: pgettext_lazy("event", "Amendment submitted"),
        Verb.WITHDRAW: pgettext_lazy("event", "Amendment given up"),
        Verb.RETURN: pgettext_lazy("event", "Amendment returned for changes"),
        Verb.REJECT: pgettext_lazy("event", "Amendment rejected"),
        Verb.PUBLISH: pgettext_lazy("event", "Amendment published"),
    },
    Change.WITHDRAWAL: {
        Verb.DRAFT: pgettext_lazy("event", "Request to withdraw started"),
        Verb.SUBMIT: pgettext_lazy("event", "Withdrawal asked for"),
        Verb.WITHDRAW: pgettext_lazy("event", "Withdrawal no longer asked for"),
        Verb.RETURN: pgettext_lazy("event", "Request to withdraw returned"),
        Verb.REJECT: pgettext_lazy("event", "Withdrawal refused"),
        Verb.PUBLISH: pgettext_lazy("event", "Withdrawn as asked"),
    },
}


@dataclass(frozen=True)
class Happening:
    """One thing that happened to a record, for its owner's eyes; a return with its remarks as question and text."""

    at: datetime
    what: str | Promise
    who: str | Promise
    note: str
    remarks: Sequence[tuple[str, str]] = ()


def of_parties(items: QuerySet, mandates: Mandates) -> QuerySet:
    """Every version that belongs to the parties spoken for, whatever its status; nobody else's."""
    mine = items.of_parties(states=mandates.states, organisations=mandates.organisations)  # type: ignore[attr-defined]
    return mine.select_related("record", "state", "organisation")


def acts_open_to(mandates: Mandates, item: Moderated) -> frozenset[str]:
    """What this person could do with this version now, for the buttons of its pages; the verbs check again."""
    edits, submits = mandates.may_edit(item), mandates.may_submit(item)
    is_live = item.published_in_id is not None and item.replaced_in_id is None
    offered = {
        "edit": edits and item.status in EDITABLE and item.change != Change.WITHDRAWAL,
        "submit": submits and item.status in EDITABLE,
        "wait_for_focal_point": edits and not submits and item.status in EDITABLE,
        "withdraw": submits and item.status in OPEN,
        "amend": edits and is_live,
        "report": edits and is_live,
    }
    return frozenset(act for act, is_offered in offered.items() if is_offered)


def open_version(item: Moderated) -> Moderated | None:
    """The draft, returned or submitted version of the same record, of which there is at most one."""
    return type(item)._default_manager.filter(record=item.record_id, status__in=OPEN).first()


def version_before(item: Moderated) -> Moderated | None:
    """The public version this one would replace or did replace: what an amendment is compared with."""
    versions = type(item)._default_manager.filter(record=item.record_id, published_in__isnull=False)
    if item.published_in_id is not None:
        versions = versions.filter(published_in__lt=item.published_in_id)
    return versions.exclude(pk=item.pk).order_by("-published_in_id", "-pk").first()


def what_happened(event: AuditEvent) -> Promise:
    """What happened, in a word or two: of an amendment or a withdrawal, it says that it was one."""
    verb = Verb(event.verb)
    of_change = OF_CHANGES.get(event.snapshot.get("change", Change.NEW), {})
    return of_change.get(verb, WHAT_HAPPENED[verb])


def story_of(record: Record, *, label: Callable[[str], str] = str) -> list[Happening]:
    """What happened to the record, newest first. Staff appear as the secretariat, one's own people by name.

    `label` says what a question that was remarked on asks.
    """
    remarks = remarks_by_event(record)
    return [
        Happening(
            at=event.at,
            what=what_happened(event),
            who=_("The secretariat") if event.actor.staff_role or event.actor.is_system else event.actor.name,
            note=event.note,
            remarks=[(label(each.question), each.text) for each in remarks.get(event.pk, ())],
        )
        for event in record_story(record).reverse()
    ]


def reason_of_return(item: Moderated) -> str:
    """What the secretariat wrote when it gave this version back, as long as it lies with its owner."""
    if item.status != Status.RETURNED:
        return ""
    returns = AuditEvent.objects.filter(_returns_of(type(item)), target_id=item.pk).order_by("-pk")
    return returns.values_list("note", flat=True).first() or ""


def with_reason_of_return(items: QuerySet) -> QuerySet:
    """With that reason and the number of remarks beside each row, so that a list asks once."""
    returns = AuditEvent.objects.filter(_returns_of(items.model), target_id=OuterRef("pk")).order_by("-pk")
    counted = returns.annotate(counted=Count("remarks")).values("counted")
    return items.annotate(
        reason_of_return=Subquery(returns.values("note")[:1]), remarks_of_return=Subquery(counted[:1])
    )


def _returns_of(model: type[Moderated]) -> Q:
    return Q(verb=Verb.RETURN, target_type=model._meta.label_lower)
