"""The list of pledges, a pledge's page, its public history."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from dashboard.forms import PledgeFilters
from dashboard.selectors.charts import OUTCOMES
from dashboard.selectors.citation import citation_of
from dashboard.selectors.filtering import pledge_choices
from dashboard.selectors.listed import Listed
from dashboard.selectors.records import closed_record, public_history, public_pledge
from dashboard.selectors.rows import pledge_rows
from dashboard.selectors.story import matching_of, story_of
from dashboard.views.answers import gone, page_of, refuse, show
from dashboard.views.downloads import as_data
from matching.selectors.figures import public_matches
from pledges.models import Pledge
from progress.selectors import closed_updates, pledge_count, public_updates
from workflow.pages import public_page
from workflow.selectors import Moment


@public_page
def list_(request: HttpRequest, *, moment: Moment) -> HttpResponse:
    """Pledges, narrowed by what the address asks; the same rows as JSON with `format=json`."""
    choices = pledge_choices(get_language(), moment)
    asked = PledgeFilters(request.GET, choices=choices)
    if not asked.is_valid():
        return refuse(request, asked, moment=moment)
    found = Listed(asked.cleaned_data, moment=moment)
    if asked.cleaned_data["format"]:
        return as_data(request, asked, found.rows, moment=moment, total=len(found))
    page = page_of(found, asked.chosen_page(), total=found.figures.pledges)
    rows = pledge_rows(page, choices.objectives, moment=moment)
    return show(
        request,
        "pledges/list.html",
        moment=moment,
        form=asked,
        figures=found.figures,
        total=pledge_count(moment),
        page_obj=page,
        rows=rows,
        chart=OUTCOMES.formats(asked.query()),
    )


@public_page
def detail(request: HttpRequest, reference: str, *, moment: Moment) -> HttpResponse:
    """One pledge and what became of it; a tombstone once it was withdrawn or retracted."""
    pledge = public_pledge(reference, moment)
    if pledge is None:
        return gone(request, closed_record(Pledge, reference, moment), moment=moment)
    updates = list(public_updates(pledge.record, moment=moment))
    closed = closed_updates(pledge.record, moment=moment)
    return show(
        request,
        "pledges/page.html",
        moment=moment,
        pledge=pledge,
        citation=citation_of(pledge),
        updates=updates,
        closed_updates=closed,
        story=story_of(pledge, updates, moment),
        matching=matching_of(pledge, moment),
        matches=public_matches(pledge.record, moment),
    )


@public_page
def versions(request: HttpRequest, reference: str, *, moment: Moment) -> HttpResponse:
    """Every version that was public and may still be read."""
    history = public_history(reference, moment)
    if not history:
        return gone(request, closed_record(Pledge, reference, moment), moment=moment)
    latest = history[0].item
    way = [(latest.reference, latest.get_absolute_url())]
    return show(request, "pledges/versions.html", moment=moment, by_way_of=way, record=latest.record, history=history)
