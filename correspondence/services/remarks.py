"""Keeping what a moderator remarked on single answers when a version was returned, and what it answered then."""

from collections.abc import Mapping

from django.utils.translation import get_language

from correspondence.models import Remark, ReturnedAnswers
from workflow.models import AuditEvent, Moderated
from workflow.states import Verb


def add_remarks(
    item: Moderated, remarks: Mapping[str, tuple[str, str]], *, answers: Mapping[str, tuple[str, str]] | None = None
) -> list[Remark]:
    """Keep these with the return that was just done: remarks by question, as text and stamp of the answer.

    `answers` are all answers but private ones, by question, as stamp and words in the active language. Called inside
    the transaction of the return, whose lock keeps its audit row the last one.
    """
    event = AuditEvent.objects.filter(verb=Verb.RETURN, target_type=item._meta.label_lower, target_id=item.pk).latest(
        "pk"
    )
    if answers is not None:
        ReturnedAnswers.objects.create(event=event, language=get_language() or "en", answers=dict(answers))
    return Remark.objects.bulk_create(
        Remark(event=event, question=name, text=text.strip(), seen=seen) for name, (text, seen) in remarks.items()
    )
