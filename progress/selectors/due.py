"""When a report on a pledge or a measure falls due, from the record's own dates and the Forum's.

The rule, as `docs/reporting-dates.md` tells it to those who report:

- Scheduled are: each anniversary of its start (of its publication, where it has no start); its end; and the day 16
  weeks before the next Forum, where that Forum's dates are set.
- An update answers every scheduled day up to 60 days after the day it speaks for. Where there is none, the record
  itself does so from the day it was first published: nothing falls due for the time before that.
- Due is the first scheduled day that is not answered. Once the latest update says fulfilled or discontinued, nothing
  falls due any more.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.selectors import Mandates
from progress.models import ProgressUpdate
from progress.selectors.subjects import Subject, own_subjects
from progress.selectors.updates import latest_updates, under_way
from progress.states import ENDED, Why
from roundtables.models import Edition
from roundtables.selectors import editions
from ui.days import in_year
from workflow.selectors import Moment

GRACE = timedelta(days=60)
BEFORE_A_FORUM = timedelta(weeks=16)
ORDER = [Why.END, Why.FORUM, Why.YEARLY]  # which reason is given where several fall on one day


@dataclass(frozen=True)
class Due:
    """The next report owed on one pledge or measure. `day` is the day it is looked at.

    `last` is the latest public update, `under_way` the one that is being written or is with the secretariat.
    """

    subject: Subject
    due_on: date
    why: Why
    day: date
    forum: Edition | None = None
    last: ProgressUpdate | None = None
    under_way: ProgressUpdate | None = None

    @property
    def overdue_days(self) -> int:
        """How many days ago it was due; 0 on the day and before."""
        return max((self.day - self.due_on).days, 0)

    @property
    def is_overdue(self) -> bool:
        """True from the day after."""
        return self.overdue_days > 0

    @property
    def answered_from(self) -> date:
        """The first day for which an update may speak to answer it."""
        return self.due_on - GRACE

    @property
    def can_be_answered(self) -> bool:
        """True where an update that speaks for the day answers it."""
        return self.day >= self.answered_from


def due_reports(mandates: Mandates, moment: Moment) -> list[Due]:
    """The next report on everything public of the parties spoken for, the longest overdue first, in five queries."""
    return due_dates(own_subjects(mandates, moment), moment)


def due_dates(subjects: Sequence[Subject], moment: Moment) -> list[Due]:
    """The next report on each of these, the earliest first, in three queries; none where nothing falls due again."""
    if not subjects:
        return []
    records = [subject.record.pk for subject in subjects]
    latest, begun, forum = (
        latest_updates(records, moment=moment),
        under_way(records),
        next_forum(moment.day, moment.publication),
    )
    found = []
    for subject in subjects:
        last = latest.get(subject.record.pk)
        if last is not None and last.stage in ENDED:
            continue
        due_on, why = next_due(subject, spoken_for_on=last.speaks_for_on if last else None, forum=forum)
        found.append(
            Due(
                subject=subject,
                due_on=due_on,
                why=why,
                day=moment.day,
                forum=forum if why == Why.FORUM else None,
                last=last,
                under_way=begun.get(subject.record.pk),
            )
        )
    return sorted(found, key=lambda due: (due.due_on, due.subject.reference))


def next_due(subject: Subject, *, spoken_for_on: date | None, forum: Edition | None) -> tuple[date, Why]:
    """The first scheduled day that what was said last does not answer, and why it is scheduled."""
    answered = (spoken_for_on or subject.public_on) + GRACE
    scheduled = [(next(_anniversaries(subject.starts_on or subject.public_on, after=answered)), Why.YEARLY)]
    if subject.ends_on is not None:
        scheduled.append((subject.ends_on, Why.END))
    if forum is not None and forum.starts_on is not None:
        scheduled.append((forum.starts_on - BEFORE_A_FORUM, Why.FORUM))
    return min((each for each in scheduled if each[0] > answered), key=lambda each: (each[0], ORDER.index(each[1])))


def next_forum(day: date, publication: int | None = None) -> Edition | None:
    """The first Forum that has not begun before the day, of those whose dates are set: now, or at a publication."""
    ahead = [each for each in editions(publication) if each.starts_on and each.starts_on >= day]
    return min(ahead, key=lambda each: each.starts_on or date.max, default=None)


def _anniversaries(start: date, *, after: date) -> Iterator[date]:
    """Each anniversary of the start later than a day; of 29 February, the 28th in a year without one."""
    year = max(start.year + 1, after.year)
    while True:
        day = in_year(start, year)
        if day > after:
            yield day
        year += 1
