"""Parameters: those of the filters, read off their forms, and those every address takes."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _

from api.pages.asking import empty_form
from api.pages.sources import Source
from api.states import CURSOR_MAX, PAGE_SIZE, PAGE_SIZE_MAX
from drafting.forms.fields import flat
from workflow.selectors import current_moment
from workflow.states import Status

Schema = dict[str, Any]


def of_list(source: Source) -> list[Schema]:
    """The filters of a list, its order, its pages, and what every public address takes."""
    found = []
    for name, asked in empty_form(source, current_moment()).fields.items():
        if name == "sort":
            codes = [code for code in source.orders if code]
            found.append(query(name, {"type": "string", "enum": codes}, _("The order; the newest first without it.")))
        else:
            found.append(of_filter(name, asked))
    return [*found, *paging(), *everywhere(source)]


def of_filter(name: str, asked: forms.Field) -> Schema:
    """One filter."""
    words = str(asked.label or name)
    if isinstance(asked, forms.MultipleChoiceField):
        return {**query(name, {"type": "array", "items": codes_of(asked)}, words), "style": "form", "explode": True}
    if name == "state":
        return query(name, {"$ref": "#/components/schemas/StateCode"}, words)
    if isinstance(asked, forms.ChoiceField):
        return query(name, codes_of(asked), words)
    shape: Schema = {"type": "string", "minLength": 1}
    if isinstance(asked, forms.RegexField):
        shape["pattern"] = asked.regex.pattern.replace(r"\A", "^").replace(r"\Z", "$")  # type: ignore[attr-defined]
    elif most := getattr(asked, "max_length", None):
        shape["maxLength"] = most
    return query(name, shape, words)


def codes_of(asked: forms.ChoiceField) -> Schema:
    """The values a choice can have."""
    codes = [key for key, _word in flat(asked.choices) if key]
    if getattr(asked, "coerce", None) is int:
        return {"type": "integer", "enum": [int(code) for code in codes]}
    return {"type": "string", "enum": codes}


def everywhere(source: Source) -> list[Schema]:
    """What every public address takes."""
    fields = {"type": "array", "items": {"type": "string", "enum": list(source.resource.by_name)}, "minItems": 1}
    return [
        {
            **query(
                "fields", fields, _("Only these fields, between commas; those marked (*) come only when asked for.")
            ),
            "style": "form",
            "explode": False,
        },
        *of_moment(),
    ]


def of_moment() -> list[Schema]:
    """The publication and the language."""
    languages = [code for code, _name in settings.LANGUAGES]
    return [
        query("as_of", {"type": "integer", "minimum": 0}, _("As it was once this publication was out.")),
        query(
            "lang", {"type": "string", "enum": languages}, _("Language of names and titles; before Accept-Language.")
        ),
    ]


def paging() -> list[Schema]:
    """How a list is walked."""
    limit = {"type": "integer", "minimum": 1, "maximum": PAGE_SIZE_MAX, "default": PAGE_SIZE}
    cursor = {"type": "string", "format": "cursor", "minLength": 1, "maxLength": CURSOR_MAX}
    return [
        query("limit", limit, _("Rows on a page.")),
        query("cursor", cursor, _("Where a page begins: follow “next” rather than make one.")),
    ]


def of_own_list() -> list[Schema]:
    """What one's own list takes."""
    return [
        query("status", {"type": "string", "enum": list(Status.values)}, _("Where a version stands.")),
        query("reference", {"type": "string", "pattern": "^GCM-[A-Z]{2}-[0-9]{4}-[0-9]{5,8}$"}, _("Of one record.")),
        *paging(),
    ]


def of_path(name: str, shape: Schema, words: str) -> Schema:
    """A part of the address."""
    return {"name": name, "in": "path", "required": True, "description": words, "schema": shape}


def header(name: str, words: str, *, is_required: bool = False, shape: Schema | None = None) -> Schema:
    """A header."""
    return {
        "name": name,
        "in": "header",
        "required": is_required,
        "description": words,
        "schema": shape or {"type": "string"},
    }


def query(name: str, shape: Schema, words: str) -> Schema:
    """A parameter of the query."""
    return {"name": name, "in": "query", "required": False, "description": words, "schema": shape}
