"""Remarks: of the return a version lies with its owner for, or came back from, and of all returns of a record."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import Max

from correspondence.models import Remark
from workflow.models import AuditEvent, Moderated, Record
from workflow.states import Verb


def remarks_of_last_return(item: Moderated) -> list[Remark]:
    """What was remarked when this version was last returned, in the order of the form; nothing before a return."""
    returns = AuditEvent.objects.filter(
        verb=Verb.RETURN, target_type=item._meta.label_lower, target_id=item.pk
    ).values("target_id")
    last = returns.annotate(last=Max("pk")).values("last")
    return list(Remark.objects.filter(event__in=last).select_related("event").order_by("pk"))


def last_return_of(item: Moderated) -> AuditEvent | None:
    """The last return of this version, with its remarks and what was answered then; None where it never came back."""
    returns = AuditEvent.objects.filter(verb=Verb.RETURN, target_type=item._meta.label_lower, target_id=item.pk)
    with_words = returns.select_related("returned_answers", "actor").prefetch_related("remarks")
    return with_words.order_by("-pk").first()


def remarks_by_event(record: Record) -> Mapping[int, Sequence[Remark]]:
    """The remarks of every return of a record, by the audit row of the return."""
    found: dict[int, list[Remark]] = defaultdict(list)
    for remark in Remark.objects.filter(event__record=record).order_by("pk"):
        found[remark.event_id].append(remark)
    return found
