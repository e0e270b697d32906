"""The description of the API: drf-spectacular finds the addresses, `api.pages.openapi` says what they do."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema

from api.pages.openapi import (
    complete,
    operation_of_own,
    operation_of_root,
    operation_of_source,
    operation_of_whoami,
)
from api.views.answers import CONTENT_TYPE, ApiView, open_to_all, preflight

FILE = Path(settings.BASE_DIR) / "static" / "api" / "openapi.json"
"""The description as it is checked in, in English: what is served, and what a test compares with the code."""


class OurSchema(AutoSchema):
    """One operation, as the view says what it is of; nothing is guessed from serializers, for there are none."""

    def get_operation(self, path, path_regex, path_prefix, method, registry) -> dict[str, Any] | None:
        """The operation of this method."""
        view = self.view
        if hasattr(view, "is_list"):
            return operation_of_source(view.source, is_list=view.is_list)
        if hasattr(view, "acts"):
            return operation_of_own(view.name, view.acts[method])
        return {"root": operation_of_root, "own": operation_of_whoami}[view.described_as]()


def description() -> dict[str, Any]:
    """The whole description, in the language that is active."""
    return complete(SchemaGenerator().get_schema(public=True))


class Description(ApiView):
    """The description for programs."""

    schema = None
    http_method_names = ["get", "head", "options"]

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Open to scripts of any page, like everything public."""
        return open_to_all(preflight() if request.method == "OPTIONS" else super().dispatch(request, *args, **kwargs))

    def get(self, request):
        """The file as it is checked in."""
        content, etag = _file()
        response = get_conditional_response(request, etag=etag) or HttpResponse(content, content_type=CONTENT_TYPE)
        response["ETag"] = etag
        response["Cache-Control"] = "public, max-age=3600"
        return response


@cache
def _file() -> tuple[bytes, str]:
    content = FILE.read_bytes()
    return content, f'"{hashlib.sha256(content).hexdigest()[:40]}"'
