"""The words of the messages about a match, in the language that is active when they are sent.

No message names a person or holds an address: contacts are read on the match's page, by who may read them. What is no
longer true when its turn comes is not sent.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from matching.models import Match, MatchSide
from matching.selectors.offers import live_offer
from matching.selectors.suggestions import fit_between
from matching.selectors.wanted import live_need
from matching.states import Closing, Outcome, Side, Standing
from notices.models import Notice
from notices.services import Message, Topic, register
from notices.states import Group


@dataclass(frozen=True)
class Told:
    """What a message is made of: the match, and the side of whoever reads it; None for the secretariat."""

    match: Match
    side: MatchSide | None

    @property
    def pair(self) -> list[str]:
        """Both records, by title while the public can read it and by reference, and why they fit."""
        need, offer = live_need(self.match.need_id), live_offer(self.match.offer_id)
        lines = [
            _line(_("The need: %(record)s"), need.title if need else "", self.match.need.reference),
            _line(_("The offer: %(record)s"), offer.item.title if offer else "", self.match.offer.reference),
        ]
        if need and offer and (reasons := fit_between(need, offer).sentence):
            lines.append(_("Why they fit: %(reasons)s.") % {"reasons": reasons})
        return lines

    @property
    def link(self) -> str:
        """The match's page of whoever reads it."""
        if self.side is None:
            return reverse("matching:detail", args=[self.match.pk])
        return reverse("desk_matches:detail", args=[self.match.pk, self.side.which])


Words = Callable[[Told], Message | None]


def register_topics() -> None:
    """Make every topic of matches known to the sender."""
    for name, label, words in TOPICS:
        register(Topic(f"matching.{name}", label, compose=_composed(words), group=Group.ASKED))


def _composed(words: Words) -> Callable[[Notice], Message | None]:
    def compose(notice: Notice) -> Message | None:
        told = _told(notice)
        return words(told) if told else None

    return compose


def _told(notice: Notice) -> Told | None:
    match = Match.objects.select_related("need", "offer").filter(pk=notice.facts.get("match")).first()
    if match is None:
        return None
    which = notice.facts.get("side")
    side = match.sides.select_related("state", "organisation").filter(which=which).first() if which else None
    return Told(match, side)


def _put(told: Told) -> Message | None:
    if not _waits(told):
        return None
    return Message(
        subject=_("A match is put to you: %(need)s and %(offer)s") % _references(told),
        paragraphs=[
            _our_part(told),
            *told.pair,
            _("The secretariat asks both sides. Contacts are exchanged only if both consent; either may decline."),
            _("Please answer by %(day)s.") % {"day": _day(told.match.answer_by)},
        ],
        link=told.link,
        action=_("Read it and answer"),
    )


def _answer_reminder(told: Told) -> Message | None:
    if not _waits(told):
        return None
    return Message(
        subject=_("Still open: the match of %(need)s and %(offer)s") % _references(told),
        paragraphs=[
            _our_part(told),
            *told.pair,
            _("You have not answered yet. On %(day)s it is closed without an answer.")
            % {"day": _day(told.match.answer_by)},
        ],
        link=told.link,
        action=_("Read it and answer"),
    )


def _matched(told: Told) -> Message | None:
    if not told.match.is_made:
        return None
    follow_up = _("You are asked what came of it on %(day)s.") % {"day": _day(told.match.follow_up_on)}
    contacts = _(
        "Both sides consented. The contact that each side entered is on the page of the match, for the focal "
        "points of both sides only: it is in no e-mail."
    )
    return Message(
        subject=_("Matched: %(need)s and %(offer)s") % _references(told),
        paragraphs=[*told.pair, contacts, *([follow_up] if told.side else [])],
        link=told.link,
        action=_("See the match"),
    )


