"""Organisations that pledge or provide tools."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language

from dashboard.forms import PageNumber
from dashboard.selectors.compact import placed_objectives
from dashboard.selectors.parties import organisation_page, organisations_by_kind, public_organisation
from dashboard.selectors.rows import pledge_rows, tool_rows
from dashboard.views.answers import page_of, refuse, show
from roundtables.selectors import current_edition
from workflow.pages import public_page
from workflow.selectors import Moment


@public_page
def list_(request: HttpRequest, *, moment: Moment) -> HttpResponse:
    """All with something public, by kind of actor."""
    kinds = organisations_by_kind(moment=moment, language=get_language())
    return show(request, "organisations/list.html", moment=moment, kinds=kinds)


@public_page
def detail(request: HttpRequest, slug: str, *, moment: Moment) -> HttpResponse:
    """What one organisation has pledged and provides."""
    owner, asked = public_organisation(slug, moment), PageNumber(request.GET)
    if owner is None:
        raise Http404
    if not asked.is_valid():
        return refuse(request, asked, moment=moment)
    own, placed = organisation_page(owner, moment), placed_objectives(current_edition())
    page = page_of(own.pledges, asked.chosen_page(), total=own.figures.pledges)
    return show(
        request,
        "organisations/detail.html",
        moment=moment,
        organisation=owner,
        figures=own.figures,
        page_obj=page,
        rows=pledge_rows(page, placed, moment=moment),
        tools=tool_rows(own.tools, placed),
    )
