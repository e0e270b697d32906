"""Every address × method × role has one expected answer. An address that is not in the table fails the test."""

import re
from copy import copy

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from tests.journeys.expected import EXPECTED, ROLES
from tests.journeys.world import make_world, routes

pytestmark = pytest.mark.django_db

PARTS = 8  # of the table, each short enough for a slow machine
PUBLIC_LISTS = [
    "", "objectives/", "objectives/7/", "objectives/23/", "forums/", "forums/2022/", "forums/2026/", "forums/2030/",
    "forums/2026/round-tables/2/", "states/", "states/PRT/", "organisations/", "pledges/", "tools/", "calls/",
    "needs/", "reports/",
    "reviews/", "plans/", "data/", "method/", "glossary/", "styleguide/", "accounts/login/",
]  # fmt: skip


def address(world, name):
    """The route's address, with an argument that exists."""
    for arguments in (
        world.arguments["by_name"].get(name),
        {},
        world.arguments["by_prefix"].get(name.split(":")[0]),
    ):
        try:
            if arguments is not None:
                return reverse(name, kwargs=arguments)
        except NoReverseMatch:
            continue
    raise AssertionError(f"tests/journeys/world.py knows no argument for {name}")


def signed_in(person):
    """A client with the person's session, or nobody's."""
    client = Client()
    if person:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def answers(world, sessions, name, method):
    """What each role gets, in the order of ROLES; nothing that is asked here stays changed."""
    found = []
    for role in ROLES:
        client = Client()
        client.cookies = copy(sessions[role])
        with transaction.atomic():
            found.append(status_of(getattr(client, method.lower())(address(world, name))))
            transaction.set_rollback(True)
    return found


def status_of(answer):
    """Its code; a file is read to its end, which closes it."""
    assert not answer.streaming or b"".join(answer.streaming_content)
    return answer.status_code


def without_address(answer):
    """The page, without the number that was asked for."""
    return re.sub(r"/desk/pledges/\d+/", "/desk/pledges/N/", answer.content.decode())


def test_the_table_and_the_addresses_are_the_same():
    assert sorted(EXPECTED) == sorted(set(routes()))


@pytest.mark.parametrize("part", range(PARTS))
def test_every_address_answers_each_role_as_expected(settings, part):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"  # so that /readyz has one answer, whatever else runs here
    world = make_world()
    sessions = {role: signed_in(person).cookies for role, person in world.people.items()}
    wrong = {}
    for name in sorted(EXPECTED)[part::PARTS]:
        for method, expected in EXPECTED[name].items():
            if (found := answers(world, sessions, name, method)) != expected:
                wrong[name, method] = {
                    role: (want, got) for role, want, got in zip(ROLES, expected, found, strict=True) if want != got
                }
    assert wrong == {}


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "ru", "zh-hans"])
@pytest.mark.parametrize("page", PUBLIC_LISTS)
def test_public_pages_answer_in_six_languages(client, language, page):
    answer = client.get(f"/{language}/{page}")
    direction = "rtl" if language == "ar" else "ltr"
    assert answer.status_code == 200
    assert f'<html lang="{language}" dir="{direction}">' in answer.content.decode()


@pytest.mark.parametrize("number", ["0", "24", "100", "07x", "-1"])
def test_there_are_twenty_three_objectives(client, number):
    assert client.get(f"/en/objectives/{number}/").status_code == 404


@pytest.mark.parametrize(
    ("asked", "given"),
    [("ar", "/ar/"), ("zh-CN,zh;q=0.9", "/zh-hans/"), ("pt-PT,fr;q=0.5", "/fr/"), ("de", "/en/"), ("", "/en/")],
)
def test_the_bare_address_leads_to_the_visitors_language(client, asked, given):
    answer = client.get("/", headers={"accept-language": asked})
    assert (answer.status_code, answer["Location"]) == (302, given)


def test_what_another_state_drafts_looks_like_what_does_not_exist():
    world = make_world()
    client = signed_in(world.people["another State's"])
    with translation.override("en"):
        theirs = client.get(address(world, "desk_pledges:detail"))
        missing = client.get(reverse("desk_pledges:detail", kwargs={"pk": 10**9}))
    assert (theirs.status_code, missing.status_code) == (404, 404)
    assert without_address(theirs) == without_address(missing)
