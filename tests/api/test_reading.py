"""Public reading: the pages' filters and figures, any publication, unchanged answers, and every refusal."""

from dataclasses import asdict
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client

from api.pages.sources import SOURCES
from progress.selectors import (
    figures_by_objective,
    figures_by_organisation,
    figures_by_round_table,
    figures_by_state,
)
from roundtables.models import Edition
from tests.factories import accounts, needs, plans, reviews
from tests.factories import pledges as pledge_factory
from workflow import services
from workflow.selectors import Moment, current_moment

pytestmark = pytest.mark.django_db


def names_in(answer):
    """Which parameters a refusal is about."""
    assert answer["Content-Type"] == "application/problem+json"
    return [error["name"] for error in answer.json()["errors"]]


def walk(visitor, path):
    """The rows of all pages, following `next`."""
    rows = []
    while path:
        answer = visitor.get(path)
        assert answer.status_code == 200, answer.content
        rows += answer.json()["results"]
        following = answer.json()["next"]
        path = following and following.removeprefix(f"{settings.SITE_URL}/api/v1/")
    return rows


@pytest.fixture
def some_of_each(desk):
    """One public record of each kind, an organisation's among them."""
    pledge = desk.pledge(objectives=(7, 8))
    desk.update(pledge)
    desk.tool(objectives=(7,))
    needs.published(desk.portugal, desk.moderator)
    plans.published(desk.portugal, desk.moderator)
    reviews.published(desk.portugal, desk.moderator)
    city = accounts.organisation()
    speaker = accounts.delegate("city@example.org", role="focal_point", organisation=city)
    pledge_factory.published(speaker, desk.moderator, state=None, organisation=city)
    return pledge


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_each_resource_is_a_list_and_each_of_it_has_an_address(visitor, some_of_each, name):
    listed = visitor.get(f"{name}/").json()
    key = SOURCES[name].resource.key
    assert listed["publication"] == current_moment().publication
    assert (listed["count"], listed["next"]) == (len(listed["results"]), None) or listed["count"] > 100
    for row in listed["results"][:2]:
        one = visitor.get(f"{name}/{row[key]}/").json()
        assert one == {"publication": listed["publication"], "day": listed["day"], "result": row}


@pytest.mark.parametrize(
    "query",
    [
        "",
        "objective=7",
        "objective=7&objective=8",
        "state=PRT",
        "region=ECE",
        "stage=none",
        "stage=in_progress",
        "round_table=2",
        "forum=2026",
        "type=individual",
        "nature=process",
        "level=national",
        "sort=title",
    ],
)
def test_a_filter_means_what_it_means_on_the_page(visitor, some_of_each, query):
    page = Client().get(f"/en/pledges/?format=json&{query}").json()
    answer = visitor.get(f"pledges/?{query}").json()
    assert (answer["count"], answer["results"]) == (page["count"], page["results"])


@pytest.mark.parametrize("name", ["tools", "needs", "plans", "reviews"])
def test_other_lists_say_what_their_pages_say(visitor, some_of_each, name):
    page = Client().get(f"/en/{name}/?format=json&objective=7").json()
    answer = visitor.get(f"{name}/?objective=7").json()
    assert (answer["count"], answer["results"]) == (page["count"], page["results"])


def test_figures_are_those_of_the_one_selector(visitor, some_of_each):
    moment = current_moment()
    said = {
        "objectives": figures_by_objective(moment),
        "states": figures_by_state(moment),
        "organisations": {"city-of-sample": next(iter(figures_by_organisation(moment).values()))},
        "round-tables": {
            f"{edition.year}-{number}": figures
            for edition in Edition.objects.all()
            for number, figures in figures_by_round_table(edition, moment).items()
        },
    }
    for name, figures in said.items():
        rows = {row[SOURCES[name].resource.key]: row for row in walk(visitor, f"{name}/")}
        for key, expected in figures.items():
            counted = {field: each for field, each in asdict(expected).items() if field in rows[key]}
            counted["latest_update_on"] = expected.latest_update_on and expected.latest_update_on.isoformat()
            assert {field: rows[key][field] for field in counted} == counted
    assert said["objectives"][7].pledges == 2


def test_pages_follow_each_other_without_a_gap_or_a_row_twice(visitor, desk):
    made = [desk.pledge(title=title).reference for title in ("b", "A", "c", "B", "a")]
    assert [row["reference"] for row in walk(visitor, "pledges/?limit=2")] == made[::-1]
    by_title = [row["title"] for row in walk(visitor, "pledges/?limit=2&sort=title")]
    assert by_title == ["A", "a", "b", "B", "c"]
    assert len(walk(visitor, "states/?limit=50")) == visitor.get("states/").json()["count"]


