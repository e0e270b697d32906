"""What moderators are written to about by the desk: that they no longer hold what they had claimed."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from moderation.models import Claim
from moderation.selectors.claims import claim_on
from moderation.selectors.contents import KINDS
from moderation.states import Ending, Kind
from notices.models import Notice
from notices.services import Message, Topic, owe, register
from workflow.models import Moderated

CLAIM_LOST = "moderation.claim_lost"


def register_topics() -> None:
    """Make the desk's topics known to the sender."""
    register(TOPIC)


def tell_former_holder(held: Claim, item: Moderated, *, reason: Ending) -> None:
    """Owe the person who held a claim the message that it is no longer theirs, and why; once for each claim."""
    kind = next(kind for kind, written in KINDS.items() if isinstance(item, written.model))
    facts = {"claim": held.pk, "kind": kind.value, "version": item.pk, "reason": reason.value}
    owe(CLAIM_LOST, to=[held.holder], key=f"claim:{held.pk}", facts=facts)


def compose(notice: Notice) -> Message | None:
    """The words; None where the reader holds the submission again, or it is no longer on the desk."""
    held = Claim.objects.select_related("record", "followed_by__holder").get(pk=notice.facts["claim"])
    kind = Kind(notice.facts["kind"])
    item = KINDS[kind].model._default_manager.awaiting_decision().filter(pk=notice.facts["version"]).first()
    now = claim_on(item) if item else None
    if item is None or (now and now.holder_id == notice.recipient_id):
        return None
    words = {"reference": held.record.reference}
    link = reverse("moderation:record", args=[kind.value, item.pk])
    if notice.facts["reason"] == Ending.TAKEN_OVER:
        words["name"] = str(held.followed_by.holder)
        return Message(
            subject=_("%(reference)s was taken over") % words,
            paragraphs=[
                _("%(name)s is deciding on %(reference)s now, which you had claimed.") % words,
                _("You need do nothing. Speak with them if you have begun to read it."),
            ],
            link=link,
            action=_("Read the submission"),
        )
    return Message(
        subject=_("%(reference)s is free for others again") % words,
        paragraphs=[
            _("You had claimed %(reference)s, and it was not decided on in the time a claim lasts.") % words,
            _("It is in the queue for everybody again. Claim it anew if you are still deciding on it."),
        ],
        link=link,
        action=_("Read the submission"),
    )


TOPIC = Topic(
    name=CLAIM_LOST,
    label=pgettext_lazy("notices", "Submissions you had claimed and no longer hold"),
    compose=compose,
)
