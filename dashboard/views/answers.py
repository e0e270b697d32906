"""The ways a public page answers: shown, refused, gone, or as data."""

from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import ResolverMatch, reverse

from dashboard.forms import Takeaway
from dashboard.selectors.citation import Citation, citation_of_list
from dashboard.selectors.fields import resource
from dashboard.selectors.listed import Listed
from dashboard.selectors.publications import publication_at
from ui.templatetags.ui.page import MAIN_PAGES
from workflow.models import Publication, Record
from workflow.selectors import Moment
from workflow.states import Closing

PAGE_SIZE = 25
SECTIONS = {"PL": "pledges", "NP": "plans", "VR": "reviews", "TL": "tools", "CN": "needs"}  # kind of record: its pages
Way = list[tuple[str, str]]


def show(
    request: HttpRequest, template: str, *, moment: Moment, status: int = 200, by_way_of: Way = (), **context
) -> HttpResponse:
    """The page, with the publication its figures are true at and the way here from the dashboard."""
    published, form = publication_at(moment), context.get("form")
    known = {
        "moment": moment,
        "publication": published,
        "way": [*_way_to(request.resolver_match), *by_way_of],
    }
    if published and status == 200 and isinstance(form, Takeaway) and form.RESOURCE:
        known["citation"] = _cited(request, form, published)
    return render(request, template, known | context, status=status)


def _cited(request: HttpRequest, form: Takeaway, published: Publication) -> Citation:
    """The list as it is asked for: its title says the filters, its address keeps them."""
    query, filters = form.query(), [words for _name, _value, words in form.in_force()]
    title = "; ".join([str(resource(form.RESOURCE).title), *filters])
    address = f"{request.path}?{query}" if query else request.path
    return citation_of_list(title, address, f"gcm-{form.RESOURCE}", published=published)


def _way_to(match: ResolverMatch) -> Way:
    labels, section = dict(MAIN_PAGES), f"{match.namespace}:list"
    way = ["dashboard:home"]
    if section in labels and match.view_name != section:
        way.append(section)
    return [(labels[name], reverse(name)) for name in way]


def refuse(request: HttpRequest, form: Form, *, moment: Moment) -> HttpResponse:
    """400: says which part of the address means nothing here, and leads to the whole list."""
    return show(request, "dashboard/refused.html", moment=moment, status=400, form=form)


def gone(request: HttpRequest, record: Record | None, *, moment: Moment) -> HttpResponse:
    """410 with the tombstone of a record that was public; 404 where there never was one to see."""
    if record is None:
        raise Http404
    return show(request, "dashboard/gone.html", moment=moment, status=410, record=record, **_ways_on(record))


def _ways_on(record: Record) -> dict[str, str]:
    """From a tombstone: to the versions that may still be read, and to the record that took its place."""
    found = {}
    if record.closing != Closing.RETRACTED and (section := SECTIONS.get(record.kind)):
        found["versions_url"] = reverse(f"{section}:versions", args=[record.reference])
    if (successor := record.superseded_by) and (section := SECTIONS.get(successor.kind)):
        found["successor_url"] = reverse(f"{section}:detail", args=[successor.reference])
    return found


def page_of(rows: QuerySet | Listed, number: int, *, total: int | None = None, size: int = PAGE_SIZE) -> Page:
    """One page of the rows; a page past the last is 404. `total` saves counting what is known already.

    Where rows have to be skipped, it is found which are left before anything else is read of them: that costs little.
    """
    paginator = Paginator(rows, size)
    if total is not None:
        paginator.count = total
    try:
        page = paginator.page(number)
    except EmptyPage as past_the_end:
        raise Http404 from past_the_end
    if isinstance(rows, QuerySet) and number > 1:
        keys = list(page.object_list.values_list("pk", flat=True))
        page.object_list = rows.filter(pk__in=keys)
    return page
