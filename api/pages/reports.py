"""The fields of review reports: those that have a file, frozen at a publication up to the one asked for."""

from typing import Any

from django.conf import settings
from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dashboard.selectors.fields import Table
from dashboard.selectors.fields.columns import DATE, INSTANT, INTEGER, TEXT, value
from dashboard.selectors.fields.reading import instant
from reports.models import Report
from reports.states import ReportKind
from workflow.selectors import Moment


def finished_reports(moment: Moment) -> QuerySet[Report]:
    """The reports that are ready and frozen at the moment's publication or an earlier one."""
    return Report.objects.ready().filter(publication__lte=moment.publication)


def _address(ending: str) -> Any:
    def read(moment: Moment) -> Any:
        start = Value(f"{settings.SITE_URL}{reverse('reports:list')}")
        return Concat(start, F("reference"), Value(ending), output_field=TextField())

    return read


REPORTS = Table(
    name="reports",
    title=_("Review reports"),
    about=_("What a round table of the Forum is given: frozen at a publication, the same file for good."),
    public=finished_reports,
    fields=(
        value("reference", TEXT, _("The report’s reference."), is_optional=False),
        value("kind", TEXT, _("What is reported on."), choices=ReportKind, is_optional=False),
        value("forum", INTEGER, _("Year of the Forum."), "edition_id", is_optional=False),
        value("round_table", INTEGER, _("Number of the round table."), "round_table_number"),
        value("language", TEXT, _("The language it is written in."), is_optional=False),
        value("publication", INTEGER, _("The publication it is frozen at."), "publication_id", is_optional=False),
        value("as_of_on", DATE, _("The day ages in it are counted from."), is_optional=False),
        value("ready_at", INSTANT, _("When it was finished (UTC)."), instant("ready_at"), is_optional=False),
        value("size", INTEGER, _("Bytes of the file."), is_optional=False),
        value("sha256", TEXT, _("SHA-256 of the file."), is_optional=False),
        value("url", TEXT, _("Its page."), _address("/"), is_optional=False),
        value("file_url", TEXT, _("The file, as PDF."), _address("/file.pdf"), is_optional=False),
    ),
)
