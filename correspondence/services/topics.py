"""The words of the messages correspondence owes: a question to the owner's people, an answer to whoever asked."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from correspondence.models import Message
from correspondence.selectors import correspondents_of, is_open, version_of
from correspondence.services.threads import ANSWER, QUESTION
from correspondence.states import Side
from notices.models import Notice
from notices.services import Message as Mail
from notices.services import Topic
from workflow.models import AuditEvent


def compose_question(notice: Notice) -> Mail | None:
    """The question, to who can answer it; nothing once it was answered, or the submission left the desk."""
    message = _message_of(notice)
    if message is None or message.thread.waits_for != Side.OWNER:
        return None
    item = version_of(message.thread)
    if not is_open(item) or not correspondents_of(item).filter(pk=notice.recipient_id).exists():
        return None
    words = {"reference": item.reference}
    return Mail(
        subject=_("The secretariat has a question about %(reference)s") % words,
        paragraphs=[
            _("The secretariat asks about your submission %(reference)s:") % words,
            message.text,
            _("Whoever drafts or speaks for %(owner)s can answer at the desk. The question is not public.")
            % {"owner": item.owner or ""},
        ],
        link=message.thread.get_absolute_url(),
        action=_("Read and answer the question"),
    )


def compose_answer(notice: Notice) -> Mail | None:
    """The answer, to a moderator who asked; nothing once the submission left the desk, or the person the staff."""
    message = _message_of(notice)
    if message is None or not notice.recipient.has_perm("workflow.moderate"):
        return None
    item = version_of(message.thread)
    if not is_open(item):
        return None
    words = {"reference": item.reference, "owner": str(item.owner or "")}
    return Mail(
        subject=_("%(owner)s answered a question about %(reference)s") % words,
        paragraphs=[
            _("%(owner)s answered what was asked about %(reference)s:") % words,
            message.text,
            _("The submission waits for a decision."),
        ],
        link=reverse("moderation:record", args=[message.thread.kind, item.pk]),
        action=_("Read the submission"),
    )


def sentence_about_remarks(event: AuditEvent) -> str:
    """How many remarks came with a return, and where they are read; nothing where there are none."""
    number = event.remarks.count()  # type: ignore[attr-defined]
    if not number:
        return ""
    app = event.target_type.partition(".")[0]
    words = ngettext(
        "%(number)d remark stands beside the answer it is about: %(link)s",
        "%(number)d remarks stand beside the answers they are about: %(link)s",
        number,
    )
    link = f"{settings.SITE_URL}{reverse(f'desk_{app}:detail', args=[event.target_id])}"
    return words % {"number": number, "link": link}


def _message_of(notice: Notice) -> Message | None:
    """What the notice is about, unless its words were erased."""
    messages = Message.objects.exclude(text="").select_related("thread__record")
    return messages.filter(pk=notice.facts["message"]).first()


QUESTION_TOPIC = Topic(
    QUESTION, gettext_lazy("Questions of the secretariat about a submission"), compose_question, is_urgent=True
)
ANSWER_TOPIC = Topic(ANSWER, gettext_lazy("Answers to questions about a submission"), compose_answer)
