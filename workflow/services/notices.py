"""What people are told of an act in the workflow: a topic for each verb, and a receipt for who submitted.

The verbs only owe; the app `notices` sends. What has been overtaken by the time it is sent is left out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Organisation, State, User
from notices.models import Notice
from notices.services import Message, Topic, owe
from notices.states import Group
from workflow.models import AuditEvent, Record
from workflow.services.sentences import sentences_about
from workflow.states import Change, Status, Verb

RECEIPT, WITHDRAWAL = "receipt", "withdrawal"


@dataclass(frozen=True)
class Text:
    """The sentences of one message: its subject with and without a title, what happened, what comes next and where."""

    subject: str | Promise
    untitled: str | Promise
    opening: str | Promise
    ending: str | Promise
    action: str | Promise
    page: str = "desk:home"


YOUR_DESK = gettext_lazy("Go to your desk")
TEXTS: Mapping[str, Text] = {
    Verb.SUBMIT: Text(
        gettext_lazy("To be decided: %(title)s"),
        gettext_lazy("To be decided: %(reference)s"),
        gettext_lazy("A submission arrived and awaits a decision."),
        gettext_lazy(
            "Read it and decide: publish it, return it for changes or reject it, with a reason. If you drafted or "
            "submitted it yourself, a colleague has to decide."
        ),
        gettext_lazy("Go to the queue"),
        page="moderation:queue",
    ),
    RECEIPT: Text(
        gettext_lazy("Receipt %(reference)s: %(title)s"),
        gettext_lazy("Receipt: %(reference)s"),
        gettext_lazy("Your submission arrived. This message is your receipt."),
        gettext_lazy(
            "The secretariat reads it and publishes it, returns it to you with a reason, or does not accept it. You "
            "are told by e-mail. Until it is published it is not public, and you can still take it back. The receipt "
            "as a PDF, with all answers, is at your desk:"
        ),
        YOUR_DESK,
    ),
    Verb.RETURN: Text(
        gettext_lazy("Returned for changes: %(title)s"),
        gettext_lazy("Returned for changes: %(reference)s"),
        gettext_lazy("A moderator read your submission and returned it for changes. It is not public."),
        gettext_lazy("Correct it at your desk and submit it again:"),
        YOUR_DESK,
    ),
    Verb.REJECT: Text(
        gettext_lazy("Not accepted: %(title)s"),
        gettext_lazy("Not accepted: %(reference)s"),
        gettext_lazy("A moderator read your submission and did not accept it. It is not public and will not be."),
        gettext_lazy(
            "What you wrote stays at your desk. If circumstances have changed, you can start a new draft there:"
        ),
        YOUR_DESK,
    ),
    Verb.PUBLISH: Text(
        gettext_lazy("Published: %(title)s"),
        gettext_lazy("Published: %(reference)s"),
        gettext_lazy("Your submission was published. Anybody can read it now."),
        gettext_lazy(
            "A published record is not edited. To correct it, to report progress or to withdraw it, start from your "
            "desk:"
        ),
        YOUR_DESK,
    ),
    WITHDRAWAL: Text(
        gettext_lazy("Withdrawn: %(title)s"),
        gettext_lazy("Withdrawn: %(reference)s"),
        gettext_lazy(
            "The withdrawal you asked for was published. In place of the record stands a page with the date and your "
            "reason."
        ),
        gettext_lazy("Its history stays at your desk:"),
        YOUR_DESK,
    ),
    Verb.RETRACT: Text(
        gettext_lazy("Retracted: %(title)s"),
        gettext_lazy("Retracted: %(reference)s"),
        gettext_lazy(
            "The secretariat took your published record off the site. In its place the date and the reason are shown."
        ),
        gettext_lazy(
            "Its history stays at your desk. If you think this is a mistake, write to the secretariat, quoting the "
            "reference:"
        ),
        YOUR_DESK,
    ),
    Verb.NAME: Text(
        gettext_lazy("Named as a partner: %(title)s"),
        gettext_lazy("Named as a partner: %(reference)s"),
        gettext_lazy("A pledge was submitted that names a State or organisation you speak for as a partner."),
        gettext_lazy(
            "Read it at your desk and confirm or decline being named. Until you answer, the public page says that you "
            "are named and have not confirmed it yet:"
        ),
        gettext_lazy("Answer"),
        page="desk_pledges:named_list",
    ),
    Verb.DECLINE: Text(
        gettext_lazy("A partner declined: %(title)s"),
        gettext_lazy("A partner declined: %(reference)s"),
        gettext_lazy(
            "A partner you named in a pledge declined to be named. Its name is no longer shown to the public."
        ),
        gettext_lazy("Talk to the partner, or name another one: your desk is where the pledge is amended."),
        YOUR_DESK,
    ),
}
LABELS: Mapping[str, str | Promise] = {
    Verb.SUBMIT: pgettext_lazy("topic", "Submissions to decide on"),
    RECEIPT: pgettext_lazy("topic", "What you submitted"),
    Verb.RETURN: pgettext_lazy("topic", "Returned for changes"),
    Verb.REJECT: pgettext_lazy("topic", "Not accepted"),
    Verb.PUBLISH: pgettext_lazy("topic", "Published"),
    Verb.RETRACT: pgettext_lazy("topic", "Taken off the site"),
    Verb.NAME: pgettext_lazy("topic", "Pledges that name you as a partner"),
    Verb.DECLINE: pgettext_lazy("topic", "Partners that declined"),
}
GROUPS: Mapping[str, Group] = {Verb.SUBMIT: Group.SUBMISSIONS, Verb.NAME: Group.ASKED}  # of the others: decisions
STILL_TRUE_WHILE: Mapping[str, frozenset[Status]] = {  # where the version has to stand for there to be anything to do
    Verb.SUBMIT: frozenset({Status.SUBMITTED}),
    Verb.RETURN: frozenset({Status.RETURNED}),
    Verb.PUBLISH: frozenset({Status.PUBLISHED}),
}


def tell(event: AuditEvent, *, to: Iterable[User], receipt_for: User | None = None) -> None:
    """Owe these people the message of the event, and its receipt to who submitted; inside the act's transaction."""
    owe(f"workflow.{event.verb}", to=to, key=f"event:{event.pk}", facts={"event": event.pk})
    if receipt_for is not None:
        owe(f"workflow.{RECEIPT}", to=[receipt_for], key=f"event:{event.pk}", facts={"event": event.pk})


