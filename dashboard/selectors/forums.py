"""Forums and their calendar, as the public reads them at a moment."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from needs.selectors import need_count
from plans.selectors import public_plans
from progress.selectors import compact_figures
from reviews.selectors import public_reviews
from roundtables.models import CalendarEntry, Edition
from roundtables.selectors import calendar, editions
from roundtables.states import Precision
from tools.selectors import tool_count
from workflow.models import Publication
from workflow.selectors import Moment, current_moment


def calendar_of(edition: Edition, moment: Moment) -> list[CalendarEntry]:
    """The dated steps that belong to one Forum: those after the year of the one before, up to its own year."""
    before = [each.year for each in editions(moment.publication) if each.year < edition.year]
    since = max(before, default=0)
    return [step for step in calendar(moment.publication) if since < step.starts_on.year <= edition.year]


def steps_ahead(moment: Moment) -> list[CalendarEntry]:
    """The steps that are not over on that day; one known by its month or year is over when that is.

    A step known only by its year, up to the year of a Forum that is over, led to that Forum and is over with it.
    """
    over = [each.year for each in editions(moment.publication) if each.ends_on and each.ends_on < moment.day]
    held = max(over, default=0)
    return [
        step
        for step in calendar(moment.publication)
        if last_possible_day(step) >= moment.day
        and not (step.precision == Precision.YEAR and step.starts_on.year <= held)
    ]


def last_possible_day(entry: CalendarEntry) -> date:
    """The last day the entry can mean, by how exactly its date is known."""
    last = entry.ends_on or entry.starts_on
    if entry.precision == Precision.DAY:
        return last
    month = last.month if entry.precision == Precision.MONTH else 12
    return date(last.year, month, monthrange(last.year, month)[1])


@dataclass(frozen=True)
class Change:
    """One count at the end of the Forum before, and at the later day."""

    what: str | Promise
    before: int
    after: int

    @property
    def difference(self) -> int:
        """How many more, or fewer with a minus."""
        return self.after - self.before


@dataclass(frozen=True)
class SinceLastForum:
    """What is on record, then and later; `until` is the end of this Forum, or the moment while it is not over."""

    last: Edition
    before: Moment
    until: Moment
    changes: list[Change]


def since_last_forum(edition: Edition, moment: Moment) -> SinceLastForum | None:
    """What changed between the Forum before and this one; None where no Forum before it has dates that are over."""
    earlier = [each for each in editions(moment.publication) if each.year < edition.year and each.ends_on]
    last = max(earlier, key=lambda each: each.year, default=None)
    if last is None or last.ends_on is None or last.ends_on >= moment.day:
        return None
    before, until = moment_on(last.ends_on, moment), moment
    if edition.ends_on and edition.ends_on < moment.day:
        until = moment_on(edition.ends_on, moment)
    return SinceLastForum(last, before, until, changes_on_record(before, until))


def moment_on(day: date, moment: Moment) -> Moment:
    """That day, with the last publication that was out by its end, of those up to the moment's; 0 where none was."""
    out = Publication.objects.filter(number__lte=moment.publication, at__date__lte=day)
    return Moment(out.aggregate(last=Max("number"))["last"] or 0, day)


def first_moment() -> Moment:
    """When the portal's first publication came out; number 0 and today where there is none yet."""
    first = Publication.objects.order_by("number").first()
    return Moment(first.number, first.at.date()) if first else current_moment()


def changes_on_record(before: Moment, until: Moment) -> list[Change]:
    """What is on record, of each kind, at two moments."""
    pairs = zip(_on_record(before), _on_record(until), strict=True)
    return [Change(what, n, m) for (what, n), (_same, m) in pairs]


def _on_record(moment: Moment) -> list[tuple[str | Promise, int]]:
    found = compact_figures(moment)
    return [
        (_("Pledges"), found.pledges),
        (_("Pledges with a progress update"), found.with_update),
        (_("Pledges fulfilled"), found.fulfilled),
        (_("National implementation plans"), public_plans(moment).count()),
        (_("Voluntary national reviews"), public_reviews(moment).count()),
        (_("Capacity needs"), need_count(moment)),
        (_("Tools"), tool_count(moment)),
    ]
