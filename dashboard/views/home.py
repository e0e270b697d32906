"""The dashboard: the whole Compact at one look."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language_bidi

from dashboard.selectors.compact import overview
from dashboard.selectors.publications import entries, publications
from dashboard.views.answers import show
from workflow.pages import public_page
from workflow.selectors import Moment

LATEST = 5


@public_page
def home(request: HttpRequest, *, moment: Moment) -> HttpResponse:
    """The 23 objectives under the four round tables of the current Forum."""
    return show(
        request,
        "dashboard/home.html",
        moment=moment,
        overview=overview(moment, mirrored=get_language_bidi()),
        latest=entries(publications(moment)[:LATEST]),
    )
