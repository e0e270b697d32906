"""The desk's promise: how many working days a decision may take, and which submissions have waited longer.

Days are UTC days, like every day on this site. The day something is handed in counts as none; public holidays are not
counted out, for no two duty stations share them.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

from moderation.states import SOON_DAYS

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Promise:
    """The last day to decide on a submission without being late, and how many working days away it is.

    `working_days` is never negative: where it is late, they are the working days since that day.
    """

    due_on: date
    working_days: int
    is_late: bool

    @property
    def is_today(self) -> bool:
        """True on the last day itself."""
        return not self.is_late and self.working_days == 0

    @property
    def is_soon(self) -> bool:
        """True where the last day is near, today included."""
        return not self.is_late and self.working_days <= SOON_DAYS


def promise_of(submitted_at: datetime, *, today: date) -> Promise:
    """What was promised for something handed in then, as it stands on that day."""
    due_on = working_day_after(submitted_at.astimezone(UTC).date(), settings.DECISION_WORKING_DAYS)
    is_late = due_on < today
    between = working_days_between(due_on, today) if is_late else working_days_between(today, due_on)
    return Promise(due_on=due_on, working_days=between, is_late=is_late)


def today_in_utc() -> date:
    """The day that ages and promises are counted to."""
    return timezone.now().astimezone(UTC).date()


def late_before(today: date) -> datetime:
    """What was handed in before this moment is late on that day; what came later is not."""
    return _start_of(working_day_before(today, settings.DECISION_WORKING_DAYS))


def soon_before(today: date) -> datetime:
    """What was handed in before this moment, and is not late on that day, is due within the next working days."""
    last = working_day_after(today, SOON_DAYS)
    return _start_of(working_day_before(last + ONE_DAY, settings.DECISION_WORKING_DAYS))


def lapsed_before(today: date) -> datetime:
    """A claim made before this moment has been held for too many working days on that day."""
    return _start_of(working_day_before(today, settings.CLAIM_WORKING_DAYS))


def working_day_after(day: date, count: int) -> date:
    """The so-many-th working day after that day."""
    while count > 0:
        day += ONE_DAY
        count -= _is_working(day)
    return day


def working_day_before(day: date, count: int) -> date:
    """The so-many-th working day before that day."""
    while count > 0:
        day -= ONE_DAY
        count -= _is_working(day)
    return day


def working_days_between(first: date, last: date) -> int:
    """How many working days follow the first day, up to the last and counting it."""
    weeks, rest = divmod((last - first).days, 7)
    whole = weeks * (7 - len(settings.WEEKEND_DAYS))
    return whole + sum(_is_working(first + timedelta(days=number)) for number in range(1, rest + 1))


def _is_working(day: date) -> bool:
    return day.weekday() not in settings.WEEKEND_DAYS


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=UTC)
