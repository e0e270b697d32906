"""Charts to take away: the picture, and the table it is drawn of."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.translation import get_language

from dashboard.forms import PageNumber, PledgeFilters
from dashboard.selectors.charts import CHARTS, Chart
from dashboard.selectors.filtering import filtered_pledges, pledge_choices
from dashboard.selectors.publications import publication_at
from dashboard.services import Download, as_png, as_svg, download_name
from dashboard.views.answers import refuse
from dashboard.views.downloads import as_file
from workflow.pages import public_page
from workflow.selectors import Moment

PICTURES = {"svg": "image/svg+xml", "png": "image/png"}


@public_page
def file(request: HttpRequest, name: str, ending: str, *, moment: Moment) -> HttpResponseBase:
    """A chart in one format; a chart of pledges takes the filters of the list of pledges. 404 for any other name."""
    if name not in CHARTS:
        raise Http404
    chart = CHARTS[name]
    asked = PledgeFilters(request.GET, choices=pledge_choices(get_language(), moment)) if chart.of_pledges else None
    checked = asked or PageNumber(request.GET)
    if not checked.is_valid():
        return refuse(request, checked, moment=moment)
    in_force = list(asked.in_force()) if asked else []
    download = Download(
        kind=chart.table,
        moment=moment,
        found=chart.rows(filtered_pledges(asked.cleaned_data, moment=moment) if asked else None, moment),
        chosen_by=[(each, words) for each, _value, words in in_force],
        named_by=[(each, value) for each, value, _words in in_force],
    )
    if ending in PICTURES:
        return _picture(chart, download.found, ending, download)
    return as_file(download, ending, request.get_full_path())


def _picture(chart: Chart, rows: Sequence[Any], ending: str, download: Download) -> HttpResponse:
    published = publication_at(download.moment)
    if published is None:
        raise Http404
    svg = as_svg(chart, rows, published=published, chosen_by=download.chosen_by)
    name = download_name(chart.name, download.named_by, download.moment, ending)
    return HttpResponse(
        svg.encode() if ending == "svg" else as_png(svg),
        content_type=PICTURES[ending],
        headers={"Content-Disposition": content_disposition_header(as_attachment=True, filename=name)},
    )
