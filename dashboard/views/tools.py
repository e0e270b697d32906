"""The toolbox."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from dashboard.forms import ToolFilters
from dashboard.selectors.citation import citation_of
from dashboard.selectors.filtering import filtered_tools, tool_choices
from dashboard.selectors.history import versions_of
from dashboard.selectors.records import closed_record, public_tool
from dashboard.selectors.rows import tool_rows
from dashboard.views.answers import gone, page_of, refuse, show
from dashboard.views.downloads import as_data
from matching.selectors.figures import public_matches
from peer_review.selectors import public_peer_review
from peer_review.states import ASKED_ABOUT, EXTERNALS_WANTED, POINTS_IN_WORDS, SPREAD_MAX, UN_WANTED, Criterion
from tools.forms import TOOL
from tools.models import Tool
from tools.selectors import linked_measure, public_calls, tool_count
from workflow.pages import public_page
from workflow.selectors import Moment


@public_page
def list_(request: HttpRequest, *, moment: Moment) -> HttpResponse:
    """Tools, narrowed by what the address asks; the same rows as JSON with `format=json`."""
    choices = tool_choices(moment)
    asked = ToolFilters(request.GET, choices=choices)
    if not asked.is_valid():
        return refuse(request, asked, moment=moment)
    found = filtered_tools(asked.cleaned_data, moment=moment)
    if asked.cleaned_data["format"]:
        return as_data(request, asked, found, moment=moment)
    page = page_of(found, asked.chosen_page())
    rows = tool_rows(page, choices.objectives)
    return show(
        request,
        "tools/list.html",
        moment=moment,
        form=asked,
        total=tool_count(moment),
        calls=[line for line in public_calls(moment) if line.is_open],
        page_obj=page,
        rows=rows,
    )


@public_page
def detail(request: HttpRequest, reference: str, *, moment: Moment) -> HttpResponse:
    """One tool; a tombstone once it was withdrawn or retracted."""
    tool = public_tool(reference, moment)
    if tool is None:
        return gone(request, closed_record(Tool, reference, moment), moment=moment)
    return show(
        request,
        "tools/detail.html",
        moment=moment,
        tool=tool,
        citation=citation_of(tool),
        measure=linked_measure(tool, moment),
        matches=public_matches(tool.record, moment),
        peer_review=public_peer_review(tool),
        place=tool.get_absolute_url(),
    )


@public_page
def criteria(request: HttpRequest, *, moment: Moment) -> HttpResponse:
    """What peer reviewers assess a tool on, how many read it, and what happens where they disagree."""
    asked = [(criterion.label, ASKED_ABOUT[criterion]) for criterion in Criterion]
    return show(
        request,
        "tools/criteria.html",
        moment=moment,
        criteria=asked,
        points=POINTS_IN_WORDS.items(),
        un_wanted=UN_WANTED,
        externals_wanted=EXTERNALS_WANTED,
        spread_max=SPREAD_MAX,
    )


@public_page
def versions(request: HttpRequest, reference: str, *, moment: Moment) -> HttpResponse:
    """Every version that was public and may still be read, and what each changed."""
    history = versions_of(TOOL, reference, moment)
    if not history:
        return gone(request, closed_record(Tool, reference, moment), moment=moment)
    latest = history[0].item
    way = [(latest.reference, reverse("tools:detail", args=[latest.reference]))]
    return show(request, "tools/versions.html", moment=moment, by_way_of=way, record=latest.record, history=history)
