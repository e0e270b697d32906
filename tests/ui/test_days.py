"""Days of the calendar."""

from datetime import date

import pytest

from ui.days import in_year


@pytest.mark.parametrize(
    ("day", "year", "expected"),
    [
        (date(2026, 12, 10), 2025, date(2025, 12, 10)),
        (date(2024, 2, 29), 2028, date(2028, 2, 29)),
        (date(2024, 2, 29), 2023, date(2023, 2, 28)),
        (date(2023, 2, 28), 2024, date(2024, 2, 28)),
    ],
)
def test_a_day_in_another_year_is_the_same_day_and_the_28th_where_there_is_no_29th(day, year, expected):
    assert in_year(day, year) == expected
