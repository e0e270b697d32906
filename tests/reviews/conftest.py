"""The people it takes to write and publish a review, and what a State has published before."""

import pytest

from needs.models import Need
from tests.factories import accounts
from tests.factories import pledges as pledge_factory
from tests.factories import progress as update_factory
from tests.factories import reviews as factory
from tests.factories import tools as tool_factory
from workflow import services


class Desk:
    """Portugal's focal point, a moderator, and the making of records."""

    def __init__(self):
        self.portugal = accounts.focal_point("PRT")
        self.moderator = accounts.moderator()

    def pledge(self, **fields):
        """A public pledge of Portugal's."""
        return pledge_factory.published(self.portugal, self.moderator, **fields)

    def update(self, about, **fields):
        """A public update on a pledge or measure."""
        return update_factory.published(self.portugal, moderator=self.moderator, about=about.record, **fields)

    def measure(self, **fields):
        """The one measure of a public plan of Portugal's."""
        return update_factory.public_measure(self.portugal, self.moderator, **fields)

    def tool(self, **fields):
        """A public tool of Portugal's."""
        return tool_factory.published(self.portugal, self.moderator, **fields)

    def need(self, **fields):
        """A public need of Portugal's, on objective 12 unless the test says otherwise."""
        values = {
            "state_id": "PRT",
            "title": "Sample trainers",
            "main_objective_id": 12,
            "support_kinds": ["training"],
            "horizon": "short",
            "what_is_missing": "Trainers, for a test and for nothing else.",
        } | fields
        need = services.start_draft(Need(**values), by=self.portugal)
        return services.publish(services.submit(need, by=self.portugal), by=self.moderator)

    def review(self, **answers):
        """A public review of Portugal's."""
        return factory.published(self.portugal, self.moderator, **answers)


@pytest.fixture
def desk(db):
    """Somebody who submits and somebody who publishes."""
    return Desk()
