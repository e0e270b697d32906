"""The description of the API put in order for the page that people read, which says nothing else."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.pages.kinds import KINDS
from api.pages.openapi.shapes import SINGULAR
from api.pages.sources import SOURCES

Schema = Mapping[str, Any]
SHARED = frozenset({"fields", "as_of", "lang", "limit", "cursor"})  # said once, above all resources
VALUES_SHOWN = 30


@dataclass(frozen=True)
class Row:
    """One parameter, field or question: its name, what it can be, what it means; `depth` of one inside another."""

    name: str
    kind: str
    values: Sequence[str]
    words: str
    is_inner: bool = False


@dataclass(frozen=True)
class ResourceShown:
    """A resource: where it is, its filters, its fields."""

    name: str
    title: str
    about: str
    list_path: str
    one_path: str
    filters: Sequence[Row]
    fields: Sequence[Row]


@dataclass(frozen=True)
class OwnShown:
    """A kind of submission: its questions."""

    name: str
    title: str
    path: str
    questions: Sequence[Row]


def resources_shown(document: Schema) -> list[ResourceShown]:
    """Every public resource, in the order of the description."""
    return [_resource(document, name) for name in SOURCES]


def own_shown(document: Schema) -> list[OwnShown]:
    """Every kind that can be written."""
    schemas = document["components"]["schemas"]
    return [
        OwnShown(name, str(kind.plural), f"/api/v1/own/{name}/", list(_rows(schemas[f"{SINGULAR[name]}Answers"])))
        for name, kind in KINDS.items()
    ]


def shared_parameters(document: Schema) -> list[Row]:
    """What every list takes."""
    parameters = document["paths"]["/api/v1/pledges/"]["get"]["parameters"]
    return [_row(each["name"], each["schema"], each["description"]) for each in parameters if each["name"] in SHARED]


def _resource(document: Schema, name: str) -> ResourceShown:
    path = f"/api/v1/{name}/"
    operation = document["paths"][path]["get"]
    filters = [each for each in operation["parameters"] if each["in"] == "query" and each["name"] not in SHARED]
    return ResourceShown(
        name=name,
        title=operation["summary"],
        about=operation["description"],
        list_path=path,
        one_path=f"{path}{SOURCES[name].example}/",
        filters=[_row(each["name"], each["schema"], each["description"]) for each in filters],
        fields=list(_rows(document["components"]["schemas"][SINGULAR[name]])),
    )


def _rows(schema: Schema) -> Iterator[Row]:
    for name, shape in schema["properties"].items():
        yield _row(name, shape, shape.get("description", ""))
        inner = shape.get("items", shape)
        for part, each in inner.get("properties", {}).items():
            yield _row(f"{name}.{part}", each, each.get("description", ""), is_inner=True)


def _row(name: str, shape: Schema, words: str, *, is_inner: bool = False) -> Row:
    codes = [str(each) for each in shape.get("items", shape).get("enum", []) if each not in (None, "")]
    shown = codes if len(codes) <= VALUES_SHOWN else []
    return Row(name, _kind(shape), [] if name == "fields" else shown, words, is_inner)


def _kind(shape: Schema) -> str:
    if "$ref" in shape:
        return "ISO 3166-1 alpha-3"
    kinds = shape.get("type", "string")
    named = [kinds] if isinstance(kinds, str) else list(kinds)
    if "array" in named:
        return f"[{_kind(shape['items'])}]"
    return " | ".join(
        [*([shape["format"]] if shape.get("format") in {"date", "date-time"} else named[:1]), *named[1:]]
    )
