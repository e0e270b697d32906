"""Charts to take away: the picture, and the table it is drawn of."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.translation import get_language

from dashboard.forms import DashboardFilters, MapFilters, NeedFilters, PledgeFilters, TableAsData, Takeaway
from dashboard.selectors.charts import CHARTS, Chart
from dashboard.selectors.filtering import dashboard_choices, map_choices, pledge_choices
from dashboard.selectors.needs import need_choices
from dashboard.selectors.publications import publication_at
from dashboard.services import Download, as_png, as_svg, download_name
from dashboard.views.answers import refuse
from dashboard.views.downloads import as_file
from workflow.pages import public_page
from workflow.selectors import Moment

PICTURES = {"svg": "image/svg+xml", "png": "image/png"}


ASKED: dict[str, Callable[[QueryDict, Moment], Takeaway]] = {  # whose filters a chart takes: the form that checks them
    "": lambda data, moment: TableAsData(data, kind="objectives"),
    "pledges": lambda data, moment: PledgeFilters(data, choices=pledge_choices(get_language(), moment)),
    "dashboard": lambda data, moment: DashboardFilters(data, choices=dashboard_choices(get_language(), moment)),
    "map": lambda data, moment: MapFilters(data, choices=map_choices(moment)),
    "needs": lambda data, moment: NeedFilters(data, choices=need_choices(get_language(), moment)),
}


@public_page
def file(request: HttpRequest, name: str, ending: str, *, moment: Moment) -> HttpResponseBase:
    """A chart in one format; it takes the filters of the page it stands on. 404 for any other name."""
    if name not in CHARTS:
        raise Http404
    chart = CHARTS[name]
    asked = ASKED[chart.asks](request.GET, moment)
    if not asked.is_valid():
        return refuse(request, asked, moment=moment)
    found = chart.find(asked.cleaned_data if asked.is_filtered() else None, moment)
    in_force = list(asked.in_force())
    download = Download(
        kind=chart.table,
        moment=moment,
        found=list(chart.rows(found)),
        chosen_by=[(each, words) for each, _value, words in in_force],
        named_by=[(each, value) for each, value, _words in in_force],
    )
    if ending in PICTURES:
        return _picture(chart, found, ending, download)
    return as_file(download, ending, request.get_full_path())


def _picture(chart: Chart, found: Any, ending: str, download: Download) -> HttpResponse:
    published = publication_at(download.moment)
    if published is None:
        raise Http404
    svg = as_svg(chart, found, published=published, chosen_by=download.chosen_by)
    name = download_name(chart.name, download.named_by, download.moment, ending)
    return HttpResponse(
        svg.encode() if ending == "svg" else as_png(svg),
        content_type=PICTURES[ending],
        headers={"Content-Disposition": content_disposition_header(as_attachment=True, filename=name)},
    )
