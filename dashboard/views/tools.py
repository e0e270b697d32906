"""The toolbox."""

from django.http import HttpRequest, HttpResponse

from dashboard.forms import ToolFilters
from dashboard.selectors.compact import placed_objectives
from dashboard.selectors.filtering import filtered_tools, tool_choices
from dashboard.selectors.records import closed_record, public_tool
from dashboard.selectors.rows import tool_rows
from dashboard.views.answers import as_data, gone, page_of, refuse, show
from dashboard.views.data import tool_record
from roundtables.selectors import current_edition
from tools.models import Tool
from tools.selectors import tool_count
from ui.templatetags.ui.language import name_of
from workflow.pages import public_page
from workflow.selectors import Moment


@public_page
def list_(request: HttpRequest, *, moment: Moment) -> HttpResponse:
    """Tools, narrowed by what the address asks; the same rows as JSON with `format=json`."""
    choices = tool_choices(moment)
    asked = ToolFilters(request.GET, choices=choices)
    if not asked.is_valid():
        return refuse(request, asked, moment=moment)
    page = page_of(filtered_tools(asked.cleaned_data, moment=moment), asked.chosen_page())
    rows = tool_rows(page, choices.objectives)
    if asked.cleaned_data["format"]:
        return as_data(page, [tool_record(row) for row in rows], moment=moment)
    return show(
        request, "tools/list.html", moment=moment, form=asked, total=tool_count(moment), page_obj=page, rows=rows
    )


@public_page
def detail(request: HttpRequest, reference: str, *, moment: Moment) -> HttpResponse:
    """One tool; a tombstone once it was withdrawn or retracted."""
    tool = public_tool(reference, moment)
    if tool is None:
        return gone(request, closed_record(Tool, reference, moment), moment=moment)
    (row,) = tool_rows([tool], placed_objectives(current_edition()))
    languages = [name_of(code) for code in tool.languages]
    return show(request, "tools/detail.html", moment=moment, tool=tool, objectives=row.objectives, languages=languages)
