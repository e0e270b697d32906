"""Public pages: each is a pure function of (publication, day, address, language), and is served as one."""

import hashlib
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from workflow.selectors import Moment, current_moment

PageView = Callable[..., HttpResponse]


def public_page(view: PageView) -> PageView:
    """Serve the view's answer by publication: 304 before anything is rendered, then the cache, then the view.

    The view is called with `moment=` and must read nothing else that changes: no session, no user, no clock. What the
    page shows changes with the next publication, so nothing is ever invalidated; a new release changes every ETag.
    """

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        moment = current_moment()
        digest = _digest(request, moment)
        etag = f'"{digest}"'
        if _matches(request, etag):
            return _with_headers(HttpResponseNotModified(), etag)
        kept = cache.get(f"page:{digest}")
        if kept is not None:
            content, content_type = kept
            return _with_headers(HttpResponse(content, content_type=content_type), etag)
        response = view(request, *args, moment=moment, **kwargs)
        if hasattr(response, "render"):
            response.render()
        if response.status_code != 200:
            return response
        cache.set(f"page:{digest}", (response.content, response["Content-Type"]))
        return _with_headers(response, etag)

    answer.is_public = True  # type: ignore[attr-defined]
    return answer


def _digest(request: HttpRequest, moment: Moment) -> str:
    parts = [settings.RELEASE, str(moment.publication), moment.day.isoformat(), request.get_full_path()]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:40]


def _matches(request: HttpRequest, etag: str) -> bool:
    asked = parse_etags(request.headers.get("If-None-Match", ""))
    return etag in asked or f"W/{etag}" in asked or asked == ["*"]


def _with_headers(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response
