"""When a digest is due: daily at one hour, weekly on one day at that hour (settings, UTC)."""

from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings

from notices.states import Period


def moment_of(day: date) -> datetime:
    """The hour of that day at which digests go out."""
    return datetime.combine(day, time(settings.DIGEST_HOUR_UTC), tzinfo=UTC)


def last_moment(period: Period, now: datetime) -> datetime:
    """The last time a digest of that period was due: what was owed before it belongs in it."""
    day = now.astimezone(UTC).date()
    if moment_of(day) > now:
        day -= timedelta(days=1)
    if period == Period.WEEKLY:
        day -= timedelta(days=(day.isoweekday() - settings.DIGEST_WEEKDAY) % 7)
    return moment_of(day)
