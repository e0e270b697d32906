"""Every public address, in six languages, served by publication."""

import re
from itertools import pairwise

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import translation

from tests.dashboard.addresses import PUBLIC, addresses, public_pages
from tests.factories import accounts, plans, pledges

pytestmark = pytest.mark.django_db


@pytest.fixture
def records(desk):
    """One of each kind, public."""
    city = accounts.organisation()
    pledge = desk.pledge()
    desk.update(pledge)
    tool = desk.tool(objectives=(7,))
    speaker = accounts.delegate("city@example.org", role="focal_point", organisation=city)
    pledges.published(speaker, moderator=desk.moderator, state=None, organisation=city)
    plan = plans.published(desk.portugal, desk.moderator)
    return {
        "pledges": [pledge.reference],
        "tools": [tool.reference],
        "plans": [plan.reference],
        "organisations": [city.slug],
    }


NAMES = {
    *("dashboard:home", "dashboard:map", "dashboard:method", "dashboard:glossary"),
    *("data:home", "data:table", "data:dataset", "data:file", "charts:file"),
    "objectives:list",
    "objectives:compare",
    "objectives:detail",
    "forums:list",
    "forums:detail",
    "forums:round_table",
    "states:list",
    "states:compare",
    "states:detail",
    "organisations:list",
    "organisations:detail",
    "pledges:list",
    "pledges:detail",
    "pledges:versions",
    "pledges:file",
    "pledges:update_file",
    "tools:list",
    "tools:criteria",
    "tools:detail",
    "tools:versions",
    "tools:file",
    "calls:list",
    "calls:detail",
    "needs:list",
    "needs:detail",
    "needs:versions",
    "needs:file",
    "plans:list",
    "plans:detail",
    "plans:versions",
    "plans:file",
    "plans:measure",
    "plans:update_file",
    "reviews:list",
    "reviews:detail",
    "reviews:versions",
    "reviews:file",
    "search:find",
}


def test_the_contract_of_names():
    assert {name for name, _ in public_pages() if name.split(":")[0] in PUBLIC} == NAMES


@pytest.mark.parametrize(
    ("name", "arguments", "address"),
    [
        ("dashboard:home", [], "/en/"),
        ("dashboard:map", [], "/en/map/"),
        ("objectives:detail", [7], "/en/objectives/7/"),
        ("forums:round_table", [2026, 2], "/en/forums/2026/round-tables/2/"),
        ("states:detail", ["PRT"], "/en/states/PRT/"),
        ("pledges:detail", ["GCM-PL-2026-00042"], "/en/pledges/GCM-PL-2026-00042/"),
        ("pledges:versions", ["GCM-PL-2026-00042"], "/en/pledges/GCM-PL-2026-00042/versions/"),
        ("tools:detail", ["GCM-TL-2026-00007"], "/en/tools/GCM-TL-2026-00007/"),
        ("plans:list", [], "/en/plans/"),
        ("plans:detail", ["GCM-NP-2026-00003"], "/en/plans/GCM-NP-2026-00003/"),
        ("plans:measure", ["GCM-NP-2026-00003-02"], "/en/plans/GCM-NP-2026-00003-02/"),
        ("needs:list", [], "/en/needs/"),
        ("needs:detail", ["GCM-CN-2026-00007"], "/en/needs/GCM-CN-2026-00007/"),
        ("calls:detail", ["migration-data-2027"], "/en/calls/migration-data-2027/"),
        ("data:home", [], "/en/data/"),
        ("data:table", ["round-tables"], "/en/data/tables/round-tables/"),
        ("data:file", [123], "/en/data/dataset/gcm-dataset_publication-123.zip"),
        ("charts:file", ["stages", "svg"], "/en/charts/stages.svg"),
    ],
)
def test_the_contract_of_addresses(name, arguments, address):
    with translation.override("en"):
        assert reverse(name, args=arguments) == address