def _closed(told: Told) -> Message | None:
    reasons = {
        Closing.DECLINED: _("One of the two sides declined, so it goes no further. No contact was exchanged."),
        Closing.GONE: _("The need or the offer is no longer public, so it goes no further. No contact was exchanged."),
        Closing.EXPIRED: _("Not both sides answered in time, so it goes no further. No contact was exchanged."),
        Closing.DROPPED: _("The secretariat does not pursue it. No contact was exchanged."),
    }
    if told.match.standing != Standing.CLOSED:
        return None
    return Message(
        subject=_("No match: %(need)s and %(offer)s") % _references(told),
        paragraphs=[*told.pair, reasons[Closing(told.match.closing)]],
        link=told.link,
        action=_("See the match"),
    )


def _outcome_asked(told: Told) -> Message | None:
    if not _is_silent(told):
        return None
    return Message(
        subject=_("What came of it? %(need)s and %(offer)s") % _references(told),
        paragraphs=[
            *told.pair,
            _("Matched on %(day)s. Was support given as agreed, in part, or did it fall through? It takes a minute.")
            % {"day": _day(told.match.matched_at)},
        ],
        link=told.link,
        action=_("Say what came of it"),
    )


def _outcome_reminder(told: Told) -> Message | None:
    if not _is_silent(told):
        return None
    return Message(
        subject=_("Not known yet: what came of %(need)s and %(offer)s") % _references(told),
        paragraphs=[
            *told.pair,
            _("Until somebody says so, the public figures count it as a match whose outcome is not known."),
        ],
        link=told.link,
        action=_("Say what came of it"),
    )


def _outcome_stated(told: Told) -> Message | None:
    if told.match.standing != Standing.MATCHED:
        return None
    return Message(
        subject=_("Outcome to confirm: %(need)s and %(offer)s") % _references(told),
        paragraphs=[*told.pair, _("One side said what came of it. It counts once you have confirmed it.")],
        link=told.link,
        action=_("Read and confirm"),
    )


def _concluded(told: Told) -> Message | None:
    if told.match.standing != Standing.CONCLUDED:
        return None
    outcome = _("What came of it: %(outcome)s.") % {"outcome": Outcome(told.match.outcome).label}
    erased = ngettext(
        "The contacts are erased after %(days)s day, or earlier if you ask for it on the page.",
        "The contacts are erased after %(days)s days, or earlier if you ask for it on the page.",
        settings.MATCH_CONTACT_DAYS,
    )
    return Message(
        subject=_("Outcome recorded: %(need)s and %(offer)s") % _references(told),
        paragraphs=[*told.pair, outcome, erased % {"days": settings.MATCH_CONTACT_DAYS}],
        link=told.link,
        action=_("See the match"),
    )


TOPICS = (
    ("put", gettext_lazy("A match is put to you"), _put),
    ("answer_reminder", gettext_lazy("A match waits for your answer"), _answer_reminder),
    ("matched", gettext_lazy("A match was made"), _matched),
    ("closed", gettext_lazy("Nothing came of a match"), _closed),
    ("outcome_asked", gettext_lazy("You are asked what came of a match"), _outcome_asked),
    ("outcome_reminder", gettext_lazy("The outcome of a match is not known yet"), _outcome_reminder),
    ("outcome_stated", gettext_lazy("The outcome of a match is to be confirmed"), _outcome_stated),
    ("concluded", gettext_lazy("The outcome of a match is recorded"), _concluded),
)


def _line(words: str, title: str, reference: str | None) -> str:
    return words % {"record": f"“{title}” ({reference})" if title else reference}


def _waits(told: Told) -> bool:
    return told.side is not None and told.match.standing == Standing.PUT and not told.side.reply


def _is_silent(told: Told) -> bool:
    return told.side is not None and told.match.standing == Standing.MATCHED and not told.side.outcome


def _our_part(told: Told) -> str:
    party = {"party": told.side.party if told.side else ""}
    if told.side is not None and told.side.which == Side.NEED:
        return _("The secretariat found an offer that could meet a capacity need of %(party)s.") % party
    return _("The secretariat found a capacity need that an offer of support of %(party)s could meet.") % party


def _references(told: Told) -> dict[str, str]:
    return {"need": told.match.need.reference or "", "offer": told.match.offer.reference or ""}


def _day(day) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""
