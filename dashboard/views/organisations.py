"""Organisations that pledge or provide tools."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language, get_language_bidi

from dashboard.forms import PageNumber, TableAsData
from dashboard.selectors.compact import placed_objectives
from dashboard.selectors.needs import need_rows
from dashboard.selectors.parties import organisation_page, organisations_by_kind, public_organisation
from dashboard.selectors.profile import happened_lately, pledges_naming
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
    """All with something public, by kind of actor."""
    asked = TableAsData(request.GET, kind="organisations")
    if not asked.is_valid():
        return refuse(request, asked, moment=moment)
    if asked.cleaned_data["format"]:
        return as_data(request, asked, moment=moment)
    kinds = organisations_by_kind(moment=moment, language=get_language())
    return show(request, "organisations/list.html", moment=moment, kinds=kinds, form=asked)


@public_page
def detail(request: HttpRequest, slug: str, *, moment: Moment) -> HttpResponse:
    """What one organisation has pledged and provides."""
    owner, asked = public_organisation(slug, moment), PageNumber(request.GET)
    if owner is None:
        raise Http404
    if not asked.is_valid():
        return refuse(request, asked, moment=moment)
    own, placed = organisation_page(owner, moment), placed_objectives(current_edition(moment.publication))
    page, tools = (
        page_of(own.pledges, asked.chosen_page(), total=own.figures.pledges),
        tool_rows(own.tools[:SHOWN], placed),
    )
    naming = pledges_naming(owner, moment)
    return show(
        request,
        "organisations/detail.html",
        moment=moment,
        organisation=owner,
        figures=own.figures,
        page_obj=page,
        rows=pledge_rows(page, placed, moment=moment),
        counts=own.counts,
        tools=tools,
        needs=need_rows(own.needs[:SHOWN], placed, moment=moment),
        naming=pledge_rows(naming[:SHOWN], placed, moment=moment),
        naming_count=naming.count(),
        latest=happened_lately(owner, moment),
        trend=trend(own.pledges, moment=moment, mirrored=get_language_bidi()),
    )
