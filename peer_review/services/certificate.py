"""The page of thanks as a PDF: what somebody has reviewed, in the reader's language; the same work, the same bytes.

Issued by whoever operates the installation, and plainly so: no emblem, no claim to be anybody else's document.
"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language, get_language_info, ngettext, pgettext
from django.utils.translation import gettext as _

from accounts.models import User
from objectives.models import Objective
from peer_review.selectors import Thanks
from typesetting.blocks import DATE_FORMATS, written
from typesetting.compiler import typeset
from typesetting.glyphs import printable

TEMPLATE = Path(__file__).resolve().parent.parent / "typst" / "thanks.typ"


def record_of_thanks(person: User, thanks: Thanks) -> bytes:
    """The PDF, in the active language; raises ValueError where nothing was handed in yet."""
    return typeset(thanks_document(person, thanks), template=TEMPLATE)


def thanks_document(person: User, thanks: Thanks) -> dict[str, Any]:
    """What stands on it."""
    if thanks.first_at is None or thanks.last_at is None:
        raise ValueError("nothing was handed in yet")
    language = get_language() or settings.LANGUAGE_CODE
    pattern = DATE_FORMATS.get(language, "DATE_FORMAT")
    name = printable(person.name)
    return {
        "language": language,
        "dir": "rtl" if get_language_info(language)["bidi"] else "ltr",
        "created": int(thanks.last_at.timestamp()),
        "title": _("Peer reviews by %(name)s") % {"name": name},
        "description": _("With thanks for reviewing tools"),
        "overline": _("GCM Implementation Portal"),
        "heading": _("With thanks"),
        "name": name,
        "said": _said(name, thanks.tools),
        "facts": [
            [pgettext("day", "From"), date_format(thanks.first_at, pattern)],
            [pgettext("day", "To"), date_format(thanks.last_at, pattern)],
            [_("Tools"), str(thanks.tools)],
        ],
        "objectives": {
            "title": _("Objectives"),
            "items": [printable(str(each)) for each in Objective.objects.filter(pk__in=thanks.objectives)],
        },
        "tools": {
            "title": _("Among them, public now"),
            "items": [
                [tool.reference, written(tool.title, tool.language, document_language=language)]
                for tool in thanks.public
            ],
            "others": _others(thanks.not_public),
        },
        "issued": _issued(),
    }


def _said(name: str, tools: int) -> str:
    words = ngettext(
        "%(name)s has peer reviewed %(tools)s tool for implementing the Global Compact for Safe, Orderly and Regular "
        "Migration.",
        "%(name)s has peer reviewed %(tools)s tools for implementing the Global Compact for Safe, Orderly and Regular "
        "Migration.",
        tools,
    )
    return words % {"name": name, "tools": tools}


def _others(number: int) -> str:
    if not number:
        return ""
    words = ngettext(
        "%(number)s is not public and is not named.", "%(number)s are not public and are not named.", number
    )
    return words % {"number": number}


def _issued() -> list[str]:
    operator = printable(settings.OPERATOR_NAME)
    issued = (
        _("Issued by the operator of this portal: %(operator)s.") % {"operator": operator}
        if operator
        else _("Issued by the operator of this portal.")
    )
    local = [_("Local copy for trying out")] if settings.LOCAL_COPY else []
    return [issued, _("It is no document of the United Nations."), *local]
