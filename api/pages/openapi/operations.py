"""Operations: what each address does by each method, with every answer it can give."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from api.exceptions import PROBLEMS, Problem
from api.pages.openapi import parameters
from api.pages.openapi.shapes import SINGULAR, ref
from api.pages.sources import Source
from api.states import KEY_MAX

Schema = dict[str, Any]
OF_READING = (400, 404, 406, 429, 503)
OF_TOKENS = (401, 403, 406, 429, 503)
BY_STATUS: dict[int, type[Problem]] = {each.status: each for each in PROBLEMS}
JSON, PROBLEM = "application/json", "application/problem+json"


def operation_of_source(source: Source, *, is_list: bool) -> Schema:
    """Reading a list of a resource, or one of it."""
    singular, name = SINGULAR[source.name], source.name.replace("-", "_")
    if is_list:
        answer = ok(ref(f"{singular}Page"), links=_links(source, name), headers=("ETag", "Link"))
        return {
            "operationId": f"{name}_list",
            "tags": [source.name],
            "summary": str(source.resource.title),
            "description": str(source.resource.about),
            "parameters": [*parameters.of_list(source), *_conditions()],
            "responses": {"200": answer, "304": NOT_MODIFIED, **refusals(each for each in OF_READING if each != 404)},
        }
    statuses = (*OF_READING, 410) if source.kind else OF_READING
    key = {"type": "string", "pattern": f"^({source.key})$"}
    return {
        "operationId": f"{name}_detail",
        "tags": [source.name],
        "summary": _("One of: %(name)s") % {"name": source.resource.title},
        "description": str(source.resource.by_name[source.resource.key].words),
        "parameters": [
            {**parameters.of_path("key", key, str(source.resource.key)), "example": source.example},
            *parameters.everywhere(source),
            *_conditions(),
        ],
        "responses": {
            "200": ok(ref(f"{singular}Answer"), headers=("ETag",)),
            "304": NOT_MODIFIED,
            **refusals(statuses),
        },
    }


def operation_of_own(name: str, act: str) -> Schema:
    """What the bearer of a token does with their party's versions of one kind."""
    made = OWN[act](name)
    made["tags"] = [f"own {name}"]
    made["operationId"] = f"own_{name}_{act}"
    made["security"] = [{"token": []}]
    if act != "list" and act not in {"begin", "amend"}:
        version = parameters.of_path("pk", {"type": "integer", "minimum": 1, "maximum": 2**53}, "id")
        made["parameters"] = [version, *made["parameters"]]
    return made


def operation_of_whoami() -> Schema:
    """For whom the bearer speaks."""
    return {
        "operationId": "own_about",
        "tags": ["own"],
        "summary": _("For whom you speak, and what the token opens"),
        "parameters": [],
        "security": [{"token": []}],
        "responses": {"200": ok({"type": "object"}), **refusals(OF_TOKENS)},
    }


def operation_of_root() -> Schema:
    """Where everything is."""
    return {
        "operationId": "resources",
        "tags": ["start"],
        "summary": _("Where everything is"),
        "parameters": [{**each, "schema": {**each["schema"]}} for each in (*parameters.of_moment(), *_conditions())],
        "responses": {
            "200": ok({"type": "object"}, headers=("ETag",)),
            "304": NOT_MODIFIED,
            **refusals((400, 406, 429, 503)),
        },
    }


def _list(name: str) -> Schema:
    links = {"first": _link(f"own_{name}_read", {"pk": "$response.body#/results/0/id"})}
    return {
        "summary": _("What your State or organisation has written, in every status"),
        "parameters": parameters.of_own_list(),
        "responses": {"200": ok(ref("OwnPage"), links=links), **refusals((400, *OF_TOKENS))},
    }


def _begin(name: str) -> Schema:
    named = {"about": _text(_("Reference of the public pledge or measure."))} if name == "progress" else {}
    named = named or {
        "owner": _text(_("In whose name: state:PRT, organisation:city-of-sample. The only one: leave out."))
    }
    body = {**named, "language": _text(_("Language of the text.")), "answers": ref(f"{SINGULAR[name]}Answers")}
    key = {"type": "string", "maxLength": KEY_MAX}
    return {
        "summary": _("Begin a draft"),
        "description": _("Sent again with the same Idempotency-Key it begins nothing, and answers what it began."),
        "parameters": [parameters.header("Idempotency-Key", _("A text of your own for this one draft."), shape=key)],
        "requestBody": _body(body, needed=["about"] if name == "progress" else []),
        "responses": {
            "201": _version(name, 201),
            "200": _version(name, 200),
            **refusals((400, *OF_TOKENS, 409, 413, 415, 422)),
        },
    }


