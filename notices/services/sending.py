"""Sending notices by themselves: each once, in its reader's language, if it is still true."""

from django.core.mail import EmailMessage
from django.utils import translation

from notices.models import Notice
from notices.services.capping import claim
from notices.services.choosing import with_frequency
from notices.services.hooks import is_reachable
from notices.services.post import send_rows
from notices.services.settling import drop, drop_unwanted
from notices.services.topics import topic_of
from notices.services.words import as_mail
from notices.states import Dropped, Frequency


def send_due_notices() -> int:
    """Send what goes out at once and say how many; a second run, or another worker, finds nothing left to send."""
    if not Notice.objects.unsettled().by_themselves().exists():
        return 0  # as a rule: the rest is for when somebody is owed something
    drop_unwanted()
    due = with_frequency(Notice.objects.waiting().by_themselves().filter(is_reachable()))
    return send_rows(due.filter(frequency=Frequency.IMMEDIATE), compose=compose, claim=claim)


def compose(notice_id: int) -> EmailMessage | None:
    """The mail for a claimed notice; None where it is no longer true, which the row then says.

    Raises KeyError where no app registered its topic.
    """
    notice = Notice.objects.select_related("recipient").get(pk=notice_id)
    topic = topic_of(notice)
    with translation.override(notice.recipient.language):
        message = topic.compose(notice)
        if message is None:
            drop(notice, because=Dropped.UNTRUE)
            return None
        return as_mail(notice, message, topic=topic)
