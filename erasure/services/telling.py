"""Messages about requests: to administrators, to whoever asked, and the last one to a person whose account it was."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from erasure.exceptions import FarewellNotTaken
from erasure.models import ErasureRequest
from erasure.selectors import administrators, due_soon
from erasure.states import REMINDED_BEFORE, Standing
from notices.models import Notice
from notices.services import Message, Topic, owe


@dataclass(frozen=True)
class Farewell:
    """The last message to a person: address and language as they were, kept in memory only."""

    request: int
    email: str
    name: str
    language: str

    @classmethod
    def to(cls, request: ErasureRequest) -> "Farewell":
        """To the person whose account the request is about, as long as it is known where they are."""
        person = request.person
        assert person is not None
        return cls(request.pk, person.email, person.name, person.language)


def topics() -> list[Topic]:
    """What people are written to about; all of it whatever they chose, for a month is all there is."""
    return [
        Topic("erasure.asked", pgettext_lazy("topic", "Requests to erase personal data"), _asked, is_urgent=True),
        Topic("erasure.due", pgettext_lazy("topic", "Requests to erase personal data"), _due, is_urgent=True),
        Topic("erasure.answered", pgettext_lazy("topic", "Answers to your requests"), _answered, is_urgent=True),
    ]


def tell_asker(request: ErasureRequest) -> None:
    """Owe whoever asked the answer; not somebody whose own account is erased, who gets a last message instead."""
    if request.person_id != request.asked_by_id or request.standing == Standing.REFUSED:
        facts = {"request": request.pk}
        owe("erasure.answered", to=[request.asked_by], key=f"request:{request.pk}", facts=facts)


def remind_of_due_requests(*, day: date | None = None) -> int:
    """Owe administrators a reminder a week before a request is due and once it is late; says how many requests wait.

    A request reminds twice at most, however often this runs.
    """
    today = day or timezone.localdate()
    waiting = list(due_soon(today + REMINDED_BEFORE))
    for request in waiting:
        stage = "late" if request.due_on < today else "soon"
        owe("erasure.due", to=administrators(), key=f"{stage}:{request.pk}", facts={"request": request.pk})
    return len(waiting)


def send_farewell(farewell: Farewell) -> None:
    """Send the last message and note that it was taken; raises FarewellNotTaken. Never inside a transaction."""
    with translation.override(farewell.language):
        context = {
            "name": farewell.name,
            "operator_name": settings.OPERATOR_NAME,
            "operator_contact": settings.OPERATOR_CONTACT,
            "site_url": settings.SITE_URL,
        }
        subject = render_to_string("erasure/mail/farewell.subject.txt", context).strip()
        body = render_to_string("erasure/mail/farewell.txt", context).strip() + "\n"
    try:
        EmailMessage(subject, body, to=[farewell.email], headers={"Auto-Submitted": "auto-generated"}).send()
    except OSError as refusal:
        raise FarewellNotTaken from refusal
    ErasureRequest.objects.filter(pk=farewell.request).update(told_at=timezone.now())


def _request(notice: Notice) -> ErasureRequest:
    return ErasureRequest.objects.select_related("record").get(pk=notice.facts["request"])


def _asked(notice: Notice) -> Message | None:
    request = _request(notice)
    if not request.is_open:
        return None
    return Message(
        subject=_("Somebody asks that personal data be erased"),
        paragraphs=[_asked_for(request), _until(request)],
        link=reverse("erasure:detail", args=[request.pk]),
        action=_("Read the request and decide"),
    )


def _due(notice: Notice) -> Message | None:
    request = _request(notice)
    if not request.is_open:
        return None
    late = _("A request to erase personal data is late")
    return Message(
        subject=late if request.is_late else _("A request to erase personal data is due soon"),
        paragraphs=[_asked_for(request), _until(request)],
        link=reverse("erasure:detail", args=[request.pk]),
        action=_("Read the request and decide"),
    )


def _answered(notice: Notice) -> Message | None:
    request = _request(notice)
    if request.standing == Standing.CARRIED_OUT:
        said = [_("What you asked for was carried out: the personal data is erased. This cannot be undone.")]
    elif request.standing == Standing.REFUSED:
        said = [_("The secretariat did not carry out what you asked for, and gives this reason:"), request.answer]
    else:
        return None
    return Message(
        subject=_("Your request that personal data be erased"),
        paragraphs=[_asked_for(request), *said],
        link=reverse("desk_erasure:detail", args=[request.pk]),
        action=_("Look at your request"),
    )


def _asked_for(request: ErasureRequest) -> str:
    words = {"what": request.get_what_display(), "reference": request.record.reference if request.record else ""}
    if request.record:
        return _("Asked for: %(what)s, %(reference)s.") % words
    return _("Asked for: %(what)s.") % words


def _until(request: ErasureRequest) -> str:
    day = date_format(request.due_on, "DATE_FORMAT")
    return _("It has to be answered by %(day)s.") % {"day": day}
