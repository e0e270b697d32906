"""The map: classes and never a rank, small States, what is disputed, and the same as a table."""

import re

import pytest

from accounts.models import State
from dashboard.selectors.world import CLASSES, shapes_of_the_world, world
from progress.selectors import figures_by_state
from tests.dashboard.test_home import text_of
from tests.factories import accounts
from tests.factories import pledges as factory
from tests.journeys.everyone import BUDGET, compressed
from ui import charts
from workflow.selectors import current_moment

pytestmark = pytest.mark.django_db


def drawn(*, asked=None, language="en"):
    return world(current_moment(), language=language, asked=asked or {}, is_filtered=bool(asked))


def fills(found):
    """The colour of each State that has a shape, and of each that has a marker."""
    of_shapes = {shape.state.pk: shape.fill for shape in found.shapes if shape.state}
    return of_shapes, {marker.state.pk: marker.fill for marker in found.markers}


def test_every_state_has_a_shape_and_stands_once_in_the_table():
    found = drawn()
    everyone = set(State.objects.values_list("pk", flat=True))
    assert set(fills(found)[0]) == everyone
    lines = [line.state.pk for region in found.regions for line in region.lines]
    assert (sorted(lines), found.states) == (sorted(everyone), len(everyone))


def test_the_colour_says_the_class_and_nothing_else(desk):
    none, one, two, *_rest = (charts.tint(charts.KNOWN, strength) for _least, _words, strength in CLASSES)
    assert (none, len({charts.tint(charts.KNOWN, strength) for *_words, strength in CLASSES})) == ("#ffffff", 5)
    desk.pledge()
    malta = accounts.focal_point("MLT")
    for number in range(3):
        factory.published(malta, desk.moderator, state="MLT", title=f"Sample {number}")
    of_shapes, of_markers = fills(drawn())
    assert [of_shapes[code] for code in ("PRT", "MLT", "FRA")] == [one, two, none]
    assert (of_markers["MLT"], of_markers["SGP"]) == (two, none)


def test_areas_that_are_no_states_are_grey_and_lead_nowhere():
    shapes = dict(zip(shapes_of_the_world()["paths"], drawn().shapes, strict=True))
    assert [(shapes[code].fill, shapes[code].state) for code in ("ESH", "GRL", "KAS")] == [(charts.NO_DATA, None)] * 3
    assert (shapes["TWN"].fill, shapes["TWN"].state) == (shapes["CHN"].fill, None)


def test_the_figures_are_the_selectors(desk):
    desk.update(desk.pledge())
    desk.pledge(title="Another sample")
    counted = figures_by_state(current_moment())
    found = drawn()
    lines = {line.state.pk: line.figures for region in found.regions for line in region.lines}
    assert {code: each for code, each in lines.items() if each.pledges} == counted
    (europe,) = (region for region in found.regions if region.code == "ECE")
    assert (europe.pledging, europe.pledges, europe.with_update) == (1, 2, 1)
    assert (found.pledging, found.pledges) == (1, 2)


def test_what_organisations_pledge_is_not_on_the_map(desk):
    city = accounts.organisation(state=accounts.portugal())
    speaker = accounts.delegate("city@example.org", role="focal_point", organisation=city)
    factory.published(speaker, desk.moderator, state=None, organisation=city)
    assert drawn().pledges == 0


@pytest.mark.parametrize(
    ("query", "expected"),
    [("", 2), ("objective=7", 1), ("objective=7&objective=8", 2), ("forum=2022", 1), ("forum=2026", 0)],
)
def test_each_count_of_the_table_leads_to_its_pledges(client, desk, query, expected):
    desk.pledge(objectives=(7,), forum_id=2022)
    desk.pledge(objectives=(8,), title="Another sample")
    page = client.get(f"/en/map/?{query}").content.decode()
    found = re.findall(r'href="(/en/pledges/\?[^"]*state=PRT)">(\d+)<', page)
    assert [int(n) for _url, n in found] == ([expected] if expected else [])
    for url, n in found:
        assert client.get(url.replace("&amp;", "&") + "&format=json").json()["count"] == int(n)


def test_the_picture_is_for_the_eye_and_is_not_turned(client):
    page = client.get("/ar/map/").content.decode()
    picture = page.split('<div class="world-picture">')[1].split("</div>")[0]
    assert 'direction="ltr" aria-hidden="true"' in picture
    assert picture.count("<a ") == picture.count('tabindex="-1"') == State.objects.count() + picture.count("<circle")
    assert 'stroke-dasharray="2 1.6"' in picture
    assert re.search(r'cx="\d+(\.\d+)?"', picture)


def test_what_a_map_of_the_united_nations_says_is_said(client):
    words = text_of(client.get("/en/map/"))
    assert "do not imply official endorsement or acceptance by the United Nations" in words
    for note in ("Jammu and Kashmir", "Abyei", "Falkland Islands (Malvinas)", "resolution 1244", "Western Sahara"):
        assert note in words
    assert "They rank nobody" in words


@pytest.mark.parametrize("query", ["objective=24", "forum=1999", "forum=%00"])
def test_what_means_nothing_is_refused(client, query):
    assert client.get(f"/en/map/?{query}").status_code == 400


@pytest.mark.parametrize(
    "path", ["/en/", "/ar/?columns=regions", "/en/map/", "/zh-hans/map/", "/ru/needs/", "/ar/objectives/7/"]
)
def test_the_pages_stay_within_what_a_weak_connection_bears(client, desk, path):
    for number in range(1, 24):
        desk.pledge(objectives=(number,), title=f"Sample {number}")
    assert compressed(client.get(path).content) < BUDGET


@pytest.mark.parametrize(("query", "queries"), [("", 8), ("?objective=7", 7)])
def test_it_takes_the_same_queries_for_any_number(client, desk, django_assert_num_queries, query, queries):
    desk.pledge()
    with django_assert_num_queries(queries):
        client.get(f"/en/map/{query}")
    for number in range(2):
        desk.update(desk.pledge(title=f"Sample {number}"))
    with django_assert_num_queries(queries):
        client.get(f"/en/map/{query}")
