"""What all answers of the API have in common."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation.trans_real import get_supported_language_variant, parse_accept_lang_header
from rest_framework.views import APIView

CONTENT_TYPE = "application/json"
OPEN = {  # for scripts on other people's pages: reading, without credentials
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After, Content-Language",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, If-None-Match",
    "Access-Control-Max-Age": "86400",
    "Allow": "GET, HEAD, OPTIONS",
}


class ApiView(APIView):
    """A view of the API. It reads no session: the door of the second factor, which asks sessions, lets it through."""

    @classmethod
    def as_view(cls, **initkwargs):
        view = super().as_view(**initkwargs)
        view.is_public = True
        return view


def as_bytes(data: Any) -> bytes:
    """The data as JSON; days as ISO 8601, words that wait for a language in the language that is active."""
    return orjson.dumps(data, default=_plain, option=orjson.OPT_NON_STR_KEYS)


def language_of(request: HttpRequest) -> str:
    """The first language the request accepts that the portal speaks; English otherwise. Cookies are not asked."""
    for wanted, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        try:
            return get_supported_language_variant(wanted)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


def wants_json(request: HttpRequest) -> bool:
    """True where the header `Accept` is missing or has room for JSON."""
    accepted = request.headers.get("Accept", "*/*").lower()
    return any(kind in accepted for kind in ("*/*", "application/*", CONTENT_TYPE))


def open_to_all(response: HttpResponse) -> HttpResponse:
    """Let scripts of any page read the answer."""
    for name, value in OPEN.items():
        response[name] = value
    return response


def preflight() -> HttpResponse:
    """The answer to OPTIONS of a public address."""
    response = HttpResponse(status=204)
    for name, value in PREFLIGHT.items():
        response[name] = value
    return response


def in_language(response: HttpResponse) -> HttpResponse:
    """Say which language the words are in."""
    response["Content-Language"] = translation.get_language() or settings.LANGUAGE_CODE
    return response


def link_header(links: Iterable[tuple[str, str]]) -> str:
    """`Link` (RFC 8288) of (relation, address) pairs."""
    return ", ".join(f'<{address}>; rel="{relation}"' for relation, address in links)


def _plain(value: Any) -> Any:
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(f"{type(value)} is no JSON")
