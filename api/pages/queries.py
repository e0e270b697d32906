"""What the parameters of a list mean for its links."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _

from api.exceptions import BadRequest, FieldError


def next_address(path: str, query: QueryDict, cursor: str, **pinned: int) -> str | None:
    """The whole address of the page at the cursor, with the filters of this one; None where there is none.

    `pinned` parameters stand in it whatever was asked: a walk through all pages then sees one state of things.
    """
    if not cursor:
        return None
    kept = [(name, value) for name, values in query.lists() for value in values if name not in {"cursor", *pinned}]
    return f"{settings.SITE_URL}{path}?{urlencode([*kept, *pinned.items(), ('cursor', cursor)])}"


def unknown_cursor() -> BadRequest:
    """The problem a cursor of another list is."""
    words = _("This is no cursor of this list in this order. Begin without one, and follow “next”.")
    return BadRequest(errors=[FieldError("cursor", words)])