def test_a_walk_sees_one_publication_whatever_is_published_meanwhile(visitor, desk):
    made = [desk.pledge(title=f"Number {number}") for number in range(3)]
    first = visitor.get("pledges/?limit=1").json()
    amended = pledge_factory.amendment(made[0], desk.portugal)
    services.publish(services.submit(amended, by=desk.portugal), by=desk.moderator)
    desk.pledge(title="Later")
    rest = walk(visitor, first["next"].removeprefix(f"{settings.SITE_URL}/api/v1/"))
    assert [row["reference"] for row in first["results"] + rest] == [each.reference for each in made[::-1]]


def test_as_of_reads_any_earlier_publication(visitor, desk):
    pledge = desk.pledge(title="Before")
    before = current_moment().publication
    amended = pledge_factory.amendment(pledge, desk.portugal)
    amended.title = "After"
    amended.save()
    services.publish(services.submit(amended, by=desk.portugal), by=desk.moderator)
    path = f"pledges/{pledge.reference}/"
    assert visitor.get(path).json()["result"]["title"] == "After"
    assert visitor.get(f"{path}?as_of={before}").json()["result"]["title"] == "Before"
    assert visitor.get(f"{path}?as_of={before - 1}").status_code == 404
    assert visitor.get(f"pledges/?as_of={before - 1}").json()["results"] == []


@pytest.mark.parametrize("as_of", ["-1", "x", "1.0", "", "999", "99999999999999999999", "%00", "%F0%9F%92%A9", "1e3"])
def test_a_publication_that_never_was_is_refused(visitor, desk, as_of):
    answer = visitor.get(f"pledges/?as_of={as_of}")
    assert (answer.status_code, set(names_in(answer))) == (400, {"as_of"})


def test_what_is_unchanged_is_304_until_something_is_published(visitor, desk, django_assert_num_queries):
    desk.pledge()
    etag = visitor.get("pledges/")["ETag"]
    with django_assert_num_queries(1):
        unchanged = visitor.get("pledges/", **{"If-None-Match": etag})
    assert (unchanged.status_code, unchanged.content, unchanged["ETag"]) == (304, b"", etag)
    assert visitor.get("pledges/", **{"If-None-Match": f"W/{etag}"}).status_code == 304
    desk.pledge()
    assert visitor.get("pledges/", **{"If-None-Match": etag}).status_code == 200
    assert visitor.get("pledges/", **{"If-None-Match": etag, "Accept-Language": "fr"}).status_code == 200


@pytest.mark.parametrize(
    ("query", "accepted", "name", "language"),
    [
        ("", "", "Germany", "en"),
        ("", "fr-CH, en;q=0.5", "Allemagne", "fr"),
        ("?lang=es", "fr", "Alemania", "es"),
        ("", "de, pt", "Germany", "en"),
    ],
)
def test_names_come_in_the_language_asked_for(visitor, query, accepted, name, language):
    visitor.client.cookies["language"] = "ar"
    answer = visitor.get(f"states/DEU/{query}", **({"Accept-Language": accepted} if accepted else {}))
    assert (answer.json()["result"]["name"], answer["Content-Language"]) == (name, language)
    assert "Accept-Language" in answer["Vary"] and "Cookie" not in answer["Vary"]


def test_only_the_fields_asked_for_are_given(visitor, some_of_each):
    row = visitor.get("pledges/?fields=title,owner&limit=1").json()["results"][0]
    assert set(row) == {"title", "owner"}
    one = visitor.get(f"pledges/{some_of_each.reference}/?fields=reference&fields=title").json()["result"]
    assert one == {"reference": some_of_each.reference, "title": some_of_each.title}


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("pledges/?objective=24", {"objective"}),
        ("pledges/?state=prt", {"state"}),
        ("pledges/?state=", {"state"}),
        ("pledges/?state=PRT&state=KEN", {"state"}),
        ("pledges/?stat=PRT&page=2", {"stat", "page"}),
        ("pledges/?limit=0", {"limit"}),
        ("pledges/?limit=201&lang=xx&fields=none", {"limit", "lang", "fields"}),
        ("pledges/?cursor=nonsense", {"cursor"}),
        ("pledges/?sort=size", {"sort"}),
        ("progress/?about=GCM-PL-2026-00001%00", {"about"}),
        ("states/?region=%00", {"region"}),
        ("states/PRT/?region=ECE", {"region"}),
        ("objectives/?%00=1", {"\0"}),
        ("reports/?language=" + "x" * 5000, {"language"}),
    ],
)
def test_what_means_nothing_is_refused_parameter_by_parameter(visitor, path, names):
    answer = visitor.get(path)
    assert (answer.status_code, set(names_in(answer))) == (400, names)


