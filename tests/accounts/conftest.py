"""What the tests of accounts share."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def english_before_and_after():
    """A page asked for in Arabic leaves its thread in Arabic; the next test starts in English."""
    with translation.override("en"):
        yield
