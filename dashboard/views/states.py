"""States, in alphabetical order and never by number."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language, get_language_bidi

from accounts.models import State
from dashboard.forms import PageNumber, RegionFilter
from dashboard.selectors.charts import YEARS
from dashboard.selectors.compact import placed_objectives
from dashboard.selectors.fields import states_as_data
from dashboard.selectors.needs import need_rows
from dashboard.selectors.parties import pledges_of_organisations_in, state_page, states_by_region
from dashboard.selectors.plans import plan_rows, plans_of_state
from dashboard.selectors.profile import happened_lately, plan_years, pledges_naming
from dashboard.selectors.reviews import reviews_of_state
from dashboard.selectors.rows import pledge_rows, tool_rows
from dashboard.selectors.trend import trend
from dashboard.views.answers import page_of, refuse, show
from dashboard.views.downloads import as_data
from roundtables.selectors import current_edition
from workflow.pages import public_page
from workflow.selectors import Moment

SHOWN = 10


@public_page
def list_(request: HttpRequest, *, moment: Moment) -> HttpResponse:
    """Every State that may take part in the Forum, by region."""
    asked = RegionFilter(request.GET)
    if not asked.is_valid():
        return refuse(request, asked, moment=moment)
    region = asked.cleaned_data["region"]
    if asked.cleaned_data["format"]:
        return as_data(request, asked, states_as_data(region, moment), moment=moment)
    regions = states_by_region(region, moment=moment, language=get_language())
    return show(request, "states/list.html", moment=moment, regions=regions, region=region, form=asked)


@public_page
def detail(request: HttpRequest, iso3: str, *, moment: Moment) -> HttpResponse:
    """What one State has pledged, and what became of it; its code in small letters is redirected for good."""
    if iso3 != iso3.upper():
        return redirect("states:detail", iso3.upper(), permanent=True)
    owner, asked = get_object_or_404(State, iso3=iso3), PageNumber(request.GET)
    if not asked.is_valid():
        return refuse(request, asked, moment=moment)
    own, placed = state_page(owner, moment), placed_objectives(current_edition(moment.publication))
    page, tools = (
        page_of(own.pledges, asked.chosen_page(), total=own.figures.pledges),
        tool_rows(own.tools[:SHOWN], placed),
    )
    plans, mirrored = plan_rows(plans_of_state(owner, moment), placed), get_language_bidi()
    of_organisations, naming = pledges_of_organisations_in(owner, moment), pledges_naming(owner, moment)
    return show(
        request,
        "states/detail.html",
        moment=moment,
        state=owner,
        figures=own.figures,
        page_obj=page,
        rows=pledge_rows(page, placed, moment=moment),
        of_organisations=pledge_rows(of_organisations[:SHOWN], placed, moment=moment),
        of_organisations_count=of_organisations.count(),
        naming=pledge_rows(naming[:SHOWN], placed, moment=moment),
        naming_count=naming.count(),
        counts=own.counts,
        tools=tools,
        needs=need_rows(own.needs[:SHOWN], placed, moment=moment),
        plans=plans,
        plan_years=plan_years(plans, moment, mirrored=mirrored),
        reviews=reviews_of_state(owner, moment),
        latest=happened_lately(owner, moment),
        trend=trend(own.pledges, moment=moment, mirrored=mirrored),
        years_chart=YEARS.formats(f"state={iso3}"),
    )
