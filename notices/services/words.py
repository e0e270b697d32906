"""Words become mail: greeting and ending around what a topic says, as plain text and as HTML that says the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, get_language_bidi, ngettext

from notices.models import Digest, Notice, Outgoing, Personal
from notices.services.choosing import stop_link
from notices.services.post import message_id
from notices.services.topics import Message, Topic
from notices.states import Group, Period

COLONS = (":", "：")
SHOWN = 30  # entries of one topic in a digest; the rest are counted


@dataclass(frozen=True)
class Section:
    """What a digest says about one topic."""

    label: str | Promise
    group: Group
    messages: Sequence[Message]

    @property
    def shown(self) -> Sequence[Message]:
        """Those that are listed, the oldest first."""
        return self.messages[:SHOWN]

    @property
    def more(self) -> int:
        """How many are only counted."""
        return max(len(self.messages) - SHOWN, 0)


def as_mail(notice: Notice, message: Message, *, topic: Topic) -> EmailMultiAlternatives:
    """The whole mail for one notice, in the active language."""
    paragraphs = [paragraph for paragraph in message.paragraphs if paragraph]
    context = {
        "message": message,
        "paragraphs": paragraphs,
        "link": settings.SITE_URL + message.link if message.link else "",
        "leads_to_link": bool(paragraphs) and paragraphs[-1].rstrip().endswith(COLONS),
    }
    groups = [] if topic.is_urgent else [topic.group]
    return _in_both_forms("message", context, subject=message.subject, row=notice, groups=groups)


def as_digest(digest: Digest, sections: Sequence[Section]) -> EmailMultiAlternatives:
    """The whole mail for a digest, in the active language."""
    groups = list(dict.fromkeys(section.group for section in sections))
    count = sum(len(section.messages) for section in sections)
    subject = {
        Period.DAILY: ngettext("Your day: %(count)s message", "Your day: %(count)s messages", count),
        Period.WEEKLY: ngettext("Your week: %(count)s message", "Your week: %(count)s messages", count),
        Period.HELD: ngettext("%(count)s more reminder", "%(count)s more reminders", count),
    }[Period(digest.period)] % {"count": count}
    context = {"sections": sections, "period": digest.period, "site": settings.SITE_URL}
    return _in_both_forms("digest", context, subject=subject, row=digest, groups=groups)


def letter(*, subject: str, body: str, to: str, row: Outgoing | None = None) -> EmailMultiAlternatives:
    """A mail that is no notice, from words made elsewhere in the active language, for the row that is sent if any."""
    headers = {"Message-ID": message_id(row)} if row is not None else {}
    mail = EmailMultiAlternatives(" ".join(subject.split()), body.strip() + "\n", to=[to], headers=headers)
    return with_html(mail)


def with_html(mail: EmailMultiAlternatives) -> EmailMultiAlternatives:
    """The same mail with its plain text as HTML beside it, its addresses to be followed; a machine wrote it."""
    mail.extra_headers["Auto-Submitted"] = "auto-generated"
    context = {"body": mail.body, "subject": mail.subject} | _language()
    mail.attach_alternative(render_to_string("notices/mail/letter.html", context), "text/html")
    return mail


def _language() -> dict[str, str]:
    return {"language": get_language() or "en", "direction": "rtl" if get_language_bidi() else "ltr"}


def _in_both_forms(
    template: str, context: dict, *, subject: str, row: Personal, groups: Sequence[Group]
) -> EmailMultiAlternatives:
    """A mail to the row's recipient from the two templates of that name; what may be silenced says how."""
    subject = " ".join(subject.split())
    context = context | {
        "subject": subject,
        "person": row.recipient,
        **_language(),
        "site_url": settings.SITE_URL,
        "operator_name": settings.OPERATOR_NAME,
        "operator_contact": settings.OPERATOR_CONTACT,
        "stops": [(group.label, stop_link(row.recipient_id, [group])) for group in groups],
        "choices_link": settings.SITE_URL + reverse("notices:choose"),
    }
    mail = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string(f"notices/mail/{template}.txt", context).strip() + "\n",
        to=[row.recipient.email],
        headers=_headers(row, groups),
    )
    mail.attach_alternative(render_to_string(f"notices/mail/{template}.html", context), "text/html")
    return mail


def _headers(row: Personal, groups: Sequence[Group]) -> dict[str, str]:
    """That a machine wrote it (RFC 3834), which row it is, and one click to hear no more of it (RFC 2369, RFC 8058).

    One click is promised only where the address is https, as RFC 8058 demands.
    """
    headers = {"Auto-Submitted": "auto-generated", "Message-ID": message_id(row)}
    if groups:
        headers["List-Unsubscribe"] = f"<{stop_link(row.recipient_id, groups)}>"
        if settings.SITE_URL.startswith("https://"):
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers
