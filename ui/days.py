"""Days of the calendar, as people count them."""

from datetime import date


def in_year(day: date, year: int) -> date:
    """The same day of another year; of 29 February, the 28th in a year without one."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)
