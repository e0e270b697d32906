"""What would make a pledge easier to follow: one function for the drafter, the review page and the moderator.

Advice only, and private: nothing here is counted, published or compared. Only facts of structure are looked at, never
words, so that every language is treated alike.
"""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from drafting.states import Aspect, Hint
from pledges.models import Pledge
from pledges.states import LONG_YEARS, Level, Novelty
from ui.days import in_year
from workflow.states import Change

SPARSE = 600  # characters: shorter descriptions seldom say who does what, for whom and how
ABROAD = frozenset({Level.REGIONAL, Level.INTERNATIONAL})


def smart_hints(pledge: Pledge) -> list[Hint]:
    """What the pledge could still say, each with why it helps: specific, measurable, time-bound, resourced, owned."""
    if pledge.change == Change.WITHDRAWAL:
        return []
    aspects = (_specific, _measurable, _time_bound, _resourced, _owned)
    return [hint for aspect in aspects for hint in aspect(pledge)]


def _specific(pledge: Pledge) -> Iterator[Hint]:
    if 0 < len(pledge.description.strip()) < SPARSE:
        yield Hint(
            Aspect.SPECIFIC,
            "description",
            _("The description is short."),
            _("A few more sentences on what will be done, for whom and how let others judge it and join in."),
        )
    if not pledge.levels:
        yield Hint(
            Aspect.SPECIFIC,
            "levels",
            _("No level is chosen."),
            _("Readers look for pledges by where they are carried out; without a level this one is not found there."),
        )
    elif _has_no_place(pledge):
        yield Hint(
            Aspect.SPECIFIC,
            "countries",
            _("No country is named."),
            _("Naming the countries, or the region, lets those concerned find the pledge and offer to help."),
        )


def _has_no_place(pledge: Pledge) -> bool:
    """A State's own country goes without saying, unless the work reaches beyond it."""
    reaches_beyond = bool(ABROAD.intersection(pledge.levels)) or pledge.state_id is None
    return reaches_beyond and not pledge.region and not pledge.countries.all()


def _measurable(pledge: Pledge) -> Iterator[Hint]:
    if not pledge.indicator:
        yield Hint(
            Aspect.MEASURABLE,
            "indicator",
            _("No indicator is named."),
            _("One figure that is counted anyway is enough: each report on progress can then be a single number."),
        )
        return
    if not pledge.baseline:
        yield Hint(
            Aspect.MEASURABLE,
            "baseline",
            _("The indicator has no baseline."),
            _("Where things stand today is hard to find out later, and without it no progress can be shown."),
        )
    if not pledge.target:
        yield Hint(
            Aspect.MEASURABLE,
            "target",
            _("The indicator has no target."),
            _("A target says when the pledge is fulfilled, so that nobody has to argue about it."),
        )
    elif not any(character.isdigit() for character in pledge.target):
        yield Hint(
            Aspect.MEASURABLE,
            "target",
            _("The target has no number in it."),
            _("A number can be compared with the baseline, in any language."),
        )


def _time_bound(pledge: Pledge) -> Iterator[Hint]:
    if pledge.is_open_ended:
        yield Hint(
            Aspect.TIME_BOUND,
            "is_open_ended",
            _("The pledge has no end."),
            _("An end, even a provisional one, says when to look back; it can be moved by an amendment."),
        )
    elif (
        pledge.starts_on
        and pledge.ends_on
        and pledge.ends_on > in_year(pledge.starts_on, pledge.starts_on.year + LONG_YEARS)
    ):
        yield Hint(
            Aspect.TIME_BOUND,
            "ends_on",
            _("The pledge runs for more than eight years, past two Forums."),
            _("A nearer end for a first stage keeps it within the reach of those who make it."),
        )
    forum = pledge.forum
    if forum and forum.starts_on and pledge.ends_on and pledge.ends_on < forum.starts_on:
        yield Hint(
            Aspect.TIME_BOUND,
            "forum",
            _("The pledge ends before the Forum it is announced for."),
            _("Check the year: work that is over by then is better told as a report on progress."),
        )
    if pledge.novelty == Novelty.CONTINUING and not pledge.continuing_since:
        yield Hint(
            Aspect.TIME_BOUND,
            "continuing_since",
            _("It is not said since when the work goes on."),
            _("The year it began shows what this pledge adds to it."),
        )


def _resourced(pledge: Pledge) -> Iterator[Hint]:
    if pledge.budget_amount is None:
        yield Hint(
            Aspect.RESOURCED,
            "budget_amount",
            _("No budget is stated."),
            _("Even a rough amount tells donors and partners what is there and what is not."),
        )
    elif pledge.budget_is_secured is False:
        yield Hint(
            Aspect.RESOURCED,
            "budget_is_secured",
            _("The budget is not secured."),
            _("Say in the description what is lacking: the Forum brings those who can help to the table."),
        )


def _owned(pledge: Pledge) -> Iterator[Hint]:
    if not pledge.lead_institution:
        yield Hint(
            Aspect.OWNED,
            "lead_institution",
            _("No lead institution is named."),
            _("A pledge that one office answers for survives a change of government and of focal point."),
        )
    if not pledge.record.pledge_contacts.exists():
        yield Hint(
            Aspect.OWNED,
            "contacts",
            _("No contact person is named."),
            _("The secretariat has somebody to ask, and no question waits for a focal point. It is never published."),
        )
