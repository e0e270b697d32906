"""Matches for tests, in any standing by the project's own verbs: Portugal needs, Kenya offers, a moderator brokers."""

from django.utils import timezone

from matching import services
from matching.models import Match, MatchSide
from matching.services import GivenContact
from matching.states import Outcome, Side
from tests.factories import accounts, needs, tools
from workflow import services as workflow

OF_NEED = GivenContact("Ana Private", "ana.private@example.org", "Head of unit", "+351 555 0100")
OF_OFFER = GivenContact("Otieno Private", "otieno.private@example.org")


class Cast:
    """The three people it takes, and the two records they begin with."""

    def __init__(self):
        self.portugal = accounts.focal_point("PRT")
        self.kenya = accounts.focal_point("KEN")
        self.moderator = accounts.moderator()

    def need(self, **fields):
        """A public need of Portugal's: training on objective 7."""
        return needs.published(self.portugal, self.moderator, **fields)

    def tool(self, **fields):
        """A public tool of Kenya's, offered with training on objective 7."""
        values = {"state": "KEN", "objectives": (7,), **tools.OFFER} | fields
        return tools.published(self.kenya, self.moderator, **values)

    def suggested(self, need=None, offer=None, **fields):
        """A pair the moderator has noted; of new records unless the test says which."""
        need, offer = need or self.need(), offer or self.tool()
        return services.suggest(need.record_id, offer.record_id, by=self.moderator, **fields)

    def put(self, need=None, offer=None, **fields):
        """A pair both sides are asked about."""
        return services.put_to_both(self.suggested(need, offer, **fields), by=self.moderator)

    def consent(self, match, which, **fields):
        """One side says yes."""
        values = {"contact": OF_NEED if which == Side.NEED else OF_OFFER, "may_be_named": True} | fields
        return services.consent(side(match, which), by=self.speaker(which), **values)

    def matched(self, need=None, offer=None, *, named=True):
        """A pair both sides consented to."""
        match = self.put(need, offer)
        for which in Side:
            self.consent(match, which, may_be_named=named)
        return fresh(match)

    def state_outcome(self, match, which=Side.NEED, **fields):
        """One side says what came of it."""
        values = {"outcome": Outcome.AS_AGREED, "on": timezone.localdate(), "sentence": "Forty were trained."} | fields
        return services.state_outcome(side(match, which), by=self.speaker(which), **values)

    def concluded(self, need=None, offer=None, *, named=True):
        """A pair whose outcome is known."""
        match = self.matched(need, offer, named=named)
        self.state_outcome(match)
        said = side(match, Side.NEED)
        return fresh(services.confirm_outcome(said, by=self.moderator, seen=said.stamp))

    def speaker(self, which):
        """Who answers for that side."""
        return self.portugal if which == Side.NEED else self.kenya

    def retract(self, item):
        """Take a public record off the site."""
        workflow.retract(item, by=self.moderator, note="By mistake.")


def side(match, which):
    """One side of the match, read afresh."""
    return MatchSide.objects.get(match=match, which=which)


def fresh(match):
    """The match as it stands in the database."""
    return Match.objects.get(pk=match.pk)


def sides(match):
    """What the sides said, need first."""
    return list(MatchSide.objects.filter(match=match).order_by("which").values_list("reply", flat=True))


def acts(match):
    """What was done to it, in order: the act and whose side."""
    return list(match.events.values_list("act", "side"))
