"""Checks of what a request says beside its filters. Each raises nothing: what is wrong is said field by field."""

import re
from collections.abc import Sequence

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _

from api.exceptions import FieldError
from api.states import PAGE_SIZE, PAGE_SIZE_MAX

DIGITS_MAX = 9
REFERENCE = re.compile(r"\AGCM-[A-Z]{2}-[0-9]{4}-[0-9]{5,8}\Z")
ABOUT = re.compile(r"\AGCM-[A-Z]{2}-[0-9]{4}-[0-9]{5,8}(-[0-9]{2})?\Z")


def one_number(text: str, *, minimum: int, maximum: int) -> int | None:
    """The number the text writes in plain digits, if it lies between the two; None for anything else."""
    if not (text.isascii() and text.isdigit() and len(text) <= DIGITS_MAX):
        return None
    return number if minimum <= (number := int(text)) <= maximum else None


def unknown_parameters(query: QueryDict, known: Sequence[str]) -> list[FieldError]:
    """One error for each parameter this address does not take: a misspelt filter must not be a list of everything."""
    words = _("This address takes no such parameter. It takes: %(names)s.") % {"names": ", ".join(known)}
    return [FieldError(name[:60], words) for name in query if name not in known]


def repeated_parameters(query: QueryDict, several: Sequence[str]) -> list[FieldError]:
    """One error for each parameter given more than once that can have one value."""
    words = _("Give this parameter once.")
    return [FieldError(name, words) for name, values in query.lists() if len(values) > 1 and name not in several]


def blank_parameters(query: QueryDict) -> list[FieldError]:
    """One error for each parameter without a value: it would narrow nothing, and nobody would notice."""
    words = _("Give a value, or leave this parameter out.")
    return [FieldError(name[:60], words) for name, values in query.lists() if not all(values)]


def wrong_as_of(query: QueryDict, latest: int) -> list[FieldError]:
    """An error where `as_of` names no publication there has been."""
    if "as_of" not in query or one_number(str(query["as_of"]), minimum=0, maximum=latest) is not None:
        return []
    words = _("Give the number of a publication: a whole number from 0 to %(latest)d, the latest there is.")
    return [FieldError("as_of", words % {"latest": latest})]


def wrong_language(query: QueryDict) -> list[FieldError]:
    """An error where `lang` is none of the six languages."""
    codes = [code for code, _name in settings.LANGUAGES]
    if "lang" not in query or query["lang"] in codes:
        return []
    return [FieldError("lang", _("Choose one of: %(names)s.") % {"names": ", ".join(codes)})]


def wrong_limit(query: QueryDict) -> list[FieldError]:
    """An error where `limit` is no size a page can have."""
    if "limit" not in query or one_number(str(query["limit"]), minimum=1, maximum=PAGE_SIZE_MAX) is not None:
        return []
    return [FieldError("limit", _("Give a whole number from 1 to %(most)d.") % {"most": PAGE_SIZE_MAX})]


def limit_of(query: QueryDict) -> int:
    """How many rows a page of this request has."""
    return one_number(query.get("limit", ""), minimum=1, maximum=PAGE_SIZE_MAX) or PAGE_SIZE


def field_names(query: QueryDict) -> list[str]:
    """The fields asked for, between commas or in several parameters; none where all are meant."""
    return [name.strip() for text in query.getlist("fields") for name in text.split(",") if name.strip()]