def _read(name: str) -> Schema:
    return {
        "summary": _("One version, with all its answers and what is missing"),
        "parameters": [],
        "responses": {"200": _version(name, 200), **refusals((*OF_TOKENS, 404))},
    }


def _save(name: str) -> Schema:
    return {
        "summary": _("Save answers"),
        "description": _("Only the answers sent are changed. All of them are saved, or none."),
        "parameters": [_if_match()],
        "requestBody": _body({"answers": ref(f"{SINGULAR[name]}Answers")}, needed=["answers"]),
        "responses": {"200": _version(name, 200), **refusals((400, *OF_TOKENS, 404, 409, 412, 413, 415, 422, 428))},
    }


def _submit(name: str) -> Schema:
    return {
        "summary": _("Submit to the secretariat"),
        "description": _("A focal point’s. 422 names what is missing."),
        "parameters": [_if_match()],
        "responses": {"200": _version(name, 200), **refusals((*OF_TOKENS, 404, 409, 412, 422, 428))},
    }


def _withdraw(name: str) -> Schema:
    return {
        "summary": _("Withdraw what is not published"),
        "parameters": [_if_match()],
        "responses": {"200": _version(name, 200), **refusals((*OF_TOKENS, 404, 409, 412, 428))},
    }


def _amend(name: str) -> Schema:
    body = {"reference": _text(_("The public record.")), "reason": _text(_("Why; it stands in the public history."))}
    return {
        "summary": _("Begin an amendment of a published record"),
        "parameters": [],
        "requestBody": _body(body, needed=["reference", "reason"]),
        "responses": {"201": _version(name, 201), **refusals((400, *OF_TOKENS, 404, 409, 413, 415, 422))},
    }


OWN = {
    "list": _list, "begin": _begin, "read": _read, "save": _save, "submit": _submit, "withdraw": _withdraw,
    "amend": _amend,
}  # fmt: skip
NOT_MODIFIED: Schema = {"description": "Not modified", "headers": {}}


def ok(schema: Schema, *, links: Schema | None = None, headers: Iterable[str] = (), words: str = "OK") -> Schema:
    """An answer that gives what was asked."""
    found: Schema = {"description": words, "content": {JSON: {"schema": schema}}}
    if headers := list(headers):
        found["headers"] = {name: {"schema": {"type": "string"}} for name in headers if name != "Link"}
    if links:
        found["links"] = links
    return found


def refusals(statuses: Iterable[int]) -> Schema:
    """The problems an address can answer with."""
    return {
        str(status): {"$ref": f"#/components/responses/{BY_STATUS[status].kind}"} for status in sorted(set(statuses))
    }


def problem_responses() -> Schema:
    """Every problem as an answer, by the name in its `type`."""
    return {each.kind: _problem(each) for each in PROBLEMS}


def _problem(problem: type[Problem]) -> Schema:
    words = f"{problem.title}. {problem.meaning}"
    found: Schema = {"description": words, "content": {PROBLEM: {"schema": ref("Problem")}}}
    if problem.status in {429, 503}:
        found["headers"] = {"Retry-After": {"schema": {"type": "integer"}, "required": True}}
    return found


def _version(name: str, status: int) -> Schema:
    same = {"pk": "$response.body#/id"}
    changed = {**same, "If-Match": "$response.header.ETag"}
    acts = {"read": same, "save": changed, "submit": changed, "withdraw": changed}
    links = {act: _link(f"own_{name}_{act}", given) for act, given in acts.items()}
    words = _("Begun") if status == 201 else "OK"
    return ok(ref(f"Own{SINGULAR[name]}"), links=links, headers=("ETag",), words=words)


def _links(source: Source, name: str) -> Schema:
    key = "$response.body#/results/0/" + source.resource.key
    return {"first": _link(f"{name}_detail", {"key": key})}


def _link(operation: str, given: dict[str, str]) -> Schema:
    return {"operationId": operation, "parameters": given}


def _body(members: Schema, *, needed: list[str]) -> Schema:
    shape: Schema = {"type": "object", "properties": members, "additionalProperties": False}
    return {"required": True, "content": {JSON: {"schema": {**shape, **({"required": needed} if needed else {})}}}}


def _text(words: str) -> Schema:
    return {"type": "string", "description": words}


def _if_match() -> Schema:
    shape = {"type": "string", "pattern": '^"[0-9]+-[0-9]+-[a-z]+"$'}
    return parameters.header("If-Match", _("The ETag of the version as you read it."), is_required=True, shape=shape)


def _conditions() -> list[Schema]:
    return [
        parameters.header("If-None-Match", _("An ETag: unchanged answers are 304, without a body, and not counted."))
    ]
