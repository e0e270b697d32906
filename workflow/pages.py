"""Public pages: each is a pure function of (publication, day, address, language), and is served as one.

`as_of=N` asks for any of them as it stood at publication N. The page then says so, leads to other pages as they stood
at N, and its canonical address is that of the present page.
"""

import hashlib
import re
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from workflow.exceptions import UnknownMoment
from workflow.forms import AsOf
from workflow.selectors import Moment, current_publication, moment_at, present_moment

PageView = Callable[..., HttpResponse]
LINK = re.compile(r"""<a\s[^>]*?href="(?P<address>[/?][^"#]*)[^>]*>""")
FORM = re.compile(r"""<form\s[^>]*method="get"[^>]*>""")
ACTION = re.compile(r"""\saction="(?P<address>[^"]*)""")
SAYS_ITSELF = "data-moment"  # marks a link of a page of the past that leads to a moment of its own


def public_page(view: PageView) -> PageView:
    """Serve the view's answer by publication: 304 before anything is rendered, then the cache, then the view.

    The view is called with `moment=` and must read nothing else that changes: no session, no user, no clock. What the
    page shows changes with the next publication, so nothing is ever invalidated; a new release changes every ETag.
    """

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            moment = asked_moment(request)
        except UnknownMoment as unknown:
            return refuse_moment(request, unknown)
        digest = _digest(request, moment)
        etag = f'"{digest}"'
        if _matches(request, etag):
            return _with_headers(HttpResponseNotModified(), etag)
        pages = caches["pages"]
        kept = pages.get(digest)
        if kept is not None:
            content, content_type = kept
            return _with_headers(HttpResponse(content, content_type=content_type), etag)
        response = view(request, *args, moment=moment, **kwargs)
        if hasattr(response, "render"):
            response.render()
        if moment.is_past:
            lead_to_the_same_moment(response, moment)
        if response.status_code != 200:
            return response
        if response.streaming:  # a file: handed on as it is, and not kept in the cache
            return _with_headers(response, etag)
        pages.set(digest, (response.content, response["Content-Type"]))
        return _with_headers(response, etag)

    answer.is_public = answer.takes_moment = True  # type: ignore[attr-defined]
    return answer


def asked_moment(request: HttpRequest) -> Moment:
    """The moment a public address asks for with `as_of=`; now where it asks for none.

    Raises UnknownMoment for what is not the number of a publication.
    """
    if not request.GET.get("as_of"):
        return present_moment()
    latest = current_publication()
    asked = AsOf(request.GET, latest=latest)
    moment = moment_at(asked.cleaned_data["as_of"], latest=latest) if asked.is_valid() else None
    if moment is None:
        raise UnknownMoment(asked)
    return moment


def refuse_moment(request: HttpRequest, unknown: UnknownMoment) -> HttpResponse:
    """400: there is no such publication."""
    return render(request, "dashboard/refused.html", {"form": unknown.form, "way": []}, status=400)


def lead_to_the_same_moment(response: HttpResponse, moment: Moment) -> None:
    """Have the links, the GET forms and the redirect of a page of the past lead to public pages as of its moment."""
    if "Location" in response:
        response["Location"] = _as_of(response["Location"], moment, joined_by="&")
    if not response.get("Content-Type", "").startswith("text/html"):
        return
    page = LINK.sub(lambda found: _link(found, moment), response.content.decode())
    page = FORM.sub(lambda found: _form(found[0], moment), page)
    response.content = page.encode()


def _link(found: re.Match, moment: Moment) -> str:
    address = found["address"]
    if SAYS_ITSELF in found[0] or not _takes_moment(address):
        return found[0]
    return found[0].replace(f'href="{address}', f'href="{_as_of(address, moment, joined_by="&amp;")}', 1)


def _form(tag: str, moment: Moment) -> str:
    action = ACTION.search(tag)
    asks = _takes_moment(action["address"] if action else "")
    return f'{tag}<input type="hidden" name="as_of" value="{moment.publication}">' if asks else tag


def _as_of(address: str, moment: Moment, *, joined_by: str) -> str:
    path, _, query = address.partition("?")
    if re.search(r"(^|[&;])as_of=", query):
        return address
    return f"{path}?{query + joined_by if query else ''}as_of={moment.publication}"


def _takes_moment(address: str) -> bool:
    path = address.partition("?")[0]
    try:
        return not path or getattr(resolve(path).func, "takes_moment", False)
    except Resolver404:
        return False


def _digest(request: HttpRequest, moment: Moment) -> str:
    parts = [settings.RELEASE, str(moment.publication), moment.day.isoformat(), request.get_full_path()]
    if moment.is_past:  # what was retracted since has left it
        parts.append(str(current_publication()))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:40]


def _matches(request: HttpRequest, etag: str) -> bool:
    asked = parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))
    return etag in asked or f"W/{etag}" in asked or asked == ["*"]


def _with_headers(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response
