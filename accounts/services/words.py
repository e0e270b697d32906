"""What people are told about delegations and proposals; none of it can be silenced: it says who may do what here."""

from collections.abc import Callable, Mapping
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from accounts.models import Delegation, Nomination
from accounts.rules import looks_after_people
from accounts.services.reminders import occasion_on
from accounts.states import REMINDED_BEFORE, NominationStanding, Occasion
from notices.models import Notice
from notices.services import Message, Topic

LABELS: Mapping[Occasion, str | Promise] = {
    Occasion.VACANT: pgettext_lazy("topic", "States and organisations without a focal point"),
    Occasion.NOMINATED: pgettext_lazy("topic", "Proposals of a focal point"),
    Occasion.CONFIRMED: pgettext_lazy("topic", "Proposals confirmed"),
    Occasion.REFUSED: pgettext_lazy("topic", "Proposals not confirmed"),
} | dict.fromkeys(REMINDED_BEFORE.values(), pgettext_lazy("topic", "Delegations that end"))


def topics() -> list[Topic]:
    """A topic for each occasion; all of them urgent."""
    return [
        Topic(f"accounts.{occasion}", label, compose=compose, is_urgent=True) for occasion, label in LABELS.items()
    ]


def compose(notice: Notice) -> Message | None:
    """What happens, when, and where to act on it; None where it has changed since it was written down."""
    occasion = Occasion(notice.topic.partition(".")[2])
    if "nomination" in notice.facts:
        with_parties = Nomination.objects.select_related("state", "organisation")
        return NOMINATIONS[occasion](notice, with_parties.get(pk=notice.facts["nomination"]))
    with_party = Delegation.objects.select_related("person", "state", "organisation")
    delegation = with_party.get(pk=notice.facts["delegation"])
    if delegation.ends_on is None or delegation.ends_on.isoformat() != notice.facts["last_day"]:
        return None
    return _vacant(delegation, delegation.ends_on) if occasion == Occasion.VACANT else _ends(notice, delegation)


def _ends(notice: Notice, delegation: Delegation) -> Message | None:
    last: date = delegation.ends_on  # type: ignore[assignment]  # compose has looked
    days = (last - timezone.localdate()).days
    if occasion_on(delegation, timezone.localdate()) != notice.topic.partition(".")[2]:
        return None  # over, or a later notice of the same day has taken its place
    facts = {
        "party": delegation.party,
        "role": delegation.get_role_display(),
        "day": date_format(last, "DATE_FORMAT"),
        "name": delegation.person,
    }
    if delegation.person_id == notice.recipient_id:
        whose = _("Your delegation for %(party)s (%(role)s) ends on %(day)s.") % facts
    else:
        whose = _("The delegation of %(name)s for %(party)s (%(role)s) ends on %(day)s.") % facts
    left = ngettext("That is in %(days)s day.", "That is in %(days)s days.", days) % {"days": days}
    return Message(
        subject=_("Delegation for %(party)s ends on %(day)s") % facts,
        paragraphs=[
            f"{whose} {left}",
            _(
                "From the day after, it opens nothing any more. Drafts are not lost: they stay with the State or "
                "organisation and with whoever speaks for it next. A focal point can propose a successor, or ask for "
                "more time, on the strength of a letter; a focal point can also invite drafters:"
            ),
        ],
        link=reverse("delegations:home"),
        action=_("Go to your delegations"),
    )


def _vacant(delegation: Delegation, last: date) -> Message | None:
    speaking = Delegation.objects.of_party_of(delegation).in_force(timezone.localdate())
    if speaking.of_focal_points().of_open_accounts().exists():
        return None
    facts = {"party": delegation.party, "day": date_format(last, "DATE_FORMAT")}
    return Message(
        subject=_("No focal point any more: %(party)s") % facts,
        paragraphs=[
            _(
                "The last delegation of a focal point for %(party)s ended on %(day)s, and nobody follows. Nothing can "
                "be submitted for it until somebody does."
            )
            % facts,
            _("All States without a focal point:"),
        ],
        link=reverse("people:vacancies"),
        action=_("Go to the vacancies"),
    )


def _nominated(notice: Notice, nomination: Nomination) -> Message | None:
    if nomination.standing != NominationStanding.PROPOSED:
        return None
    facts = {"party": nomination.party}
    is_for_staff = looks_after_people(notice.recipient)
    return Message(
        subject=_("A focal point is proposed for %(party)s") % facts,
        paragraphs=[
            _(
                "A focal point of %(party)s proposes another focal point. Nothing goes out before the secretariat has "
                "checked the letter this rests on. Look at it here:"
            )
            % facts
        ],
        link=reverse("people:nominations" if is_for_staff else "delegations:home"),
        action=_("Look at the proposal"),
    )


def _confirmed(_notice: Notice, nomination: Nomination) -> Message:
    facts = {"party": nomination.party, "email": nomination.email}
    return Message(
        subject=_("The proposal for %(party)s is confirmed") % facts,
        paragraphs=[
            _(
                "The secretariat has confirmed %(email)s as focal point of %(party)s. An invitation is on its way to "
                "this address; the delegation begins when it is accepted, and not before the day that was proposed."
            )
            % facts
        ],
        link=reverse("delegations:home"),
        action=_("Go to your delegations"),
    )


def _refused(_notice: Notice, nomination: Nomination) -> Message:
    facts = {"party": nomination.party, "email": nomination.email}
    return Message(
        subject=_("The proposal for %(party)s is not confirmed") % facts,
        paragraphs=[
            _("The secretariat has not confirmed %(email)s as focal point of %(party)s. Its reason:") % facts,
            nomination.reason,
            _("You can propose again, with the letter that is missing, from this page:"),
        ],
        link=reverse("delegations:home"),
        action=_("Go to your delegations"),
    )


NOMINATIONS: Mapping[Occasion, Callable[[Notice, Nomination], Message | None]] = {
    Occasion.NOMINATED: _nominated,
    Occasion.CONFIRMED: _confirmed,
    Occasion.REFUSED: _refused,
}
