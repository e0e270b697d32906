"""Public records for the tests of the public pages."""

import pytest

from tests.factories import accounts
from tests.factories import pledges as pledge_factory
from tests.factories import progress as update_factory
from tests.factories import tools as tool_factory


class Desk:
    """The people it takes to make something public, and the making."""

    def __init__(self):
        self.moderator = accounts.moderator()
        self.portugal = accounts.focal_point("PRT")

    def pledge(self, **fields):
        """A public pledge of Portugal's."""
        return pledge_factory.published(self.portugal, moderator=self.moderator, **fields)

    def tool(self, **fields):
        """A public tool of Portugal's."""
        return tool_factory.published(self.portugal, moderator=self.moderator, **fields)

    def update(self, pledge, **fields):
        """A public update on the pledge."""
        return update_factory.published(self.portugal, moderator=self.moderator, about=pledge.record, **fields)


@pytest.fixture
def desk(db):
    """Somebody who submits and somebody who publishes."""
    return Desk()
