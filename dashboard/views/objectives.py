"""The 23 objectives."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext_lazy as _

from dashboard.forms import PageNumber, TableAsData
from dashboard.selectors.charts import COMPACT, GAPS, YEARS
from dashboard.selectors.compact import objective_lines, objective_page
from dashboard.selectors.gaps import gap_picture
from dashboard.selectors.plans import measures_for_objective
from dashboard.selectors.reviews import statements_on
from dashboard.selectors.rows import pledge_rows, tool_rows
from dashboard.selectors.trend import objective_trend
from dashboard.views.answers import page_of, refuse, show
from dashboard.views.downloads import as_data
from needs.selectors import public_needs
from roundtables.selectors import current_edition
from workflow.pages import public_page
from workflow.selectors import Moment

TOOLS_SHOWN = 5
MEASURES_SHOWN = 10
STATEMENTS_SHOWN = 5
PARTS = [
    (_("What the Compact lists under it"), "actions"),
    (_("Pledges"), "pledges"),
    (_("Over the years"), "years"),
    (_("Measures of national plans"), "measures"),
    (_("Needs and offers"), "gaps"),
    (_("Tools"), "tools"),
    (_("What reviews say"), "statements"),
    (_("Round table and reports"), "round-table"),
]


@public_page
def list_(request: HttpRequest, *, moment: Moment) -> HttpResponse:
    """All 23, in the order of the Compact."""
    asked = TableAsData(request.GET, kind="objectives")
    if not asked.is_valid():
        return refuse(request, asked, moment=moment)
    if asked.cleaned_data["format"]:
        return as_data(request, asked, moment=moment)
    edition = current_edition(moment.publication)
    lines = objective_lines(edition, moment, mirrored=get_language_bidi())
    return show(
        request,
        "objectives/list.html",
        moment=moment,
        edition=edition,
        lines=lines,
        form=asked,
        chart=COMPACT.formats(),
    )


@public_page
def detail(request: HttpRequest, number: int, *, moment: Moment) -> HttpResponse:
    """One objective: its text, its figures, its pledges and tools."""
    asked, found = PageNumber(request.GET), objective_page(number, moment)
    if found is None:
        raise Http404
    if not asked.is_valid():
        return refuse(request, asked, moment=moment)
    page, measures = page_of(found.pledges, asked.chosen_page(), total=found.figures.pledges), measures_for_objective
    statements, own = statements_on(number, moment), {number: found.objective}
    return show(
        request,
        "objectives/detail.html",
        moment=moment,
        parts=PARTS,
        found=found,
        objective=found.objective,
        figures=found.figures,
        page_obj=page,
        rows=pledge_rows(page, found.placed, moment=moment),
        tools=tool_rows(found.tools[:TOOLS_SHOWN], found.placed),
        tool_count=found.tools.count(),
        measures=measures(number, moment)[:MEASURES_SHOWN],
        measure_count=measures(number, moment).count(),
        gaps=gap_picture(public_needs(moment), own, moment=moment),
        statements=statements[:STATEMENTS_SHOWN],
        statement_count=statements.count(),
        trend=objective_trend(number, moment=moment, mirrored=get_language_bidi()),
        years_chart=YEARS.formats(f"objective={number}"),
        gaps_chart=GAPS.formats(f"objective={number}"),
    )
