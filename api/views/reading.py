"""Public reading: a function of publication, day, address and language, answered 304 before anything is read."""

import hashlib
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from api.exceptions import Problem
from api.pages.sources import Source
from api.states import KEPT_BYTES, KEPT_SECONDS
from api.validators import one_number
from api.views.answers import (
    CONTENT_TYPE,
    ApiView,
    as_bytes,
    in_language,
    language_of,
    link_header,
    open_to_all,
    preflight,
    wants_json,
)
from api.views.limits import asker_of, count_request
from api.views.problems import as_response
from workflow.selectors import Moment, current_moment, present_moment


class Reading(ApiView):
    """An address anyone may read, in one language, at one publication. Subclasses say what in `body`."""

    http_method_names = ["get", "head", "options"]
    source: Source
    moment: Moment
    latest: int

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The answer, with what every answer carries."""
        if request.method == "OPTIONS":
            return open_to_all(preflight())
        with translation.override(chosen_language(request)):
            response = in_language(self._answer(request, *args, **kwargs))
        patch_vary_headers(response, ["Accept", "Accept-Language"])
        return open_to_all(response)

    def get(self, request, **key):
        """200 with what is there; the subclass raises a problem for anything else."""
        body, links = self.body(request.GET, **key)
        response = HttpResponse(as_bytes(body), content_type=CONTENT_TYPE)
        if links:
            response["Link"] = link_header(links)
        return response

    def body(self, query, **key) -> tuple[Any, list[tuple[str, str]]]:
        """What is answered, and its links."""
        raise NotImplementedError

    def _answer(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return super().dispatch(request, *args, **kwargs)
        now = current_moment() if request.GET.get("as_of") else present_moment()
        asked = one_number(request.GET.get("as_of", ""), minimum=0, maximum=now.publication)
        self.moment, self.latest = now if asked is None else replace(now, publication=asked), now.publication
        digest = self._digest(request)
        if f'"{digest}"' in map(strong, parse_etags(request.headers.get("If-None-Match", ""))):
            return _validated(HttpResponseNotModified(), digest)
        try:
            count_request(asker_of(request))
        except Problem as refused:
            return as_response(refused)
        return self._kept(request, digest) or self._made(request, digest, *args, **kwargs)

    def _kept(self, request: HttpRequest, digest: str) -> HttpResponse | None:
        kept = caches["pages"].get(f"api:{digest}") if wants_json(request) else None
        if kept is None:
            return None
        content, link = kept
        response = HttpResponse(content, content_type=CONTENT_TYPE)
        if link:
            response["Link"] = link
        return _validated(response, digest)

    def _made(self, request: HttpRequest, digest: str, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().dispatch(request, *args, **kwargs)
        if response.status_code != 200:
            return response
        if len(response.content) <= KEPT_BYTES:
            caches["pages"].set(f"api:{digest}", (response.content, response.get("Link", "")), KEPT_SECONDS)
        return _validated(response, digest)

    def _digest(self, request: HttpRequest) -> str:
        moment = self.moment
        parts = [settings.RELEASE, str(moment.publication), moment.day.isoformat(), request.get_full_path()]
        parts += [translation.get_language() or "", self.source.fingerprint()]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:40]


def chosen_language(request: HttpRequest) -> str:
    """The language of names and labels: `lang`, or what the request accepts; one nobody speaks is refused later."""
    asked = request.GET.get("lang", "")
    return asked if asked in dict(settings.LANGUAGES) else language_of(request)


def strong(etag: str) -> str:
    """The tag without its mark of weakness, which a proxy that compresses adds."""
    return etag.removeprefix("W/")


def _validated(response: HttpResponse, digest: str) -> HttpResponse:
    response["ETag"] = f'"{digest}"'
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response
