"""Who is told of a match, and whom the two sides may write to."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Delegation, User
from accounts.rules import is_moderator
from accounts.selectors import Mandates
from matching.models import Match, MatchContact, MatchSide
from matching.states import Standing


def focal_points_of(side: MatchSide) -> QuerySet[User]:
    """Who can answer for a side today: its focal points with an open account."""
    speaking = Delegation.objects.in_force(timezone.localdate()).of_focal_points().of_open_accounts()
    return User.objects.filter(delegations__in=speaking.of_party_of(side)).distinct().order_by("pk")


def broker_of(match: Match) -> list[User]:
    """The moderator who put it to both sides, while they still are one."""
    return [match.put_by] if match.put_by is not None and is_moderator(match.put_by) else []


def sides_open_to(mandates: Mandates) -> QuerySet[MatchSide]:
    """The sides of matches that were put to the parties this person speaks for, as drafter or focal point."""
    mine = MatchSide.objects.of_parties(states=mandates.states, organisations=mandates.organisations)
    return mine.ever_put().select_related("match__need", "match__offer", "state", "organisation")


def own_contact(side: MatchSide, mandates: Mandates) -> MatchContact | None:
    """What one's own side entered, for its focal points."""
    return MatchContact.objects.filter(side=side).first() if mandates.may_submit(side) else None


def contacts_exchanged(match: Match, *, reader: Mandates | None) -> dict[str, MatchContact]:
    """The contacts of a match made, by side: for a focal point of either side, or without a reader for the broker.

    Nothing for drafters, for anybody else, and before both have consented.
    """
    sides = list(match.sides.all())
    is_open_to = reader is None or any(reader.may_submit(side) for side in sides)
    if not match.is_made or not is_open_to:
        return {}
    return {
        contact.side.which: contact
        for contact in MatchContact.objects.filter(side__match=match).select_related("side")
    }


def holds_words_or_contacts(match: Match) -> bool:
    """True where anything of the match could be erased: a contact, a remark."""
    return MatchContact.objects.filter(side__match=match).exists() or match.sides.exclude(remark="").exists()


def may_answer(side: MatchSide, mandates: Mandates) -> bool:
    """True where the side can still answer and this person is its focal point; the verb checks again."""
    return side.match.standing == Standing.PUT and mandates.may_submit(side)


def party_key(item) -> tuple[str | None, int | None]:
    """The State or organisation of a record, a side or a delegation, as a key."""
    return item.state_id, item.organisation_id


def parties_spoken_for(items: Iterable) -> set[tuple[str | None, int | None]]:
    """Of the owners of these, those a focal point with an open account speaks for today, as keys; in one query."""
    keys = {party_key(item) for item in items}
    states, organisations = {state for state, _body in keys if state}, {body for _state, body in keys if body}
    speaking = Delegation.objects.in_force(timezone.localdate()).of_focal_points().of_open_accounts()
    speaking = speaking.filter(Q(state__in=states) | Q(organisation__in=organisations))
    return set(speaking.values_list("state_id", "organisation_id"))
