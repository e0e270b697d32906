"""Forum editions and their round tables."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language_bidi

from dashboard.selectors.compact import sections
from dashboard.selectors.forums import calendar_of, steps_ahead
from dashboard.views.answers import show
from roundtables.models import Edition, RoundTable
from roundtables.selectors import current_edition
from workflow.pages import public_page
from workflow.selectors import Moment


@public_page
def list_(request: HttpRequest, *, moment: Moment) -> HttpResponse:
    """All editions, and the calendar between them."""
    editions = Edition.objects.order_by("-year")
    return show(
        request,
        "forums/list.html",
        moment=moment,
        editions=editions,
        current=current_edition(),
        ahead=steps_ahead(moment.day),
    )


@public_page
def detail(request: HttpRequest, year: int, *, moment: Moment) -> HttpResponse:
    """One edition: dates, programme, round tables, the steps that lead to it."""
    edition = get_object_or_404(Edition, year=year)
    return show(
        request,
        "forums/detail.html",
        moment=moment,
        edition=edition,
        sections=sections(edition, moment, mirrored=get_language_bidi()),
        calendar=calendar_of(edition),
    )


@public_page
def round_table(request: HttpRequest, year: int, number: int, *, moment: Moment) -> HttpResponse:
    """One round table of one edition: its objectives and its own figures."""
    table = get_object_or_404(RoundTable.objects.select_related("edition"), edition=year, number=number)
    found = sections(table.edition, moment, mirrored=get_language_bidi())
    return show(
        request,
        "forums/round_table.html",
        moment=moment,
        by_way_of=[(str(table.edition), table.edition.get_absolute_url())],
        edition=table.edition,
        sections=found,
        section=next(each for each in found if each.round_table.number == number),
    )
