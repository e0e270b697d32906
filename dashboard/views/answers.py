"""The ways a public page answers: shown, refused, gone, or as data."""

from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import ResolverMatch, reverse

from dashboard.selectors.publications import publication_at
from ui.templatetags.ui.page import MAIN_PAGES
from workflow.models import Record
from workflow.selectors import Moment

PAGE_SIZE = 25
Way = list[tuple[str, str]]


def show(
    request: HttpRequest, template: str, *, moment: Moment, status: int = 200, by_way_of: Way = (), **context
) -> HttpResponse:
    """The page, with the publication its figures are true at and the way here from the dashboard."""
    known = {
        "moment": moment,
        "publication": publication_at(moment),
        "way": [*_way_to(request.resolver_match), *by_way_of],
    }
    return render(request, template, known | context, status=status)


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
    return show(request, "dashboard/gone.html", moment=moment, status=410, record=record)


def page_of(rows: QuerySet, number: int, *, total: int | None = None, size: int = PAGE_SIZE) -> Page:
    """One page of the rows; a page past the last is 404. `total` saves counting what is known already."""
    paginator = Paginator(rows, size)
    if total is not None:
        paginator.count = total
    try:
        return paginator.page(number)
    except EmptyPage as past_the_end:
        raise Http404 from past_the_end


def as_data(page: Page, records: list[dict], *, moment: Moment) -> JsonResponse:
    """The rows of a page of a list as JSON, with what they are true at and where the page stands in the list."""
    return JsonResponse(
        {
            "publication": moment.publication,
            "count": page.paginator.count,
            "page": page.number,
            "pages": page.paginator.num_pages,
            "results": records,
        },
        json_dumps_params={"ensure_ascii": False},
    )