def test_a_cursor_of_another_list_is_refused(visitor, desk):
    for _ in range(2):
        desk.pledge()
    cursor = visitor.get("pledges/?limit=1").json()["next"].rpartition("cursor=")[2]
    for path in ("pledges/?sort=title&", "needs/?", "states/?", "publications/?"):
        assert names_in(visitor.get(f"{path}cursor={cursor}")) == ["cursor"]


@pytest.mark.parametrize(
    "path",
    [
        "nonsense/",
        "pledges/GCM-TL-2026-00001/",
        "states/prt/",
        "objectives/24/",
        "publications/0/",
        "own/x/",
        "%00/",
        "a%0Ab/",
    ],
)
def test_every_other_address_is_a_problem_too(visitor, path):
    answer = visitor.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["title"] == "Nothing is at this address"
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_an_address_without_its_last_slash_leads_on(visitor):
    answer = visitor.get("states?region=ECE")
    assert (answer.status_code, answer["Location"]) == (301, "/api/v1/states/?region=ECE")


def test_a_tombstone_says_when_and_why(visitor, desk):
    pledge = desk.pledge()
    services.retract(pledge, by=desk.moderator, note="A reason the public may read.")
    answer = visitor.get(f"pledges/{pledge.reference}/")
    said = answer.json()
    assert (answer.status_code, said["closing"], said["reason"]) == (410, "retracted", "A reason the public may read.")
    assert said["closed_in"] == current_moment().publication


def test_only_json_is_offered(visitor, desk):
    for _ in range(2):  # the second time there is an answer to give
        assert visitor.get("pledges/", Accept="text/csv").status_code == 406
        assert visitor.get("pledges/", Accept="text/html, application/*").status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_reading_takes_no_other_method(client, method):
    answer = getattr(client, method)("/api/v1/pledges/")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer.json()["status"] == 405


def test_scripts_of_other_pages_may_read_and_nothing_else(client, visitor):
    asked = client.options("/api/v1/pledges/", headers={"Origin": "https://example.org"})
    assert (asked.status_code, asked["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
    answer = visitor.get("pledges/", Origin="https://example.org")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in answer["Access-Control-Expose-Headers"]
    assert not answer.has_header("Access-Control-Allow-Credentials") and not answer.cookies
    assert not visitor.get("own/").has_header("Access-Control-Allow-Origin")


@pytest.mark.parametrize(
    "path", ["pledges/", "pledges/?state=PRT", "pledges/?nature=process&sort=title", "progress/", "needs/"]
)
def test_a_list_costs_the_same_for_one_row_and_three(visitor, desk, path, django_assert_num_queries):
    plain = {"pledges/": 4, "progress/": 4, "needs/": 4}
    expected = plain.get(path, 10)  # with filters: their choices, and the tallies or the roll they are looked up in
    for rows in (1, 2):
        for _ in range(rows):
            desk.update(desk.pledge())
            needs.published(desk.portugal, desk.moderator)
        with django_assert_num_queries(expected):
            assert visitor.get(path).json()["count"] in {1, 3}


def test_an_answer_is_made_once(visitor, desk, django_assert_num_queries):
    desk.pledge()
    first = visitor.get("pledges/")
    with django_assert_num_queries(1):
        again = visitor.get("pledges/")
    assert (again.content, again["ETag"], again["Content-Type"]) == (first.content, first["ETag"], "application/json")


def test_the_start_leads_to_everything(visitor):
    start = visitor.get("").json()
    assert list(start["resources"]) == list(SOURCES)
    for address in [*start["resources"].values(), start["schema"], start["docs"]]:
        assert Client().get(urlsplit(address).path).status_code == 200


def test_a_moment_is_what_an_answer_says(visitor, desk):
    desk.pledge()
    moment = current_moment()
    said = visitor.get("pledges/").json()
    assert Moment(said["publication"], moment.day) == moment and said["day"] == moment.day.isoformat()
