"""The sitemap (sitemaps.org 0.9): an index, and parts of at most 5,000 addresses, each page in six languages.

Only what is public at the publication; every address names the same page in all languages (`hreflang`).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.models import Organisation, State
from needs.models import Need
from plans.models import Plan
from pledges.models import Pledge
from reports.models import Report
from reports.selectors import public_reports
from reports.states import ReportState
from reviews.models import Review
from roundtables.selectors import editions, round_tables
from tools.models import Tool
from tools.selectors import public_calls
from workflow.models import Moderated
from workflow.pages import public_page
from workflow.selectors import Moment

ADDRESSES_MAX = 5_000
PAGES_MAX = ADDRESSES_MAX // len(settings.LANGUAGES)  # every page has an address in each language
XML = "application/xml; charset=utf-8"
PLACES = (
    "dashboard:home", "dashboard:method", "dashboard:glossary", "objectives:list", "forums:list", "states:list",
    "organisations:list", "pledges:list", "plans:list", "reviews:list", "tools:list", "tools:criteria", "calls:list",
    "needs:list", "reports:list", "data:home",
)  # fmt: skip
RECORDS: dict[str, type[Moderated]] = {
    "pledges": Pledge,
    "tools": Tool,
    "needs": Need,
    "plans": Plan,
    "reviews": Review,
}


@dataclass(frozen=True)
class Page:
    """A page by its name and arguments, and when it changed, where that is known."""

    name: str
    arguments: tuple = ()
    changed_at: datetime | None = None


@dataclass(frozen=True)
class Located:
    """One address of a page, and its addresses in all languages."""

    address: str
    alternates: list[tuple[str, str]]
    changed_at: datetime | None


@public_page
def index(request: HttpRequest, *, moment: Moment) -> HttpResponse:
    """The parts there are."""
    parts = [
        reverse("sitemap_part", args=[name, number])
        for name, count in _counts(moment).items()
        for number in range(1, -(-count // PAGES_MAX) + 1)
    ]
    context = {"parts": [settings.SITE_URL + part for part in parts]}
    return HttpResponse(render_to_string("sitemap/index.xml", context), content_type=XML)


@public_page
def part(request: HttpRequest, section: str, number: int, *, moment: Moment) -> HttpResponse:
    """One part: its pages in every language; 404 past the last."""
    if section not in SECTIONS or number < 1:
        raise Http404
    pages = SECTIONS[section](moment, (number - 1) * PAGES_MAX)
    if not pages:
        raise Http404
    context = {"located": [each for page in pages for each in _located(page)]}
    return HttpResponse(render_to_string("sitemap/part.xml", context), content_type=XML)


def _located(page: Page) -> Iterator[Located]:
    paths = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            paths[code] = settings.SITE_URL + reverse(page.name, args=page.arguments)
    alternates = [*paths.items(), ("x-default", paths[settings.LANGUAGE_CODE])]
    for path in paths.values():
        yield Located(path, alternates, page.changed_at)


def _counts(moment: Moment) -> dict[str, int]:
    counts = {"pages": len(_pages(moment)), "states": State.objects.count()}
    counts["organisations"] = _organisations(moment).count()
    counts |= {name: _records(model, moment).count() for name, model in RECORDS.items()}
    return counts | {"reports": _reports(moment).count()}


def _pages(moment: Moment) -> list[Page]:
    """Pages that are few: places, objectives, Forums with their round tables, calls."""
    found = [Page(name) for name in PLACES]
    found += [Page("objectives:detail", (number,)) for number in range(1, 24)]
    for edition in editions(moment.publication):
        found.append(Page("forums:detail", (edition.year,)))
        tables = round_tables(edition, moment.publication)
        found += [Page("forums:round_table", (edition.year, table.number)) for table in tables]
    return found + [Page("calls:detail", (line.call.slug,)) for line in public_calls(moment)]


def _organisations(moment: Moment) -> QuerySet[Organisation]:
    """Those with something public: others have no page."""
    owners: list[QuerySet] = [
        model._default_manager.as_of(moment.publication)
        .filter(organisation__isnull=False)
        .order_by()
        .values("organisation")  # type: ignore[attr-defined]
        for model in (Pledge, Tool, Need)
    ]
    return Organisation.objects.filter(pk__in=owners[0].union(*owners[1:])).order_by("pk")


def _records(model: type[Moderated], moment: Moment) -> QuerySet:
    return model._default_manager.as_of(moment.publication).order_by("record")  # type: ignore[attr-defined]


def _reports(moment: Moment) -> QuerySet[Report]:
    """The reports that are listed and built, of publications up to the moment's."""
    return public_reports().filter(state=ReportState.READY, publication__lte=moment.publication).order_by("pk")


def _report_pages(moment: Moment, start: int) -> list[Page]:
    rows = _reports(moment)[start : start + PAGES_MAX]
    return [Page("reports:detail", (each.reference,), each.ready_at) for each in rows]


def _section_of(name: str, model: type[Moderated]) -> Callable[[Moment, int], list[Page]]:
    def pages(moment: Moment, start: int) -> list[Page]:
        rows = _records(model, moment).values_list("record__reference", "published_at")
        return [Page(f"{name}:detail", (reference,), at) for reference, at in rows[start : start + PAGES_MAX]]

    return pages


def _states(moment: Moment, start: int) -> list[Page]:
    codes = State.objects.order_by("iso3").values_list("iso3", flat=True)
    return [Page("states:detail", (code,)) for code in codes[start : start + PAGES_MAX]]


def _organisation_pages(moment: Moment, start: int) -> list[Page]:
    slugs = _organisations(moment).values_list("slug", flat=True)
    return [Page("organisations:detail", (slug,)) for slug in slugs[start : start + PAGES_MAX]]


SECTIONS: dict[str, Callable[[Moment, int], list[Page]]] = {
    "pages": lambda moment, start: _pages(moment)[start : start + PAGES_MAX],
    "states": _states,
    "organisations": _organisation_pages,
    "reports": _report_pages,
    **{name: _section_of(name, model) for name, model in RECORDS.items()},
}
