"""The fields of review reports: those that have a file, frozen at a publication up to the one asked for."""

from typing import Any

from django.conf import settings
from django.db.models import Case, Exists, F, OuterRef, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dashboard.selectors.fields import Table
from dashboard.selectors.fields.columns import DATE, INSTANT, INTEGER, TEXT, value
from dashboard.selectors.fields.reading import instant
from reports.models import Report, ReportFile
from reports.states import ReportFormat, ReportKind
from workflow.selectors import Moment


def finished_reports(moment: Moment) -> QuerySet[Report]:
    """The reports that are public and ready, frozen at the moment's publication or an earlier one."""
    return Report.objects.public().ready().filter(publication__lte=moment.publication)


def _address(ending: str) -> Any:
    def read(moment: Moment) -> Any:
        start = Value(f"{settings.SITE_URL}{reverse('reports:list')}")
        return Concat(start, F("reference"), Value(ending), output_field=TextField())

    return read


def _file(form: ReportFormat) -> Any:
    """The address of the file in that form; nothing where the report has none, as those of before had only a PDF."""

    def read(moment: Moment) -> Any:
        return Case(When(Exists(_of_form(form)), then=_address(f"/file.{form}")(moment)), output_field=TextField())

    return read


def _checksum(form: ReportFormat) -> Any:
    def read(moment: Moment) -> Any:
        return Subquery(_of_form(form).values("sha256")[:1])

    return read


def _of_form(form: ReportFormat) -> QuerySet[ReportFile]:
    return ReportFile.objects.filter(report=OuterRef("pk"), format=form)


def _in_form(form: ReportFormat, about: Any, checksum: Any) -> tuple[Any, Any]:
    """The two fields of one form."""
    return value(f"{form}_url", TEXT, about, _file(form)), value(f"{form}_sha256", TEXT, checksum, _checksum(form))


REPORTS = Table(
    name="reports",
    title=_("Review reports"),
    about=_("What a round table of the Forum is given: frozen at a publication, the same file for good."),
    public=finished_reports,
    fields=(
        value("reference", TEXT, _("The report’s reference."), is_optional=False),
        value("kind", TEXT, _("What is reported on."), choices=ReportKind, is_optional=False),
        value("forum", INTEGER, _("Year of the Forum."), "edition_id", is_optional=False),
        value("subject", TEXT, _("Number of a round table or objective, ISO code of a State, a year."), "subject"),
        value("language", TEXT, _("The language it is written in."), is_optional=False),
        value("publication", INTEGER, _("The publication it is frozen at."), "publication_id", is_optional=False),
        value("as_of_on", DATE, _("The day ages in it are counted from."), is_optional=False),
        value("ready_at", INSTANT, _("When it was finished (UTC)."), instant("ready_at"), is_optional=False),
        value("url", TEXT, _("Its page."), _address("/"), is_optional=False),
        value(
            "manifest_url", TEXT, _("Its files and their checksums."), _address("/manifest.json"), is_optional=False
        ),
        *_in_form(ReportFormat.PDF, _("The report as PDF."), _("SHA-256 of the PDF.")),
        *_in_form(ReportFormat.DOCX, _("The report as a Word document."), _("SHA-256 of the Word document.")),
        *_in_form(ReportFormat.HTML, _("The report as a web page."), _("SHA-256 of the web page.")),
        *_in_form(ReportFormat.XLSX, _("Its tables as a workbook."), _("SHA-256 of the workbook.")),
    ),
)
