"""A peer reviewer's pages, for everyone."""

import pytest

from tests.journeys.everyone import MANY_PAGES, problems_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(MANY_PAGES)]


@pytest.mark.parametrize("half", [0, 1])
def test_every_page_keeps_the_rules_fits_a_phone_is_light_and_needs_no_script(live_server, chromium, half):
    assert problems_of(live_server, chromium, who="reviewer", half=half) == {}
