"""What a visitor sees when there is nothing to see, for everyone."""

import pytest
from django.utils.translation import get_language

from tests.dashboard.conftest import Desk
from tests.journeys.everyone import look_at
from tests.journeys.failing import FAILURES
from workflow.services import retract

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.journeys.failing"),
]


def test_every_error_page_keeps_the_rules_fits_a_phone_is_light_and_needs_no_script(live_server, chromium):
    desk = Desk()
    gone = desk.pledge()
    retract(gone, by=desk.moderator, note="A sample of a reason.")
    pages = {name: (f"{name}/", status) for name, (_view, status) in FAILURES.items()}
    pages |= {"missing": ("nothing/", 404), "gone": (f"pledges/{gone.reference}/", 410)}
    pages |= {"refused": ("pledges/?objective=99", 400), "unknown moment": ("pledges/?as_of=99999", 400)}
    paths = {name: lambda path=path: f"/{get_language()}/{path}" for name, (path, _status) in pages.items()}
    statuses = {name: status for name, (_path, status) in pages.items()}
    assert look_at(live_server, chromium, paths, statuses=statuses) == {}
