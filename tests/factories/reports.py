"""Reports for tests, by the project's own verbs."""

from accounts.models import User
from reports.models import Report
from reports.selectors.scope import Scope
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
