"""The list of pledges, a pledge's page, its public history."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from dashboard.forms import PledgeFilters
from dashboard.selectors.filtering import filtered_pledges, pledge_choices
from dashboard.selectors.records import closed_record, public_history, public_pledge
from dashboard.selectors.rows import pledge_rows
from dashboard.views.answers import as_data, gone, page_of, refuse, show
from dashboard.views.data import pledge_record
from pledges.models import Pledge
from progress.selectors import compact_figures, figures, public_updates
from workflow.pages import public_page
from workflow.selectors import Moment


@public_page
def list_(request: HttpRequest, *, moment: Moment) -> HttpResponse:
    """Pledges, narrowed by what the address asks; the same rows as JSON with `format=json`."""
    choices = pledge_choices(get_language())
    asked = PledgeFilters(request.GET, choices=choices)
    if not asked.is_valid():
        return refuse(request, asked, moment=moment)
    found = filtered_pledges(asked.cleaned_data, moment=moment)
    counted = figures(found, moment=moment)
    page = page_of(found, asked.chosen_page(), total=counted.pledges)
    rows = pledge_rows(page, choices.objectives, moment=moment)
    if asked.cleaned_data["format"]:
        return as_data(page, [pledge_record(row) for row in rows], moment=moment)
    return show(
        request,
        "pledges/list.html",
        moment=moment,
        form=asked,
        figures=counted,
        total=compact_figures(moment).pledges,
        page_obj=page,
        rows=rows,
    )


@public_page
def detail(request: HttpRequest, reference: str, *, moment: Moment) -> HttpResponse:
    """One pledge and what became of it; a tombstone once it was withdrawn or retracted."""
    pledge = public_pledge(reference, moment)
    if pledge is None:
        return gone(request, closed_record(Pledge, reference, moment), moment=moment)
    updates = list(public_updates(pledge.record, moment=moment))
    return show(request, "pledges/page.html", moment=moment, pledge=pledge, updates=updates)


@public_page
def versions(request: HttpRequest, reference: str, *, moment: Moment) -> HttpResponse:
    """Every version that was public and may still be read."""
    history = list(public_history(reference, moment))
    if not history:
        return gone(request, closed_record(Pledge, reference, moment), moment=moment)
    record = history[0].record
    way = [(record.reference, history[0].get_absolute_url())]
    return show(request, "pledges/versions.html", moment=moment, by_way_of=way, record=record, history=history)
