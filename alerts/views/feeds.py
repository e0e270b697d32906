"""Atom feeds (RFC 4287): a pure function of publication and address, served as public pages are."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from alerts.exceptions import FilterRefused, NothingToFollow
from alerts.selectors import news, read_scope
from dashboard.selectors.publications import publication_at
from workflow.pages import public_page
from workflow.selectors import Moment

ATOM = "application/atom+xml; charset=utf-8"


@public_page
def feed(request: HttpRequest, language: str, scope: str, *, moment: Moment) -> HttpResponse:
    """What was published, amended, withdrawn or retracted in one scope, the latest first.

    404 where there is no such thing to follow; 400, in plain words, for a filter nobody could have chosen.
    """
    with translation.override(language):
        try:
            followed = read_scope(scope, request.META.get("QUERY_STRING", ""), moment)
        except NothingToFollow as error:
            raise Http404 from error
        except FilterRefused as refused:
            return _refusal(refused)
        context = {
            "scope": followed,
            "news": news(followed, moment),
            "publication": publication_at(moment),
            "language": language,
            "site_url": settings.SITE_URL,
            "operator_name": settings.OPERATOR_NAME,
            "address": settings.SITE_URL + request.path + (f"?{followed.query}" if followed.query else ""),
        }
        return HttpResponse(render_to_string("alerts/feed.xml", context), content_type=ATOM)


def _refusal(refused: FilterRefused) -> HttpResponse:
    lines = [f"{name}: {' '.join(messages)}" for name, messages in refused.errors.items()]
    return HttpResponse("\n".join([*lines, ""]), status=400, content_type="text/plain; charset=utf-8")
