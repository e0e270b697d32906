"""Every other address under /api/: 404 as a problem, or the way to the one that was meant."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve
from django.utils import translation

from api.exceptions import NotFound
from api.views.answers import ApiView, in_language, language_of, open_to_all, preflight
from api.views.problems import as_response


class Unknown(ApiView):
    """Nothing is here. An address that only lacks its last slash leads to the one that has it."""

    schema = None

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """404 for every method; reading without the slash is redirected."""
        if request.method == "OPTIONS":
            return open_to_all(preflight())
        if request.method in {"GET", "HEAD"} and lacks_slash(request.path):
            query = request.META.get("QUERY_STRING", "")
            return open_to_all(HttpResponsePermanentRedirect(f"{request.path}/{'?' if query else ''}{query}"))
        with translation.override(language_of(request)):
            return open_to_all(in_language(as_response(NotFound())))


def lacks_slash(path: str) -> bool:
    """True where the same address with a slash at its end is one of ours."""
    if path.endswith("/"):
        return False
    try:
        return resolve(f"{path}/").url_name != "unknown"
    except Resolver404:
        return False
