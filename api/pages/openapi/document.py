"""The document around the operations: what it is of, what schemas and problems it refers to, how one signs in."""

from typing import Any

from django.utils.translation import gettext as _

from api.pages.openapi.operations import problem_responses
from api.pages.openapi.shapes import components
from api.pages.sources import SOURCES
from api.states import VERSION


def info() -> dict[str, Any]:
    """What the API is."""
    return {
        "title": _("GCM Implementation Portal: API"),
        "version": VERSION,
        "description": _(
            "Everything public on the portal as JSON, as of any publication; and, with a personal access token, the "
            "writing, submitting and amending of what one’s own State or organisation has put forward."
        ),
    }


def complete(document: dict[str, Any]) -> dict[str, Any]:
    """The operations found, with everything they refer to; the address of an installation is not part of it."""
    token = {"type": "http", "scheme": "bearer", "description": _("A personal access token, made on the website.")}
    own = ["own", *(f"own {name}" for name in SOURCES if f"own {name}" in _tags(document))]
    return {
        "openapi": "3.1.0",
        "info": info(),
        "servers": [{"url": "/"}],
        "tags": [{"name": name} for name in ("start", *SOURCES, *own)],
        "paths": document["paths"],
        "components": {
            "schemas": components(),
            "responses": problem_responses(),
            "securitySchemes": {"token": token},
        },
    }


def _tags(document: dict[str, Any]) -> set[str]:
    return {tag for path in document["paths"].values() for each in path.values() for tag in each["tags"]}
