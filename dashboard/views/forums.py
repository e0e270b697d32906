"""Forum editions and their round tables."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language, get_language_bidi

from dashboard.forms import TableAsData
from dashboard.selectors.charts import GAPS
from dashboard.selectors.compact import sections
from dashboard.selectors.filtering import filtered_pledges
from dashboard.selectors.forums import calendar_of, since_last_forum, steps_ahead
from dashboard.selectors.gaps import gap_picture
from dashboard.selectors.reviews import count_for, reviews_for
from dashboard.views.answers import refuse, show
from dashboard.views.downloads import as_data
from needs.selectors import public_needs
from progress.selectors import figures
from roundtables.selectors import current_edition, edition_of, editions, notes_of, public_papers, topics
from workflow.pages import public_page
from workflow.selectors import Moment


@public_page
def list_(request: HttpRequest, *, moment: Moment) -> HttpResponse:
    """All editions, and the calendar between them."""
    asked = TableAsData(request.GET, kind="forums")
    if not asked.is_valid():
        return refuse(request, asked, moment=moment)
    if asked.cleaned_data["format"]:
        return as_data(request, asked, moment=moment)
    return show(
        request,
        "forums/list.html",
        moment=moment,
        editions=editions(moment.publication),
        current=current_edition(moment.publication),
        ahead=steps_ahead(moment),
        form=asked,
    )


@public_page
def detail(request: HttpRequest, year: int, *, moment: Moment) -> HttpResponse:
    """One edition: dates, programme, round tables, the policy debate, the steps that lead to it."""
    edition = edition_of(year, moment.publication)
    if edition is None:
        raise Http404
    return show(
        request,
        "forums/detail.html",
        moment=moment,
        edition=edition,
        sections=sections(edition, moment, mirrored=get_language_bidi()),
        topics=topics(public_papers(edition, moment.publication)),
        calendar=calendar_of(edition, moment),
        reviews=reviews_for(edition, moment, get_language()),
        review_count=count_for(edition, moment),
        announced=figures(filtered_pledges({"forum": year}, moment=moment), moment=moment),
        since=since_last_forum(edition, moment),
    )


@public_page
def round_table(request: HttpRequest, year: int, number: int, *, moment: Moment) -> HttpResponse:
    """One round table of one edition: its objectives, its own figures, its background notes."""
    edition = edition_of(year, moment.publication)
    found = sections(edition, moment, mirrored=get_language_bidi())
    section = next((each for each in found if each.round_table.number == number), None)
    if edition is None or section is None:
        raise Http404
    return show(
        request,
        "forums/round_table.html",
        moment=moment,
        by_way_of=[(str(edition), edition.get_absolute_url())],
        edition=edition,
        sections=found,
        section=section,
        gaps=gap_picture(public_needs(moment), section.objectives, moment=moment),
        gaps_chart=GAPS.formats(urlencode([("objective", each) for each in section.objectives])),
        notes=notes_of(section.round_table, public_papers(edition, moment.publication)),
    )
