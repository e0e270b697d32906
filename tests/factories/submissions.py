"""What States and others submit towards a Forum, for tests of the reports on a whole Forum. All are samples."""

from datetime import date

from objectives.states import SupportKind
from pledges.states import Level, Nature
from tests.factories import accounts, needs, plans, pledges, progress, reviews, roundtables, tools


class Submissions:
    """Two pledges with updates, a plan with a measure, two reviews, two needs, a tool with an offer, a topic."""

    def __init__(self, *, year=2026):
        self.moderator = accounts.moderator()
        self.portugal, self.kenya = accounts.focal_point("PRT"), accounts.focal_point("KEN")
        self.topic = roundtables.public(roundtables.topic(year=year, title_en="A sample topic of the debate"))
        self.pledge = self.publish_pledge(self.portugal, "PRT", objectives=(7, 17), sdg_targets=["10.7", "8.8"])
        self.other = self.publish_pledge(
            self.kenya, "KEN", objectives=(20,), natures=[Nature.FINANCIAL], sdg_targets=["10.7"], levels=[Level.LOCAL]
        )
        self.barrier = self.say(self.pledge, barriers="Two sample offices have no staff, for a test.")
        self.ended = self.say(
            self.other, state_id="KEN", stage="discontinued", discontinued_because="The sample fund was closed."
        )
        self.plan = plans.published(self.portugal, self.moderator)
        self.review = reviews.published(
            self.portugal,
            self.moderator,
            challenges="A sample challenge of Portugal.",
            agenda_2030="A sample link of Portugal.",
            capacity_building="A sample wish of Portugal.",
            emerging_issues="A sample issue of Portugal.",
            partnerships="A sample partnership of Portugal.",
        )
        self.swahili = reviews.published(
            self.kenya, self.moderator, state="KEN", language="ar", challenges="تحد على سبيل المثال"
        )
        self.need = needs.published(self.portugal, self.moderator, objective=7, related=[17])
        self.alone = needs.published(
            self.kenya, self.moderator, state="KEN", objective=3, support_kinds=[SupportKind.EQUIPMENT]
        )
        self.tool = tools.published(self.portugal, self.moderator, objectives=(7,), **tools.OFFER)

    def publish_pledge(self, by, state, **fields):
        """A public pledge of a State."""
        return pledges.published(by, self.moderator, state=state, **fields)

    def say(self, pledge, **fields):
        """A public update on a pledge."""
        by = {"PRT": self.portugal, "KEN": self.kenya}[pledge.state_id]
        values = {"state_id": pledge.state_id, "speaks_for_on": date(2026, 6, 1)} | fields
        return progress.published(by, moderator=self.moderator, about=pledge.record, **values)
