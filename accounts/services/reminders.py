"""Owing people word that a delegation ends or that nobody follows: each once for a last day, an occasion and a reader.

The sweep of `notices` sends it, in the words of `accounts/services/words.py`.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils import timezone

from accounts.models import Delegation, User
from accounts.selectors import delegations_ending, parties_left_alone
from accounts.states import REMINDED_BEFORE, Occasion, StaffRole
from notices.models import Notice
from notices.services import owe_unwritten


def remind_of_delegations(*, day: date | None = None) -> int:
    """Write what is due on that day, today if none is given, and not written yet; says how many rows that were.

    Of several notices that are due at once only the last is written: a delegation made or shortened late is reminded
    of once. A notice whose day came before the delegation began is none.
    """
    day = day or timezone.localdate()
    ending = [(each, occasion) for each in delegations_ending(day) if (occasion := occasion_on(each, day))]
    alone = [(each, Occasion.VACANT) for each in parties_left_alone(day)]
    if not ending and not alone:
        return 0
    return owe_unwritten([*_to_delegates(ending, day), *_to_administrators(alone)])


def occasion_on(delegation: Delegation, day: date) -> Occasion | None:
    """Which of the notices before its last day is due on that day; None where none is."""
    if delegation.ends_on is None:
        return None
    left = (delegation.ends_on - day).days
    days = min((each for each in REMINDED_BEFORE if each >= left), default=None)
    if days is None or delegation.ends_on - timedelta(days=days) <= delegation.starts_on:
        return None
    return REMINDED_BEFORE[days]


def _to_delegates(ending: list[tuple[Delegation, Occasion]], day: date) -> Iterator[Notice]:
    """To the delegate and to the focal points of the same party."""
    speaking = Delegation.objects.in_force(day).of_focal_points().of_open_accounts()
    focal_points: dict[tuple, set[int]] = {}
    for state, organisation, person in speaking.values_list("state_id", "organisation_id", "person_id"):
        focal_points.setdefault((state, organisation), set()).add(person)
    for delegation, occasion in ending:
        others = focal_points.get((delegation.state_id, delegation.organisation_id), set())
        yield from _rows(delegation, occasion, {delegation.person_id} | others)


def _to_administrators(alone: list[tuple[Delegation, Occasion]]) -> Iterator[Notice]:
    administrators = User.objects.filter(is_active=True, staff_role=StaffRole.ADMINISTRATOR)
    people = set(administrators.values_list("pk", flat=True)) if alone else set()
    for delegation, occasion in alone:
        yield from _rows(delegation, occasion, people)


def _rows(delegation: Delegation, occasion: Occasion, people: set[int]) -> Iterator[Notice]:
    """The last day is part of what makes it one: a delegation that was prolonged is reminded of anew."""
    last_day = delegation.ends_on.isoformat() if delegation.ends_on else ""
    for person in sorted(people):
        yield Notice(
            topic=f"accounts.{occasion}",
            key=f"delegation:{delegation.pk}:{last_day}:{occasion}",
            recipient_id=person,
            facts={"delegation": delegation.pk, "last_day": last_day},
        )
