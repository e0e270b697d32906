"""Owing people messages about a match: rows with numbers and codes, of which `words` makes sentences later."""

from collections.abc import Iterable

from accounts.models import User
from matching.models import Match, MatchSide
from matching.selectors.people import focal_points_of
from notices.services import owe


def tell_sides(topic: str, match: Match, *, but: MatchSide | None = None) -> None:
    """Tell the focal points of both sides, or of the other one, if they were ever asked; each once of each topic."""
    if not match.was_put:
        return
    for side in match.sides.order_by("which"):
        if but is None or side.pk != but.pk:
            tell_side(topic, side)


def tell_side(topic: str, side: MatchSide, *, rung: int | None = None) -> None:
    """Tell the focal points of one side; `rung` is which of several reminders it is."""
    key = f"match:{side.match_id}:{side.which}" + (f":{rung}" if rung is not None else "")
    owe(topic, to=focal_points_of(side), key=key, facts={"match": side.match_id, "side": side.which})


def tell_broker(topic: str, match: Match, *, to: Iterable[User], key: str = "") -> None:
    """Tell the moderator who brought them together."""
    owe(
        topic,
        to=to,
        key=f"match:{match.pk}:broker" + (f":{key}" if key else ""),
        facts={"match": match.pk, "side": ""},
    )
