"""Reports for tests, by the project's own verbs."""

from accounts.models import User
from reports.models import Report
from reports.services import build_now, request_report
from reports.states import ReportKind
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


def queued(*, number=4, language="en", year=2026, by=None):
    """A report that waits for a worker."""
    return request_report(
        kind=ReportKind.ROUND_TABLE,
        edition=edition(year),
        round_table=number,
        language=language,
        by=by or User.objects.system(),
    )


def ready(**fields):
    """A report with its file."""
    report = queued(**fields)
    assert build_now(report.pk)
    return Report.objects.get(pk=report.pk)
