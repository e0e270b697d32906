"""What a schedule does, once: ask for its reports, or write to its people."""

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from reports.exceptions import NoSuchSubject
from reports.models import Report, ReportSchedule, ReportSet
from reports.services.requests import request_reports
from reports.services.sets import request_set
from reports.services.telling import has_begun, tell
from reports.states import Deed, Outcome, ReportKind


@dataclass(frozen=True)
class Done:
    """What came of it: `new` of the `count` reports were not there before; in `asked` they wait for their release."""

    outcome: Outcome
    count: int = 0
    new: int = 0
    publication: int | None = None
    asked: ReportSet | None = None


def do(schedule: ReportSchedule, *, day: date, by: User) -> Done:
    """Do what the schedule says, for a day in its zone: an annual report is on that day's year.

    Inside a transaction. People are not written to about a Forum that has begun. Raises PermissionDenied or
    NothingPublished.
    """
    if schedule.deed != Deed.REPORTS:
        if has_begun(schedule.edition):
            return Done(Outcome.TOO_LATE)
        told = tell(Deed(schedule.deed), schedule.edition, key=f"{schedule.pk}:{day.isoformat()}")
        return Done(Outcome.TOLD, count=told, new=told)
    only = [str(day.year)] if ReportKind.ANNUAL in schedule.kinds else []
    try:
        return _asked_for_all(schedule, only, by) if schedule.releases else _asked_as_a_set(schedule, only, by)
    except NoSuchSubject:
        return Done(Outcome.NOTHING)


def _asked_for_all(schedule: ReportSchedule, only: list[str], by: User) -> Done:
    """Public as soon as they are ready."""
    last = _last_report()
    asked = request_reports(
        kinds=_kinds(schedule),
        edition=schedule.edition,
        languages=schedule.languages,
        by=by,
        only=only or None,
        schedule=schedule,
        releases=True,
    )
    if not asked:
        return Done(Outcome.NOTHING)
    new = sum(report.pk > last for report in asked)
    return Done(Outcome.ASKED, len(asked), new, asked[0].publication_id)


def _asked_as_a_set(schedule: ReportSchedule, only: list[str], by: User) -> Done:
    """Together, to be watched, looked at and released by the secretariat."""
    last = _last_report()
    asked = request_set(
        edition=schedule.edition, kinds=_kinds(schedule), languages=schedule.languages, by=by, only=only
    )
    reports = asked.reports.order_by()
    return Done(Outcome.ASKED, reports.count(), reports.filter(pk__gt=last).count(), asked.publication_id, asked)


def _last_report() -> int:
    """The highest number so far: what has a higher one afterwards is new."""
    return Report.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _kinds(schedule: ReportSchedule) -> list[ReportKind]:
    return [kind for kind in ReportKind if kind in schedule.kinds]
