"""The 23 objectives."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language_bidi

from dashboard.forms import PageNumber
from dashboard.selectors.compact import objective_lines, objective_page
from dashboard.selectors.rows import pledge_rows, tool_rows
from dashboard.views.answers import page_of, refuse, show
from roundtables.selectors import current_edition
from workflow.pages import public_page
from workflow.selectors import Moment

TOOLS_SHOWN = 5


@public_page
def list_(request: HttpRequest, *, moment: Moment) -> HttpResponse:
    """All 23, in the order of the Compact."""
    edition = current_edition()
    lines = objective_lines(edition, moment, mirrored=get_language_bidi())
    return show(request, "objectives/list.html", moment=moment, edition=edition, lines=lines)


@public_page
def detail(request: HttpRequest, number: int, *, moment: Moment) -> HttpResponse:
    """One objective: its text, its figures, its pledges and tools."""
    asked, found = PageNumber(request.GET), objective_page(number, moment)
    if found is None:
        raise Http404
    if not asked.is_valid():
        return refuse(request, asked, moment=moment)
    page = page_of(found.pledges, asked.chosen_page(), total=found.figures.pledges)
    return show(
        request,
        "objectives/detail.html",
        moment=moment,
        found=found,
        objective=found.objective,
        figures=found.figures,
        page_obj=page,
        rows=pledge_rows(page, found.placed, moment=moment),
        tools=tool_rows(found.tools[:TOOLS_SHOWN], found.placed),
        tool_count=found.tools.count(),
    )
