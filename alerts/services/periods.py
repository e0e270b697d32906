"""When mail is due: at the hour of the digests, every day, on their day of the week, or on the first of the month."""

from datetime import UTC, datetime, timedelta

from alerts.states import Frequency
from notices.services.periods import last_moment, moment_of
from notices.states import Period


def next_moment(frequency: Frequency, now: datetime) -> datetime:
    """The first moment after this one at which mail of that frequency goes out."""
    if frequency == Frequency.DAILY:
        return last_moment(Period.DAILY, now) + timedelta(days=1)
    if frequency == Frequency.WEEKLY:
        return last_moment(Period.WEEKLY, now) + timedelta(days=7)
    first = now.astimezone(UTC).date().replace(day=1)
    if moment_of(first) <= now:
        first = (first + timedelta(days=32)).replace(day=1)
    return moment_of(first)
