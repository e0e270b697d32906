"""Capacity needs beside what is offered for them."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language

from dashboard.forms import NeedFilters
from dashboard.selectors.charts import GAPS
from dashboard.selectors.citation import citation_of
from dashboard.selectors.compact import placed_objectives
from dashboard.selectors.gaps import gap_picture
from dashboard.selectors.history import versions_of
from dashboard.selectors.needs import (
    filtered_needs,
    need_choices,
    need_rows,
    objective_lines,
    offers_for,
    public_need,
)
from dashboard.selectors.records import closed_record
from dashboard.selectors.rows import tool_rows
from dashboard.views.answers import gone, page_of, refuse, show
from dashboard.views.downloads import as_data
from matching.selectors.figures import match_figures, public_matches
from matching.selectors.offers import offering_pledges
from needs.forms import NEED
from needs.models import Need
from needs.selectors import linked_plan, need_count
from roundtables.selectors import current_edition
from workflow.pages import public_page
from workflow.selectors import Moment


@public_page
def list_(request: HttpRequest, *, moment: Moment) -> HttpResponse:
    """Needs and offers by objective, then the needs themselves; the same needs as JSON with `format=json`."""
    choices = need_choices(get_language(), moment)
    asked = NeedFilters(request.GET, choices=choices)
    if not asked.is_valid():
        return refuse(request, asked, moment=moment)
    found = filtered_needs(asked.cleaned_data, moment=moment)
    if asked.cleaned_data["format"]:
        return as_data(request, asked, found, moment=moment)
    page = page_of(found, asked.chosen_page())
    rows = need_rows(page, choices.objectives, moment=moment)
    only, kind = asked.cleaned_data["objective"], asked.cleaned_data["kind"]
    lines = objective_lines(found, choices.objectives, moment=moment, kind=kind, only=only)
    kept = [(name, value) for name, value, _words in asked.in_force()]
    gaps = gap_picture(found, choices.objectives, moment=moment, kind=kind, only=only, kept=kept)
    matched = match_figures(moment, objectives=only, region=asked.cleaned_data["region"])
    return show(
        request, "needs/list.html", moment=moment, form=asked, total=need_count(moment), page_obj=page, rows=rows,
        lines=lines, matched=matched, gaps=gaps, gaps_chart=GAPS.formats(asked.query()),
    )  # fmt: skip


@public_page
def detail(request: HttpRequest, reference: str, *, moment: Moment) -> HttpResponse:
    """One need, and what is offered that could meet it; a tombstone once it was withdrawn or retracted."""
    need = public_need(reference, moment)
    if need is None:
        return gone(request, closed_record(Need, reference, moment), moment=moment)
    placed = placed_objectives(current_edition(moment.publication))
    (row,) = need_rows([need], placed, moment=moment)
    return show(
        request,
        "needs/detail.html",
        moment=moment,
        need=need,
        citation=citation_of(need),
        linked=linked_plan(need, moment),
        place=need.get_absolute_url(),
        offers=tool_rows(offers_for(need, moment), placed),
        pledges=offering_pledges(moment, objectives=[each.pk for each in row.objectives]).count(),
        objectives=row.objectives,
        matches=public_matches(need.record, moment),
    )


@public_page
def versions(request: HttpRequest, reference: str, *, moment: Moment) -> HttpResponse:
    """Every version that was public and may still be read, and what each changed."""
    history = versions_of(NEED, reference, moment)
    if not history:
        return gone(request, closed_record(Need, reference, moment), moment=moment)
    latest = history[0].item
    way = [(latest.reference, reverse("needs:detail", args=[latest.reference]))]
    return show(request, "needs/versions.html", moment=moment, by_way_of=way, record=latest.record, history=history)
