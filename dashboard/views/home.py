"""The dashboard: the whole Compact at one look; and the map of where pledges come from."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, get_language_bidi

from dashboard.forms import DashboardFilters, MapFilters
from dashboard.selectors.charts import BY_REGION, BY_STAGE, MAP
from dashboard.selectors.filtering import dashboard_choices, map_choices
from dashboard.selectors.overview import overview
from dashboard.selectors.publications import latest_entries
from dashboard.selectors.world import world
from dashboard.views.answers import refuse, show
from workflow.pages import public_page
from workflow.selectors import Moment

LATEST = 5


@public_page
def home(request: HttpRequest, *, moment: Moment) -> HttpResponse:
    """The 23 objectives under the four round tables of the Forum asked for, or of the current one."""
    asked = DashboardFilters(request.GET, choices=dashboard_choices(get_language(), moment))
    if not asked.is_valid():
        return refuse(request, asked, moment=moment)
    found = overview(
        moment,
        mirrored=get_language_bidi(),
        asked=asked.cleaned_data,
        kept=asked.kept(),
        by_region=asked.cleaned_data["columns"] == "regions",
    )
    latest = latest_entries(moment, most=LATEST)
    chart = BY_REGION if found.by_region else BY_STAGE
    return show(
        request,
        "dashboard/home.html",
        moment=moment,
        form=asked,
        overview=found,
        latest=latest,
        chart=chart.formats(urlencode(asked.kept())),
    )


@public_page
def map_(request: HttpRequest, *, moment: Moment) -> HttpResponse:
    """The States' pledges on a map, in a few classes, and as a table."""
    asked = MapFilters(request.GET, choices=map_choices(moment))
    if not asked.is_valid():
        return refuse(request, asked, moment=moment)
    found = world(moment, language=get_language(), asked=asked.cleaned_data, is_filtered=asked.is_filtered())
    return show(
        request,
        "dashboard/map.html",
        moment=moment,
        form=asked,
        world=found,
        query=asked.query(),
        chart=MAP.formats(asked.query()),
    )
