"""The description and the documentation: what is checked in is what the code says, and people can read it."""

import json
import re

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.test import Client
from django.urls import get_resolver, reverse

from api.exceptions import PROBLEMS
from api.pages.kinds import KINDS
from api.pages.openapi.operations import OWN
from api.pages.sources import SOURCES
from api.views.schema import FILE, description
from gcm_portal.management.commands import write_openapi
from tests.journeys.everyone import BUDGET, compressed

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def checked_in():
    """The description as it is served."""
    return json.loads(FILE.read_text(encoding="utf-8"))


def test_what_is_checked_in_is_what_the_code_says():
    call_command("write_openapi", "--check")


def test_an_outdated_description_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(write_openapi, "FILE", tmp_path / "api" / "openapi.json")
    with pytest.raises(CommandError, match="out of date"):
        call_command("write_openapi", "--check")
    call_command("write_openapi")
    call_command("write_openapi", "--check")
    assert (tmp_path / "api" / "openapi.json").read_bytes() == FILE.read_bytes()


def test_it_is_served_as_it_is_checked_in(client, checked_in):
    answer = client.get(reverse("api:schema"))
    assert (answer.json(), answer["Content-Type"]) == (checked_in, "application/json")
    assert client.get(reverse("api:schema"), headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_every_address_by_every_method_is_in_it(checked_in):
    described = {(path, method) for path, each in checked_in["paths"].items() for method in each}
    reading = {(f"/api/v1/{name}/{one}", "get") for name in SOURCES for one in ("", "{key}/")}
    own = {
        (f"/api/v1/own/{name}/{rest}", method)
        for name in KINDS
        for rest, method in (
            ("", "get"), ("", "post"), ("{pk}/", "get"), ("{pk}/", "patch"), ("{pk}/submit/", "post"),
            ("{pk}/withdraw/", "post"), ("amendments/", "post"),
        )
    }  # fmt: skip
    assert described == reading | own | {("/api/v1/", "get"), ("/api/v1/own/", "get")}
    assert len(own) == len(KINDS) * len(OWN)
    api = next(each for each in get_resolver().url_patterns if getattr(each, "namespace", "") == "api")
    not_described = {"api:docs", "api:schema", "api:unknown"}
    assert len(checked_in["paths"]) == len({each.name for each in api.url_patterns}) - len(not_described)


def test_every_reference_leads_somewhere_and_every_operation_has_a_name_of_its_own(checked_in):
    text = json.dumps(checked_in)
    for path in set(re.findall(r'"\$ref": "#/([^"]+)"', text)):
        part = checked_in
        for name in path.split("/"):
            part = part[name]
    names = [each["operationId"] for path in checked_in["paths"].values() for each in path.values()]
    assert len(names) == len(set(names))
    linked = set(re.findall(r'"operationId": "([^"]+)", "parameters": \{', text))
    assert linked - set(names) == set() and linked != set()


def test_every_field_of_the_resources_is_in_it_and_none_that_is_private(checked_in):
    schemas = checked_in["components"]["schemas"]
    for name, source in SOURCES.items():
        answer = checked_in["paths"][f"/api/v1/{name}/"]["get"]["responses"]["200"]["content"]["application/json"]
        page = schemas[answer["schema"]["$ref"].rpartition("/")[2]]
        row = schemas[page["properties"]["results"]["items"]["$ref"].rpartition("/")[2]]
        assert list(row["properties"]) == [field.name for field in source.resource.fields]
    public = json.dumps({name: each for name, each in schemas.items() if not name.endswith("Answers")})
    assert re.findall(r'"(?:email|contacts|position|contact)"', public) == []


def test_the_description_speaks_the_language_that_is_active():
    assert description()["info"]["version"] == "1.0"


def test_the_documentation_says_everything(client):
    answer = client.get(reverse("api:docs"))
    page = answer.content.decode()
    for source in SOURCES.values():
        assert f'id="{source.name}"' in page
        assert all(f">{field.name}</code>" in page for field in source.resource.fields)
    assert all(f'id="{problem.kind}"' in page for problem in PROBLEMS)
    assert all(f'id="own-{name}"' in page for name in KINDS)
    assert f"curl &#x27;{settings.SITE_URL}" in page or f"curl '{settings.SITE_URL}" in page
    assert re.findall(r'(?:src|href)="https?://(?!localhost)', page) == []
    assert compressed(answer.content) < BUDGET


def test_every_problem_leads_to_its_paragraph(client):
    said = client.get("/api/v1/nonsense/").json()["type"]
    address, _sign, fragment = said.partition("#")
    assert f'id="{fragment}"' in client.get(address.removeprefix(settings.SITE_URL)).content.decode()


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("fr", "ltr"), ("xx", "ltr")])
def test_the_documentation_in_other_languages(language, direction):
    client = Client()
    client.cookies["language"] = "ru"
    answer = client.get(f"/api/v1/docs/?lang={language}", headers={"Accept-Language": "es"})
    shown = language if language != "xx" else "en"
    assert f'<html lang="{shown}" dir="{direction}">' in answer.content.decode()
    assert answer["Content-Language"] == shown
    again = client.get(f"/api/v1/docs/?lang={language}", headers={"Accept-Language": "zh"})
    assert (again.content, again["Content-Language"]) == (answer.content, shown)


def test_an_error_of_ours_is_a_problem_and_says_nothing_of_it(monkeypatch, settings):
    def fail(*args, **kwargs):
        raise RuntimeError("a secret of the code")

    monkeypatch.setattr("api.views.resources.rows_of", fail)
    answer = Client(raise_request_exception=False).get("/api/v1/pledges/")
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert "secret" not in answer.content.decode()


def test_an_outage_is_a_problem_with_a_time_to_come_back(monkeypatch):

    def away():
        raise OperationalError("connection refused")

    monkeypatch.setattr("api.views.reading.present_moment", away)
    answer = Client().get("/api/v1/pledges/")
    assert (answer.status_code, answer["Content-Type"], answer["Retry-After"]) == (
        503,
        "application/problem+json",
        "5",
    )
