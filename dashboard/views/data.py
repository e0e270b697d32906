"""What can be taken away, how the figures are made, and the log of publications."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from dashboard.forms import TableAsData
from dashboard.selectors.citation import licence
from dashboard.selectors.fields import RESOURCES
from dashboard.selectors.linked import dataset_as_linked_data, table_as_linked_data
from dashboard.selectors.publications import entries, publication_at, publications
from dashboard.views.answers import page_of, refuse, show
from dashboard.views.downloads import as_data
from progress.selectors import FRESH_DAYS
from workflow.pages import public_page
from workflow.selectors import Moment

API_DOCS = "/api/v1/docs/"
LOG_SIZE = 50
FORMATS = [("CSV", "?format=csv"), ("XLSX", "?format=xlsx"), ("JSON", "?format=json&rows=all")]


@public_page
def home(request: HttpRequest, *, moment: Moment) -> HttpResponse:
    """What can be downloaded, how it is counted, and every publication so far."""
    asked = TableAsData(request.GET, kind="publications")
    if not asked.is_valid():
        return refuse(request, asked, moment=moment)
    if asked.cleaned_data["format"]:
        return as_data(request, asked, moment=moment)
    published = publication_at(moment)
    page = page_of(publications(moment), asked.chosen_page(), size=LOG_SIZE)
    return show(
        request,
        "dashboard/data.html",
        moment=moment,
        page_obj=page,
        log=entries(list(page)),
        form=asked,
        fresh_days=FRESH_DAYS,
        tables=RESOURCES.values(),
        formats=FORMATS,
        api_docs=API_DOCS,
        licence=licence(),
        linked=published and dataset_as_linked_data(published),
    )


@public_page
def table(request: HttpRequest, name: str, *, moment: Moment) -> HttpResponse:
    """One resource: what its fields mean, and all its public rows as a file."""
    if name not in RESOURCES:
        raise Http404
    asked = TableAsData(request.GET, kind=name)
    if not asked.is_valid():
        return refuse(request, asked, moment=moment)
    if asked.cleaned_data["format"]:
        return as_data(request, asked, moment=moment)
    kind, published = RESOURCES[name], publication_at(moment)
    way = [(_("Data and publications"), reverse("data:home"))]
    return show(
        request,
        "data/table.html",
        moment=moment,
        by_way_of=way,
        kind=kind,
        form=asked,
        licence=licence(),
        linked=published and table_as_linked_data(kind, published),
    )