def topics() -> list[Topic]:
    """A topic for each verb people are told of, and the receipt."""
    return [
        Topic(f"workflow.{name}", label, compose=compose, group=GROUPS.get(name, Group.DECISIONS))
        for name, label in LABELS.items()
    ]


def compose(notice: Notice) -> Message | None:
    """What happened to which record, why, what to do next and where; None where somebody has acted on it since."""
    event = AuditEvent.objects.select_related("actor", "record").get(pk=notice.facts["event"])
    told_as = notice.topic.partition(".")[2]
    if _is_overtaken(event, STILL_TRUE_WHILE.get(told_as)):
        return None
    if told_as == Verb.PUBLISH and event.snapshot.get("change") == Change.WITHDRAWAL:
        told_as = WITHDRAWAL
    text, title = TEXTS[told_as], event.snapshot.get("title", "")
    reference = (event.record.reference if event.record else None) or ""
    lines = _lines(event, title=title, reference=reference, is_receipt=told_as == RECEIPT)
    return Message(
        subject=str(text.subject if title else text.untitled) % {"title": title, "reference": reference},
        paragraphs=[str(text.opening), "\n".join(lines), *_reason(event), *sentences_about(event), str(text.ending)],
        link=reverse(text.page),
        action=str(text.action),
        summary="\n".join(filter(None, [*lines[bool(title) :], event.note])),
    )


def _is_overtaken(event: AuditEvent, still_true: frozenset[Status] | None) -> bool:
    if still_true is None:
        return False
    versions = apps.get_model(event.target_type)._base_manager.filter(pk=event.target_id)
    return versions.values_list("status", flat=True).first() not in still_true


def _lines(event: AuditEvent, *, title: str, reference: str, is_receipt: bool) -> list[str]:
    """Which record, a line each; on a receipt also for whom, by whom and when."""
    about, at = _reference_of(event.snapshot.get("about")), timezone.localtime(event.at)
    lines = [
        title and _("Title: %(title)s") % {"title": title},
        about and _("Progress update on: %(about)s") % {"about": about},
        reference and _("Reference: %(reference)s") % {"reference": reference},
    ]
    if is_receipt:
        owner = _owner_of(event)
        lines += [
            owner and _("Submitted for: %(owner)s") % {"owner": owner},
            event.actor.name and _("Submitted by: %(by)s") % {"by": event.actor.name},
            _("Submitted at: %(day)s, %(time)s UTC")
            % {"day": date_format(at, "DATE_FORMAT"), "time": date_format(at, "H:i")},
        ]
    return [line for line in lines if line]


def _reason(event: AuditEvent) -> list[str]:
    """What a moderator or a partner wrote, word for word."""
    if not event.note:
        return []
    return [event.note] if event.verb == Verb.DECLINE else [_("The reason given:"), event.note]


def _owner_of(event: AuditEvent) -> str:
    """The State or organisation in whose name it was done, in the reader's language; nothing where none is named."""
    if state := event.snapshot.get("state"):
        return str(State.objects.get(pk=state))
    if organisation := event.snapshot.get("organisation"):
        return str(Organisation.objects.get(pk=organisation))
    return ""


def _reference_of(record_id: int | None) -> str:
    """The public reference of the record an update is about; nothing for records that stand by themselves."""
    if record_id is None:
        return ""
    return Record.objects.values_list("reference", flat=True).get(pk=record_id) or ""