def test_every_page_is_served_by_publication():
    def views(patterns, namespace=""):
        for entry in patterns:
            if hasattr(entry, "url_patterns"):
                yield from views(entry.url_patterns, entry.namespace or namespace)
            elif namespace in PUBLIC:
                yield entry.callback

    assert [view for view in views(get_resolver().url_patterns) if not getattr(view, "is_public", False)] == []


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_every_page_answers_in_every_language(records, language):
    answers = {address: Client().get(address) for address in addresses(records, language=language)}
    assert {address: answer.status_code for address, answer in answers.items()} == dict.fromkeys(answers, 200)
    pages = [answer.content.decode() for address, answer in answers.items() if "json" not in address]
    assert [page for page in pages if f'<html lang="{language}"' not in page] == []


def test_every_page_is_answered_again_without_being_rendered(records, django_assert_num_queries):
    for address in addresses(records):
        etag = Client().get(address)["ETag"]
        with django_assert_num_queries(1):
            assert Client().get(address, headers={"if-none-match": etag}).status_code == 304


def test_pages_leave_no_cookie_and_no_token(records):
    for address in addresses(records):
        answer = Client().get(address)
        assert (answer.cookies.output(), "csrfmiddlewaretoken" in answer.content.decode()) == ("", False)


def test_a_signed_in_person_sees_the_same_page(records, desk):
    for address in addresses(records):
        visitor, person = Client(), Client()
        person.force_login(desk.portugal)
        assert person.get(address).content == visitor.get(address).content


def test_headings_of_every_page_go_down_one_level_at_a_time(records):
    for address in addresses(records):
        if "json" in address:
            continue
        levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", Client().get(address).content.decode())]
        assert levels.count(1) == 1, address
        assert [b for a, b in pairwise(levels) if b > a + 1] == [], address


@pytest.mark.parametrize(
    "address",
    [
        "/en/objectives/0/",
        "/en/objectives/24/",
        "/en/objectives/99999999999999999999/",
        "/en/forums/2023/",
        "/en/forums/99999999999999999999/",
        "/en/forums/2026/round-tables/5/",
        "/en/states/XXX/",
        "/en/states/PT/",
        "/en/organisations/nobody/",
        "/en/organisations/%00/",
        "/en/pledges/GCM-PL-2026-99999/",
        "/en/pledges/GCM-PL-2026-99999/versions/",
        "/en/pledges/%00/",
        "/en/tools/GCM-TL-2026-99999/",
        "/en/pledges/?page=2",
        "/en/tools/?page=2",
        "/en/data/?page=999",
    ],
)
def test_what_is_not_there_is_404(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/en/pledges/?objective=24",
        "/en/pledges/?objective=x",
        "/en/pledges/?objective=7&objective=0",
        "/en/pledges/?round_table=5",
        "/en/pledges/?state=XXX",
        "/en/pledges/?state=prt",
        "/en/pledges/?region=EU",
        "/en/pledges/?forum=2023",
        "/en/pledges/?type=big",
        "/en/pledges/?nature=none",
        "/en/pledges/?level=galactic",
        "/en/pledges/?principle=none",
        "/en/pledges/?stage=done",
        "/en/pledges/?sort=size",
        "/en/pledges/?page=0",
        "/en/pledges/?page=-1",
        "/en/pledges/?page=x",
        "/en/pledges/?page=99999999999999999999",
        "/en/pledges/?format=pdf",
        "/en/pledges/?state=%00",
        "/en/pledges/?page=%00",
        "/en/tools/?kind=hammer",
        "/en/tools/?scope=x",
        "/en/tools/?standing=x",
        "/en/tools/?language=tlh",
        "/en/tools/?format=xml",
        "/en/objectives/7/?page=x",
        "/en/states/?region=EU",
        "/en/states/PRT/?page=x",
        "/en/data/?page=x",
    ],
)
def test_what_means_nothing_is_400_and_says_so(client, address):
    answer = client.get(address)
    assert answer.status_code == 400
    assert "This address asks for something we do not have" in answer.content.decode()


def test_a_parameter_nobody_knows_is_nobodys_business(client):
    assert client.get("/en/pledges/?utm_source=mail").status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_pages_are_only_for_reading(client, method):
    assert getattr(client, method)("/en/pledges/").status_code == 405


def test_a_state_in_small_letters_is_redirected_for_good(client):
    answer = client.get("/fr/states/prt/")
    assert (answer.status_code, answer["Location"]) == (301, "/fr/states/PRT/")
