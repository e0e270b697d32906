"""Every refusal as problem details (RFC 9457), whoever raised it."""

from typing import Any

import orjson
from django.conf import settings
from django.core.exceptions import BadRequest as DjangoBadRequest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from rest_framework import exceptions as drf

from api.exceptions import (
    BadRequest,
    Conflict,
    FieldError,
    Invalid,
    MethodNotAllowed,
    NotAcceptable,
    NotAllowed,
    NotFound,
    NotSignedIn,
    Overtaken,
    Problem,
    TooLarge,
    UnsupportedMediaType,
)
from workflow import exceptions as workflow

CONTENT_TYPE = "application/problem+json"
SAME_REASON: dict[type[Exception], type[Problem]] = {  # what Django or the framework raises, as a problem of ours
    Http404: NotFound,
    drf.NotFound: NotFound,
    PermissionDenied: NotAllowed,
    drf.PermissionDenied: NotAllowed,
    drf.NotAuthenticated: NotSignedIn,
    drf.AuthenticationFailed: NotSignedIn,
    drf.MethodNotAllowed: MethodNotAllowed,
    drf.NotAcceptable: NotAcceptable,
    drf.UnsupportedMediaType: UnsupportedMediaType,
    RequestDataTooBig: TooLarge,
    SuspiciousOperation: BadRequest,
    DjangoBadRequest: BadRequest,
}


def answer_exception(exc: Exception, context: Any) -> HttpResponse | None:
    """The framework's hook: the problem this exception is, or None for an error of ours, which is raised again."""
    problem = as_problem(exc)
    return None if problem is None else as_response(problem)


def as_problem(exc: Exception) -> Problem | None:
    """The exception as a problem; None where it is nobody's refusal but an error."""
    if isinstance(exc, Problem):
        return exc
    if isinstance(exc, drf.ParseError):
        return BadRequest(_("The body is not JSON, or not text in UTF-8."))
    if isinstance(exc, workflow.WorkflowError):
        return _refused_by_a_verb(exc)
    for raised, kind in SAME_REASON.items():
        if isinstance(exc, raised):
            return kind()
    return None


def _refused_by_a_verb(exc: workflow.WorkflowError) -> Problem:
    """A verb said no: what lacks is named field by field, anything else is how things stand."""
    if isinstance(exc, workflow.Incomplete):
        return Invalid(exc.message, errors=[FieldError(name, words) for name, words in exc.missing.items()])
    return Overtaken() if isinstance(exc, workflow.Overtaken) else Conflict(exc.message)


def as_response(problem: Problem) -> HttpResponse:
    """The problem as an answer. `type` leads to the paragraph about it in the documentation."""
    body: dict[str, Any] = {
        "type": f"{settings.SITE_URL}/api/v1/docs/#{problem.kind}",
        "title": str(problem.title),
        "status": problem.status,
        "detail": problem.message,
        **problem.more,
    }
    if problem.errors:
        body["errors"] = [{"name": each.name, "message": str(each.message)} for each in problem.errors]
    response = HttpResponse(orjson.dumps(body), status=problem.status, content_type=CONTENT_TYPE)
    response["Cache-Control"] = "no-store"
    for name, value in problem.headers.items():
        response[name] = value
    return response
