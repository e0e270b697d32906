"""Telling people: each notice owed is sent once, in its reader's language, outside any transaction.

The verbs only write rows. A sweep claims one row at a time, sends, and marks it; a worker that dies leaves a claim
that another takes over. (Should it die between the mail server's yes and our mark, that one notice is sent twice:
better than never.)
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from workflow.models import AuditEvent, Notice, Record
from workflow.selectors import notices_due
from workflow.states import Change, Verb

LEASE = timedelta(minutes=5)  # longer than any one mail takes
BATCH = 40  # times EMAIL_TIMEOUT stays below the worker's own limit, even when every mail hangs

log = logging.getLogger(__name__)


def send_due_notices() -> int:
    """Send what is owed and say how many went out; a second run, or another worker, finds nothing left to send."""
    due = notices_due(stale_before=timezone.now() - LEASE).values_list("pk", "attempts")[:BATCH]
    return sum(_send(pk) for pk, attempts in list(due) if _claim(pk, attempts=attempts))


def _claim(notice_id: int, *, attempts: int) -> bool:
    """True for exactly one caller: whoever counts up the tries it has seen.

    Conditions on the row's own columns only: the loser's UPDATE waits and is then checked against the winner's row. A
    joined table would turn it into a subquery, which PostgreSQL does not ask again. The try is counted here, so that a
    notice that kills its worker is given up too.
    """
    seen = Notice.objects.filter(pk=notice_id, attempts=attempts, sent_at__isnull=True)
    return seen.update(claimed_at=timezone.now(), attempts=attempts + 1) == 1


def _send(notice_id: int) -> bool:
    """Send a claimed notice; what went wrong is kept on the row and does not stop the others."""
    notice = Notice.objects.select_related("recipient", "event", "event__record").get(pk=notice_id)
    try:
        compose(notice).send()
    except Exception as error:
        log.exception("notice %s was not sent", notice_id)
        Notice.objects.filter(pk=notice_id).update(failure=f"{type(error).__name__}: {error}"[:2000])
        return False
    Notice.objects.filter(pk=notice_id).update(sent_at=timezone.now(), failure="")
    return True


def compose(notice: Notice) -> EmailMessage:
    """The message: what happened to which record, why, what to do next and where, in the recipient's language."""
    event = notice.event
    with translation.override(notice.recipient.language):
        context = {
            "person": notice.recipient,
            "title": event.snapshot.get("title", ""),
            "reference": event.record.reference if event.record else "",
            "about": _reference_of(event.snapshot.get("about")),
            "note": event.note,
            "link": _page_for(event),
            "site_url": settings.SITE_URL,
        }
        subject = render_to_string(f"workflow/mail/{_text_for(event)}.subject.txt", context)
        body = render_to_string(f"workflow/mail/{_text_for(event)}.txt", context)
    return EmailMessage(
        subject=" ".join(subject.split()),
        body=body.strip() + "\n",
        to=[notice.recipient.email],
        headers={"Auto-Submitted": "auto-generated"},
    )


def _text_for(event: AuditEvent) -> str:
    """Which text: one for each verb, and one for a withdrawal, which makes nothing readable when it is published."""
    if event.verb == Verb.PUBLISH and event.snapshot.get("change") == Change.WITHDRAWAL:
        return "withdrawal"
    return event.verb


def _page_for(event: AuditEvent) -> str:
    """Where the reader acts on it: moderators in the queue, everybody else at their desk."""
    name = "moderation:queue" if event.verb == Verb.SUBMIT else "desk:home"
    return f"{settings.SITE_URL}{reverse(name)}"


def _reference_of(record_id: int | None) -> str:
    """The public reference of the record an update is about; nothing for records that stand by themselves."""
    if record_id is None:
        return ""
    return Record.objects.values_list("reference", flat=True).get(pk=record_id) or ""
