"""What happens by the calendar. Each sweep may be run twice, or by two workers: the second finds nothing to do.

A match is closed, or its contacts erased, by the verb, which locks it and looks again; a reminder is claimed by moving
the rung on the side's own row, in the transaction that owes the message.
"""

import logging
from datetime import date

from django.db import transaction

from accounts.models import User
from matching.exceptions import NotNow
from matching.models import Match, MatchSide
from matching.selectors import due
from matching.services.brokering import close
from matching.services.contacts import erase_contacts
from matching.services.telling import tell_side
from matching.states import Closing

log = logging.getLogger(__name__)


def close_lapsed_matches(*, day: date) -> int:
    """Close what nobody answered in time and what lost its need or its offer; says how many."""
    found = [(match, Closing.GONE) for match in due.orphaned()[: due.BATCH]]
    gone = {match.pk for match, _closing in found}
    found += [(match, Closing.EXPIRED) for match in due.lapsed(day)[: due.BATCH] if match.pk not in gone]
    return sum(_close(match, closing) for match, closing in found)


def remind_sides(*, day: date) -> int:
    """Remind the focal points of sides that have not answered: after 7 days, once more after 30, then never."""
    return sum(
        _write(side, "matching.answer_reminder", rung, column="reminded") for side, rung in due.sides_to_remind(day)
    )


def ask_for_outcomes(*, day: date) -> int:
    """Ask sides of matches made what came of it, on the follow-up's day, and remind them as of an answer."""
    return sum(
        _write(side, "matching.outcome_reminder" if rung else "matching.outcome_asked", rung, column="asked")
        for side, rung in due.sides_to_ask(day)
    )


def erase_due_contacts(*, day: date) -> int:
    """Erase the contacts and remarks whose days are over; says of how many matches."""
    system = User.objects.system()
    return sum(erase_contacts(match, by=system) for match in due.to_erase(day)[: due.BATCH])


def _close(match: Match, closing: Closing) -> bool:
    try:
        close(match, by=User.objects.system(), closing=closing)
    except NotNow:
        return False  # somebody answered, or another worker was faster
    return True


def _write(side: MatchSide, topic: str, rung: int, *, column: str) -> bool:
    """True for exactly one caller: whoever moves the rung it has seen."""
    seen = getattr(side, column)
    with transaction.atomic():
        claimed = MatchSide.objects.filter(pk=side.pk, **{column: seen}).update(**{column: rung})
        if claimed:
            tell_side(topic, side, rung=rung)
    return bool(claimed)
