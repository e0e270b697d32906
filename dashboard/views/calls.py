"""Calls for tools."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from dashboard.forms import PageNumber
from dashboard.selectors.compact import placed_objectives
from dashboard.selectors.rows import tool_rows
from dashboard.views.answers import page_of, refuse, show
from roundtables.selectors import current_edition
from tools.selectors import public_call, public_calls, public_tools
from workflow.pages import public_page
from workflow.selectors import Moment


@public_page
def list_(request: HttpRequest, *, moment: Moment) -> HttpResponse:
    """Open calls first, then those to come, then those that are closed."""
    return show(request, "calls/list.html", moment=moment, by_way_of=_toolbox(), lines=public_calls(moment))


@public_page
def detail(request: HttpRequest, slug: str, *, moment: Moment) -> HttpResponse:
    """One call: its text and criteria, how long it is open, and the tools that answered it."""
    line, asked = public_call(slug, moment), PageNumber(request.GET)
    if line is None:
        raise Http404
    if not asked.is_valid():
        return refuse(request, asked, moment=moment)
    placed = placed_objectives(current_edition(moment.publication))
    page = page_of(public_tools(moment).filter(call=line.call), asked.chosen_page())
    return show(
        request,
        "calls/detail.html",
        moment=moment,
        by_way_of=[*_toolbox(), (_("Calls for tools"), reverse("calls:list"))],
        line=line,
        call=line.call,
        objectives=[placed[each.pk] for each in line.call.objectives.all() if each.pk in placed],
        page_obj=page,
        rows=tool_rows(page, placed),
    )


def _toolbox() -> list[tuple[str, str]]:
    return [(_("Toolbox"), reverse("tools:list"))]
