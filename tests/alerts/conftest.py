"""Public records to follow, and a mail server of the test's own."""

import pytest

from alerts.models import Subscription
from tests.dashboard.conftest import Desk
from tests.notices.conftest import sink  # noqa: F401


@pytest.fixture
def desk(db):
    """Somebody who submits and somebody who publishes."""
    return Desk()


def following():
    """The addresses that are kept, in order."""
    return list(Subscription.objects.order_by("email").values_list("email", flat=True))
