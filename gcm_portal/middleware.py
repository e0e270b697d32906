"""What a visitor is told while the database is away, and the policy that is sent with every answer."""

import logging
import sys
from collections.abc import Callable

from csp.constants import HEADER
from csp.middleware import CheckableLazyObject, CSPMiddleware
from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.views.defaults import server_error as ordinary_server_error

from api.exceptions import Away, Broken
from api.views.problems import as_response

logger = logging.getLogger(__name__)

RETRY_SECONDS = 5
PLAIN = "The portal cannot reach its database at the moment. Please try again in a few seconds.\n"
AWAY = ("08", "57P0", "53300")  # connection lost, shutting down or starting up, no connection left


class OutageAnswer:
    """Lets every request through; where the view then failed for want of a database, answers 503."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """503 for an outage; any other exception goes its ordinary way."""
        return outage_page(request, exception) if is_outage(exception) else None


def answer_outages(get_response: Callable[[HttpRequest], HttpResponse]) -> OutageAnswer:
    """The middleware. Must stand outside whatever may ask the database."""
    return OutageAnswer(get_response)


def server_error(request: HttpRequest) -> HttpResponse:
    """The handler of code 500: an outage met in a middleware, where `process_exception` does not look, is 503 too."""
    exception = sys.exc_info()[1]
    if is_outage(exception):
        return outage_page(request, exception)
    return as_response(Broken()) if is_for_a_program(request) else ordinary_server_error(request)


def is_for_a_program(request: HttpRequest) -> bool:
    """True under /api/, where every answer is JSON."""
    return request.path.startswith("/api/") and not request.path.startswith("/api/v1/docs/")


class KeptPolicy(CSPMiddleware):
    """The package's own, but the policy of an ordinary answer is worked out once: for each, it cost a third of a 304.

    A view that changes its policy, a nonce that was asked for and DEBUG are left to the package.
    """

    policy = ""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The answer with its policy."""
        is_special = any(name.startswith("_csp") for name in vars(response)) or getattr(request, "_csp_nonce", None)
        if is_special or HEADER in response.headers or settings.DEBUG:
            return super().process_response(request, response)
        if not self.policy:
            response = super().process_response(request, response)
            self.policy = response.headers.get(HEADER, "")
            return response
        response.headers[HEADER] = self.policy
        request.csp_nonce = CheckableLazyObject(self._csp_nonce_post_response)  # type: ignore[attr-defined]
        return response


def is_outage(exception: BaseException | None) -> bool:
    """True when the database could not be reached or is going away; a deadlock or a time limit is neither."""
    if not isinstance(exception, OperationalError | InterfaceError):
        return False
    code = getattr(exception.__cause__, "pgcode", None)
    return code is None or code.startswith(AWAY)


def outage_page(request: HttpRequest, exception: BaseException | None) -> HttpResponse:
    """The page for an outage. Rendered without the request, whose user and messages are in the database."""
    logger.error("The database is away: %s", str(exception).strip(), extra={"request": request})
    if is_for_a_program(request):
        return as_response(Away())
    try:
        answer = HttpResponse(render_to_string("503.html"), status=503)
    except Exception:  # a visitor in an outage gets an answer, whatever the template runs into
        logger.exception("503.html could not be rendered")
        answer = HttpResponse(PLAIN, status=503, content_type="text/plain; charset=utf-8")
    answer["Retry-After"] = str(RETRY_SECONDS)
    answer["Cache-Control"] = "no-store"
    return answer
