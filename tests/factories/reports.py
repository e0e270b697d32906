"""Reports for tests, by the project's own verbs."""

from datetime import UTC, datetime, time, timedelta

from accounts.models import User
from reports.models import Report, ReportSchedule
from reports.selectors.scope import Scope
from reports.services import build_now, request_report
from reports.states import KEPT, Deed, ReportKind, Timing
from roundtables.models import Edition
from workflow.selectors import current_moment


def edition(year=2026):
    """A Forum edition of the reference data."""
    return Edition.objects.get(year=year)


def table(number=4, year=2026):
    """A round table of the reference data; table 4 has objective 7, which sample pledges name."""
    return edition(year).round_tables.select_related("edition").get(number=number)


def moment():
    """Now, as the reports freeze it."""
    return current_moment()


def scope(kind=ReportKind.ROUND_TABLE, subject="4", year=2026):
    """What a report is on; round table 4 unless said."""
    return Scope(kind, edition(year), subject)


def queued(*, kind=ReportKind.ROUND_TABLE, number=4, subject=None, language="en", year=2026, by=None, releases=True):
    """A report that waits for a worker, and needs nobody's release unless said."""
    return request_report(
        scope=scope(kind, str(number) if subject is None else subject, year),
        language=language,
        by=by or User.objects.system(),
        releases=releases,
    )


def ready(**fields):
    """A report with its files."""
    report = queued(**fields)
    assert build_now(report.pk)
    return Report.objects.get(pk=report.pk)


def pdf_of(report):
    """The row of its PDF."""
    return report.files.get(format="pdf")


NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)  # a Monday
SAYS = {
    Timing.WEEKLY: {"weekday": 1},
    Timing.MONTHLY: {"day": 2},
    Timing.YEARLY: {"month": 3, "day": 2},
    Timing.ON: {"on_day": NOON.date()},
    Timing.BEFORE: {"weeks": 16},
    Timing.AFTER: {"weeks": 8},
}


def schedule(*, timing=Timing.WEEKLY, languages=("en",), year=2026, deed=Deed.REPORTS, **fields):
    """A schedule for the booklets, first due at noon of 2 March 2026 unless said; public as soon as they are ready."""
    said = {"at_time": time(12), "counts_from": NOON - timedelta(minutes=1)} | SAYS.get(timing, {})
    if deed == Deed.REPORTS:
        said |= {"kinds": [ReportKind.ROUND_TABLE], "languages": list(languages), "releases": True}
    made = ReportSchedule.objects.create(edition=edition(year), timing=timing, deed=deed, **said | fields)
    made.refresh_from_db()
    return made


def said(kept, **other):
    """What a form would say of the schedule as it stands, with another answer here and there."""
    return {name: getattr(kept, name) for name in KEPT} | other
