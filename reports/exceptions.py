"""Why a report was not asked for, or not built: one class per reason."""

from django.utils.translation import gettext as _

from reports.states import Failure


class ReportError(Exception):
    """A verb of the reports was refused and nothing happened."""

    @property
    def message(self) -> str:
        """What to tell the person, in their language."""
        return str(self)


class NothingPublished(ReportError):
    """A report is frozen at a publication, and there is none yet."""

    @property
    def message(self) -> str:
        return _("Nothing has been published yet, so there is nothing to report on.")


class NoSuchSubject(ReportError):
    """There is no report of that kind on that subject for that Forum at that moment."""

    @property
    def message(self) -> str:
        return _("There is nothing to report on that subject for this Forum.")


class NotReady(ReportError):
    """Only a finished report is released."""

    @property
    def message(self) -> str:
        return _("This report is not finished yet, so it cannot be released.")


class ReleasedAlready(ReportError):
    """A second click, or a second administrator."""

    @property
    def message(self) -> str:
        return _("This report is public already; nothing was done twice.")


class ScheduleError(ReportError):
    """Something about a schedule was refused and nothing was changed."""


class PausedAlready(ScheduleError):
    """A second click, or a second administrator."""

    @property
    def message(self) -> str:
        return _("This schedule is paused already; nothing was done twice.")


class NotPaused(ScheduleError):
    """A second click, or a second administrator."""

    @property
    def message(self) -> str:
        return _("This schedule is running already; nothing was done twice.")


class EndedAlready(ScheduleError):
    """What was ended stays ended: another one is added instead."""

    @property
    def message(self) -> str:
        return _("This schedule was ended; nothing was done. Add a new one instead.")


class SameSchedule(ScheduleError):
    """A Forum has one schedule for the same reports that recurs in the same way."""

    @property
    def message(self) -> str:
        return _("This Forum has another schedule for these reports that runs as often. Change that one instead.")


class ScheduleOvertaken(ScheduleError):
    """Somebody else changed it since the form was opened."""

    @property
    def message(self) -> str:
        return _("Somebody else changed this schedule meanwhile. Look at the history below, then save again.")


class NotFailed(ReportError):
    """Only a report that failed is tried again."""

    @property
    def message(self) -> str:
        return _("This report has not failed, so there is nothing to try again.")


class NotBuiltYet(ReportError):
    """There is no finished file to compare with."""

    @property
    def message(self) -> str:
        return _("This report has not been built yet.")


class BuildFailed(Exception):
    """A build ended without a file; `failure` is the sentence the reader sees."""

    failure = Failure.UNEXPECTED


class TypesettingFailed(BuildFailed):
    """The compiler refused the document."""

    failure = Failure.TYPESETTING


class StorageFailed(BuildFailed):
    """The file could not be written."""

    failure = Failure.STORAGE


class LeaseLost(Exception):
    """Another worker took the report over: this one's result is refused, and nothing is wrong."""
