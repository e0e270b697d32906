"""Requests with a token: whose it is, what it opens, and what the request carries."""

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from rest_framework import exceptions as drf

from api.exceptions import (
    BadRequest,
    FieldError,
    Invalid,
    NotAllowed,
    NotSignedIn,
    RevisionNeeded,
    TooLarge,
    UnsupportedMediaType,
)
from api.services import Bearer, open_with
from api.states import BODY_MAX, KEY_MAX, Scope
from api.views.answers import CONTENT_TYPE, ApiView, as_bytes, in_language, language_of
from api.views.limits import count_request

READS = frozenset({"get", "head", "options"})


class OwnView(ApiView):
    """An address for the bearer of a token: their own party's work. Never kept by anybody, never open to scripts."""

    http_method_names = ["get", "post", "patch", "head"]
    bearer: Bearer

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The answer, in the language the request accepts."""
        with translation.override(language_of(request)):
            response = in_language(super().dispatch(request, *args, **kwargs))
        patch_vary_headers(response, ["Accept-Language", "Authorization"])
        response["Cache-Control"] = "no-store"
        return response

    def initial(self, request, *args: Any, **kwargs: Any) -> None:
        """Refuse an unknown method, who has no token, who asks too often, and what the token does not open."""
        if request.method not in self.allowed_methods:
            raise drf.MethodNotAllowed(request.method)
        super().initial(request, *args, **kwargs)
        self.bearer = bearer_of(request)
        count_request(f"token:{self.bearer.token.pk}")
        if request.method.lower() not in READS and self.bearer.token.scope != Scope.WRITE:
            raise NotAllowed(_("This token can only read. Make one with the scope “write”."))

    def answer(self, data: Any, *, status: int = 200, tag: str = "", location: str = "") -> HttpResponse:
        """The data, with the revision it is of and where it stands."""
        response = HttpResponse(as_bytes(data), status=status, content_type=CONTENT_TYPE)
        if tag:
            response["ETag"] = tag
        if location:
            response["Location"] = location
        return response


def bearer_of(request) -> Bearer:
    """Whose token the header carries; raises NotSignedIn or NotAllowed."""
    scheme, _space, text = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not text.strip():
        raise NotSignedIn
    return open_with(text.strip())


def body_of(request, known: frozenset[str]) -> dict[str, Any]:
    """The body as an object with no other members than these; raises the problem it is instead."""
    if request.content_type.partition(";")[0].strip().lower() != CONTENT_TYPE:
        raise UnsupportedMediaType
    if len(raw := request.body) > BODY_MAX:
        raise TooLarge
    try:
        body = orjson.loads(raw)
    except orjson.JSONDecodeError as unreadable:
        raise BadRequest(_("The body is not JSON, or not text in UTF-8.")) from unreadable
    if not isinstance(body, dict):
        raise BadRequest(_("The body must be a JSON object."))
    if unknown := sorted(set(body) - known):
        raise Invalid(errors=[FieldError(name[:60], _("There is no such member.")) for name in unknown])
    return body


def text_of(body: dict[str, Any], name: str, default: str = "") -> str:
    """A member that is text; raises Invalid where it is something else."""
    value = body.get(name, default)
    if not isinstance(value, str) or "\0" in value:
        raise Invalid(errors=[FieldError(name, _("Send a text."))])
    return value


def answers_in(body: dict[str, Any]) -> dict[str, Any]:
    """The answers in a body; none where there are none."""
    answers = body.get("answers", {})
    if not isinstance(answers, dict):
        raise Invalid(errors=[FieldError("answers", _("Send an object: the name of each question, and its answer."))])
    return answers


def seen_by(request) -> str:
    """The one revision the change was made on; raises RevisionNeeded without one."""
    tag = request.headers.get("If-Match", "").strip()
    if not tag or tag == "*":
        raise RevisionNeeded
    return tag


def key_of(request) -> str:
    """The key by which a request sent twice begins once; empty where none was sent."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if len(key) > KEY_MAX:
        raise BadRequest(_("An Idempotency-Key has at most %(most)d characters.") % {"most": KEY_MAX})
    return key
