"""JSON Schemas of what is given and taken: of public fields, of questions, of problems."""

from typing import Any

from django import forms
from django.conf import settings

from accounts.models import State
from api.forms.answers import takes_several
from api.pages.kinds import KINDS
from api.pages.sources import SOURCES, Source
from dashboard.selectors.fields import Field, Leaf
from dashboard.selectors.fields.columns import (
    BOOLEAN,
    DATE,
    DECIMAL,
    INSTANT,
    INTEGER,
    LISTS,
    OBJECT,
    OBJECTS,
    SINGLE,
    TEXT,
)
from drafting.forms import Kind, RowsField
from drafting.forms.fields import flat

Schema = dict[str, Any]
SINGULAR = {
    "objectives": "Objective", "states": "State", "organisations": "Organisation", "forums": "Forum",
    "round-tables": "RoundTable", "pledges": "Pledge", "progress": "ProgressUpdate", "tools": "Tool", "plans": "Plan",
    "measures": "Measure", "reviews": "Review", "needs": "Need", "reports": "Report", "publications": "Publication",
}  # fmt: skip
OF_KIND: dict[str, Schema] = {
    TEXT: {"type": "string"},
    INTEGER: {"type": "integer"},
    BOOLEAN: {"type": "boolean"},
    DATE: {"type": "string", "format": "date"},
    INSTANT: {"type": "string", "format": "date-time"},
    DECIMAL: {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"},
}
BY_QUESTION: dict[type[forms.Field], Schema] = {
    forms.BooleanField: {"type": "boolean"},
    forms.DecimalField: {"type": ["string", "number", "null"]},
    forms.IntegerField: {"type": ["string", "number", "null"]},
    forms.DateField: {"type": ["string", "null"], "format": "date"},
}
ADDRESSES = ("url", "api_url", "file_url")


def of_resource(source: Source) -> Schema:
    """One of a resource. Nothing is required, because a request may ask for some fields only."""
    return {
        "type": "object",
        "description": str(source.resource.about),
        "properties": {each.name: of_field(each) for each in source.resource.fields},
        "additionalProperties": False,
    }


def of_field(field: Field) -> Schema:
    """One field, with what it holds."""
    if field.kind in {OBJECT, OBJECTS}:
        inner = {leaf.name: of_leaf(leaf, SINGLE[leaf.kind]) for leaf in field.leaves}
        thing: Schema = {"type": "object", "properties": inner, "required": list(inner), "additionalProperties": False}
        if field.kind == OBJECT:
            return {**thing, "type": ["object", "null"], "description": str(field.words)}
        return {"type": "array", "items": thing, "description": str(field.words)}
    leaf = field.leaves[0]
    if leaf.kind in LISTS:
        inner = of_leaf(leaf, SINGLE[leaf.kind], is_optional=False)
        inner.pop("description")
        return {"type": "array", "items": inner, "description": str(field.words)}
    shape = of_leaf(leaf, leaf.kind)
    if field.name in ADDRESSES:
        shape["format"] = "uri"
    return shape if field.is_default else {**shape, "description": f"{field.words} (*)"}


def of_leaf(leaf: Leaf, kind: str, *, is_optional: bool | None = None) -> Schema:
    """One value: its type, its codes where it has some, and null where it can be missing."""
    shape = dict(OF_KIND[kind])
    can_be_missing = leaf.is_optional if is_optional is None else is_optional
    if leaf.choices is not None:
        shape["enum"] = [*(str(value) for value in leaf.choices.values), *([None] if can_be_missing else [])]
    if can_be_missing:
        shape["type"] = [shape["type"], "null"]
    return {**shape, "description": str(leaf.words)}


def of_page(name: str) -> Schema:
    """A page of a resource."""
    counted = {"type": ["integer", "null"], "minimum": 0}
    return _answer({"count": counted, "next": _link(), "results": {"type": "array", "items": ref(SINGULAR[name])}})


def of_one(name: str) -> Schema:
    """One of a resource, with what it is true at."""
    return _answer({"result": ref(SINGULAR[name])})


def of_answers(kind: Kind) -> Schema:
    """The questions of a kind of submission, step by step. All may stay open as long as it is a draft."""
    asked = {name: question for step in kind.steps for name, question in step.base_fields.items()}
    properties = {name: of_question(question) for name, question in asked.items()}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def of_question(question: forms.Field) -> Schema:
    """What can be sent as the answer to one question."""
    words = " ".join(filter(None, (str(question.label or ""), str(question.help_text or ""))))
    return {**_shape_of(question), "description": words}


def _shape_of(question: forms.Field) -> Schema:
    if isinstance(question, RowsField):
        row = {name: of_question(each) for name, each in question.row_form.base_fields.items()}
        item = {"type": "object", "properties": row, "additionalProperties": False}
        return {"type": "array", "items": item, "maxItems": question.maximum}
    if takes_several(question):
        return {"type": "array", "items": {"type": ["string", "integer"]}}
    for kind, shape in BY_QUESTION.items():
        if isinstance(question, kind):
            return dict(shape)
    if isinstance(question, forms.ChoiceField):
        codes = [key for key, _word in flat(question.choices) if key]
        return {"type": ["string", "integer", "boolean", "null"], **({"enum": [*codes, "", None]} if codes else {})}
    most = getattr(question, "max_length", None)
    return {"type": ["string", "null"], **({"maxLength": most} if most else {})}


def of_version(name: str) -> Schema:
    """A party's own version in full."""
    line = of_line()
    inner = {
        **line["properties"],
        "answers": {"type": "object"},
        "missing": {"type": "array", "items": ref("FieldError")},
        "reason_of_return": {"type": ["string", "null"]},
    }
    return {**line, "properties": inner, "required": list(inner)}


def of_line() -> Schema:
    """A party's own version in a list."""
    maybe_text: Schema = {"type": ["string", "null"]}
    moment: Schema = {"type": ["string", "null"], "format": "date-time"}
    inner = {
        "id": {"type": "integer"},
        "reference": maybe_text,
        "title": {"type": "string"},
        "owner": maybe_text,
        "status": {"type": "string", "enum": STATUSES},
        "change": {"type": "string", "enum": ["new", "amendment", "withdrawal"]},
        "change_reason": maybe_text,
        "language": {"type": "string", "enum": LANGUAGES},
        "revision": {"type": "integer"},
        "saved_at": moment,
        "submitted_at": moment,
        "published_at": moment,
        "published_in": {"type": ["integer", "null"]},
        "acts": {"type": "array", "items": {"type": "string", "enum": ["edit", "submit", "withdraw", "amend"]}},
        "api_url": {"type": "string", "format": "uri"},
    }
    return {"type": "object", "properties": inner, "required": list(inner), "additionalProperties": False}


def components() -> dict[str, Schema]:
    """Every schema that operations refer to."""
    found = {SINGULAR[name]: of_resource(source) for name, source in SOURCES.items()}
    found |= {f"{SINGULAR[name]}Page": of_page(name) for name in SOURCES}
    found |= {f"{SINGULAR[name]}Answer": of_one(name) for name in SOURCES}
    found |= {f"Own{SINGULAR[name]}": of_version(name) for name in KINDS}
    found |= {f"{SINGULAR[name]}Answers": of_answers(kind) for name, kind in KINDS.items()}
    codes = list(State.objects.order_by("iso3").values_list("iso3", flat=True))
    found["StateCode"] = {"type": "string", "enum": codes, "description": "ISO 3166-1 alpha-3"}
    page = {"next": _link(), "results": {"type": "array", "items": ref("OwnLine")}}
    found |= {"OwnLine": of_line(), "OwnPage": _object(page), "Problem": PROBLEM, "FieldError": FIELD_ERROR}
    return found


def ref(name: str) -> Schema:
    """A reference to a schema of this document."""
    return {"$ref": f"#/components/schemas/{name}"}


def _answer(inner: dict[str, Schema]) -> Schema:
    true_at: dict[str, Schema] = {
        "publication": {"type": "integer", "minimum": 0},
        "day": {"type": "string", "format": "date"},
    }
    return _object({**true_at, **inner})


def _object(inner: dict[str, Schema]) -> Schema:
    return {"type": "object", "properties": inner, "required": list(inner), "additionalProperties": False}


def _link() -> Schema:
    return {"type": ["string", "null"], "format": "uri"}


STATUSES = ["draft", "submitted", "returned", "rejected", "withdrawn", "published", "retracted"]
LANGUAGES = [code for code, _name in settings.LANGUAGES]
FIELD_ERROR: Schema = _object({"name": {"type": "string"}, "message": {"type": "string"}})
PROBLEM: Schema = {
    "type": "object",
    "description": "RFC 9457.",
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {"type": "array", "items": ref("FieldError")},
    },
    "required": ["type", "title", "status", "detail"],
}
