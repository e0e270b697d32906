"""A schedule in words: what it does, and when."""

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from reports.models import ReportSchedule
from reports.states import TIME_ZONES, Deed, ReportKind, Timing


def what(schedule: ReportSchedule) -> str:
    """What it does: the kinds of report it asks for, or whom it writes to."""
    if schedule.deed != Deed.REPORTS:
        return str(Deed(schedule.deed).label)
    return " · ".join(str(kind.label) for kind in ReportKind if kind in schedule.kinds)


def when(schedule: ReportSchedule) -> str:
    """When it runs, with the clock it goes by."""
    return f"{_days(schedule)} · {_clock(schedule)}"


def _days(schedule: ReportSchedule) -> str:
    timing = Timing(schedule.timing)
    return WORDS[timing](schedule) if timing in WORDS else str(timing.label)


def _weekly(schedule: ReportSchedule) -> str:
    assert schedule.weekday is not None
    return _("Every week on %(weekday)s") % {"weekday": WEEKDAYS[schedule.weekday - 1]}


def _monthly(schedule: ReportSchedule) -> str:
    return _("On day %(day)s of every month") % {"day": schedule.day}


def _yearly(schedule: ReportSchedule) -> str:
    return _("Every year on %(day)s") % {"day": date_format(schedule.day_of_the_year, "MONTH_DAY_FORMAT")}


def _before(schedule: ReportSchedule) -> str:
    weeks = schedule.weeks or 0
    words = ngettext("%(n)s week before the Forum begins", "%(n)s weeks before the Forum begins", weeks)
    return words % {"n": weeks}


def _after(schedule: ReportSchedule) -> str:
    weeks = schedule.weeks or 0
    words = ngettext("%(n)s week after the Forum ends", "%(n)s weeks after the Forum ends", weeks)
    return words % {"n": weeks}


def _on(schedule: ReportSchedule) -> str:
    assert schedule.on_day is not None
    return date_format(schedule.on_day, "DATE_FORMAT")


WORDS = {
    Timing.WEEKLY: _weekly,
    Timing.MONTHLY: _monthly,
    Timing.YEARLY: _yearly,
    Timing.BEFORE: _before,
    Timing.AFTER: _after,
    Timing.ON: _on,
}


def _clock(schedule: ReportSchedule) -> str:
    place = dict(TIME_ZONES).get(schedule.time_zone, schedule.time_zone)
    words = {"time": time_format(schedule.at_time, "H:i"), "place": place}
    return pgettext("clock of a place", "%(time)s, %(place)s") % words
