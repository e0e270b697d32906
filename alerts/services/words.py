"""The two mails somebody without an account gets, as plain text and as HTML that says the same."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from alerts.models import Letter
from alerts.selectors import News, Scope
from alerts.services.links import confirm_link, stop_link
from alerts.states import Frequency
from notices.services import message_id


def confirmation_mail(letter: Letter, scope: Scope) -> EmailMultiAlternatives:
    """The link by which an address is confirmed, in the active language."""
    subject = _("Please confirm: mail about “%(what)s”") % {"what": scope.title}
    known = {"link": confirm_link(letter), "days": settings.ALERT_CONFIRM_DAYS}
    return _in_both_forms("confirm", letter, scope, subject=subject, known=known)


def news_mail(letter: Letter, scope: Scope, told: News) -> EmailMultiAlternatives:
    """What is new, the latest first, and one click to hear no more of it (RFC 8058, which demands https)."""
    subject = _("New: %(what)s") % {"what": scope.title}
    link = stop_link(letter.subscription)
    mail = _in_both_forms("news", letter, scope, subject=subject, known={"told": told, "stop_link": link})
    mail.extra_headers["List-Unsubscribe"] = f"<{link}>"
    if link.startswith("https://"):
        mail.extra_headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return mail


def _in_both_forms(name: str, letter: Letter, scope: Scope, *, subject: str, known: dict) -> EmailMultiAlternatives:
    subject = " ".join(subject.split())
    context = known | {
        "subject": subject,
        "scope": scope,
        "frequency": Frequency(letter.frequency).label,
        "language": get_language() or "en",
        "direction": "rtl" if get_language_bidi() else "ltr",
        "site_url": settings.SITE_URL,
        "operator_name": settings.OPERATOR_NAME,
        "operator_contact": settings.OPERATOR_CONTACT,
    }
    headers = {"Auto-Submitted": "auto-generated", "Message-ID": message_id(letter)}
    body = render_to_string(f"alerts/mail/{name}.txt", context).strip() + "\n"
    mail = EmailMultiAlternatives(subject=subject, body=body, to=[letter.subscription.email], headers=headers)
    mail.attach_alternative(render_to_string(f"alerts/mail/{name}.html", context), "text/html")
    return mail
