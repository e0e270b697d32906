"""Matches for the tests that walk all addresses: one that waits for Portugal, one that came to an end in public."""

from matching import services
from matching.states import Outcome, Side
from tests.factories import needs, tools
from tests.factories.matches import OF_NEED, OF_OFFER, side


def of_matches(focal, kenya, moderator):
    """Kenya's tool could meet two needs of Portugal's: one is put to both, of the other the outcome is known."""
    waiting, met = needs.published(focal, moderator), needs.published(focal, moderator)
    tool = tools.published(kenya, moderator, state="KEN", objectives=(7,), where_used="Sample town", **tools.OFFER)
    put, made = (
        services.put_to_both(services.suggest(need.record_id, tool.record_id, by=moderator), by=moderator)
        for need in (waiting, met)
    )
    for which, person, contact in ((Side.NEED, focal, OF_NEED), (Side.OFFER, kenya, OF_OFFER)):
        services.consent(side(made, which), by=person, contact=contact, may_be_named=True)
    made.refresh_from_db()
    services.state_outcome(side(made, Side.NEED), by=focal, outcome=Outcome.IN_PART, on=made.matched_at.date())
    services.confirm_outcome(side(made, Side.NEED), by=moderator, seen=side(made, Side.NEED).stamp)
    own = {"pk": put.pk, "side": "need"}
    return {
        **{f"desk_matches:{name}": own for name in ("detail", "consent", "decline", "outcome", "erase_contact")},
        **{f"matching:{name}": {"pk": put.pk} for name in ("detail", "put", "drop", "erase")},
        "matching:confirm": own,
        "matching:need": {"reference": waiting.reference},
        "matching:offer": {"reference": tool.reference},
        "needs:detail": {"reference": met.reference},
        "tools:detail": {"reference": tool.reference},
    }
