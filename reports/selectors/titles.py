"""What a report is called, in the reader's language."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from accounts.models import State
from objectives.models import Objective
from reports.models import Report
from reports.states import ReportKind


def entitled(reports: Iterable[Report]) -> list[Report]:
    """The reports, each with its `title`; at most two queries for any number."""
    listed = list(reports)
    names = _names(listed)
    for report in listed:
        report.title = title_of(report, names)  # type: ignore[attr-defined]
    return listed


def title_of(report: Report, names: Mapping[str, str] | None = None) -> str:
    """One report's title; `names` are those of its subject, where they were looked up for many."""
    names = _names([report]) if names is None else names
    words = {"forum": report.edition_id, "subject": report.subject, "name": names.get(report.subject, "")}
    return TITLES[ReportKind(report.kind)]() % words


def subject_in_words(kind: str, subject: str) -> str:
    """What a subject is, for whoever asks for the reports on it: "7. Reduce vulnerabilities", "Portugal", "2026"."""
    return _names([Report(kind=kind, subject=subject)]).get(subject, subject)


TITLES = {
    ReportKind.ROUND_TABLE: lambda: _("Round table %(subject)s, International Migration Review Forum %(forum)s"),
    ReportKind.OBJECTIVE: lambda: _("Objective sheet: %(name)s"),
    ReportKind.STATE: lambda: _("State profile: %(name)s"),
    ReportKind.BRIEF: lambda: _("Policy-debate brief, International Migration Review Forum %(forum)s"),
    ReportKind.OVERVIEW: lambda: _("Overview, International Migration Review Forum %(forum)s"),
    ReportKind.ANNUAL: lambda: _("Annual status report %(subject)s"),
    ReportKind.CHANGES: lambda: _("What changed between the Forums of %(subject)s and %(forum)s"),
}


def _names(reports: Iterable[Report]) -> dict[str, str]:
    """Names of objectives and States, by the subject they are in a report."""
    asked: dict[str, set[str]] = {ReportKind.OBJECTIVE: set(), ReportKind.STATE: set()}
    for report in reports:
        asked.get(report.kind, set()).add(report.subject)
    names = {}
    if numbers := asked[ReportKind.OBJECTIVE]:
        found = Objective.objects.filter(number__in=[int(number) for number in numbers])
        names = {f"{each.number:02}": f"{each.number}. {each.short_title}" for each in found}
    if codes := asked[ReportKind.STATE]:
        names |= {state.iso3: state.name for state in State.objects.filter(pk__in=codes)}
    return names
