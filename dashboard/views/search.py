"""One search over everything public."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from dashboard.views.answers import page_of, refuse, show
from search.forms import SearchFilters
from search.selectors import facets, find, nearest_spelling, results, understand
from search.states import CAP
from workflow.pages import public_page
from workflow.selectors import Moment

SIZE = 20


@public_page
def find_(request: HttpRequest, *, moment: Moment) -> HttpResponse:
    """What meets the words asked for, a page at a time, with what narrows it; what is searched where none were."""
    asked = SearchFilters(request.GET)
    if not asked.is_valid():
        return refuse(request, asked, moment=moment)
    question, narrowing = understand(asked.cleaned_data["q"]), asked.narrowing()
    finding = find(question, moment=moment, asked=narrowing | {"sort": asked.cleaned_data["sort"]})
    page = page_of(finding.rows, asked.chosen_page(), size=SIZE)
    spelling = "" if finding.rows or not question.parts else nearest_spelling(question, moment=moment)
    return show(
        request,
        "search/page.html",
        moment=moment,
        form=asked,
        question=question,
        finding=finding,
        cap=CAP,
        page_obj=page,
        results=results(question, page, language=get_language()),
        spelling=(spelling, asked.respelled(spelling)) if spelling else None,
        ways=asked.ways(facets(finding, narrowing)),
        chips=list(asked.chips()),
        plain=f"?{asked.query(**dict.fromkeys(narrowing, ''))}",
    )
