"""For the tests that walk all addresses: a report everybody may know of, and a set of one that waits for staff."""

from reports.selectors.scope import Scope
from reports.services import request_report, request_set
from reports.states import ReportKind
from roundtables.models import Edition


def of_reports(moderator):
    """What each address of the reports is asked with."""
    edition = Edition.objects.get(year=2026)
    report = request_report(
        scope=Scope(ReportKind.ROUND_TABLE, edition, "2"), language="en", by=moderator, releases=True
    )
    asked = request_set(edition=edition, kinds=[ReportKind.OVERVIEW], languages=["en"], by=moderator)
    waiting = {"reference": asked.reports.get().reference}
    public = {"reference": report.reference}
    return {
        **{f"reports:{name}": public for name in ("detail", "read", "manifest", "retry")},
        "reports:download": public | {"form": "pdf"},
        **{f"reports:{name}": waiting for name in ("preview", "release")},
        "reports:preview_file": waiting | {"form": "pdf"},
        **{f"reports:{name}": {"pk": asked.pk} for name in ("set", "retry_set", "release_set")},
    }
