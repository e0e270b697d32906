"""Public records, and those who make them public."""

import pytest

from tests.dashboard.conftest import Desk


@pytest.fixture
def desk(db):
    """Somebody who submits and somebody who publishes."""
    return Desk()
