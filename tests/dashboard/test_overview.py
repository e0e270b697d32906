"""The dashboard's table: its filters, its columns, and that each count leads to exactly the records it counts."""

import re
from datetime import date, timedelta
from html import unescape

import pytest

from accounts.models import State
from dashboard.selectors.filtering import filtered_pledges
from dashboard.selectors.overview import overview
from pledges.models import Pledge
from progress.selectors import REGION, coverage, coverage_of, figures_by_objective, figures_grouped, last_updated
from progress.services import rebuild
from progress.states import Stage
from tests.dashboard.test_home import row_of, text_of
from tests.factories import accounts
from tests.factories import pledges as pledge_factory
from tests.factories import progress as update_factory
from workflow import services
from workflow.selectors import current_moment

pytestmark = pytest.mark.django_db
FILTERS = ["", "forum=2022", "forum=2026", "region=ECE", "region=none", "state=PRT", "owner=state"]
FILTERS += ["owner=organisation", "owner=local_government", "region=ECA&owner=state", "forum=2022&region=ECE"]


@pytest.fixture
def many(desk):
    """Pledges of two regions, of a State in none, of two kinds of organisation and of nobody known, told of or not."""
    today = current_moment().day
    morocco = accounts.focal_point("MAR")
    first = desk.pledge(objectives=(7, 8), forum_id=2022)
    desk.update(first, stage=Stage.FULFILLED, speaks_for_on=today)
    second = desk.pledge(objectives=(8,), forum_id=2026)
    desk.update(second, stage=Stage.PLANNING, speaks_for_on=today - timedelta(days=400))
    desk.pledge(objectives=(), covers_whole_compact=True)
    third = pledge_factory.published(morocco, desk.moderator, state="MAR", objectives=(1, 23), forum_id=2022)
    update_factory.published(
        morocco, moderator=desk.moderator, about=third.record, state_id="MAR", stage=Stage.IN_PROGRESS
    )
    State.objects.filter(pk="FRA").update(review_region="")
    pledge_factory.published(accounts.focal_point("FRA"), desk.moderator, state="FRA", objectives=(7,))
    for number, kind in enumerate(("local_government", "academia")):
        owner = accounts.organisation(f"A sample {kind}", kind=kind)
        speaker = accounts.delegate(f"o{number}@example.org", role="focal_point", organisation=owner)
        pledge_factory.published(speaker, desk.moderator, state=None, organisation=owner, objectives=(7, 14))
    nobody = desk.pledge(objectives=(2,))
    Pledge.objects.filter(pk=nobody.pk).update(state=None)
    rebuild()  # what was changed past the verbs
    return desk


def links_of(answer):
    """Each count of the table that is a link: what stands there, and where it leads."""
    table = answer.content.decode().split('<table class="matrix">')[1].split("</table>")[0]
    return [(int(n), unescape(url)) for url, n in re.findall(r'<td[^>]*><a href="([^"]+)">(\d+)</a>', table)]


def row_by_row(found):
    """The table as plain numbers: what each row is, its pledges, its cells."""
    for group in found.groups:
        yield f"table {group.round_table.number}", group.row
        yield from ((f"objective {row.objective.number}", row) for row in group.rows)
    yield "all", found.total


def test_every_count_leads_to_exactly_its_records(client, many):
    lists, wrong, seen = {}, [], 0
    for query in FILTERS:
        for columns in ("", "regions"):
            links = links_of(client.get(f"/en/?{query}&columns={columns}"))
            seen += len(links)
            for count, url in links:
                if url not in lists:
                    lists[url] = client.get(f"{url}{'&' if '?' in url else '?'}format=json").json()["count"]
                if lists[url] != count:
                    wrong.append((query, columns, count, url))
    assert wrong == []
    assert seen > 20 * len(FILTERS)


def test_what_is_counted_is_what_the_list_counts(client, many):
    wrong = {}
    for query in FILTERS:
        total = client.get(f"/en/pledges/?{query}&format=json").json()["count"]
        if f"<strong><bdi>{total}</bdi></strong>" not in client.get(f"/en/?{query}").content.decode():
            wrong[query] = total
    assert wrong == {}


def test_the_columns_of_a_row_add_up_to_its_pledges(many):
    for by_region in (False, True):
        found = overview(current_moment(), mirrored=False, by_region=by_region)
        wrong = {}
        for name, row in row_by_row(found):
            parts = row.cells if by_region else row.cells[:-1]  # the last tells how fresh, of all
            if sum(cell.value for cell in parts) != row.figures.pledges:
                wrong[name] = row
        assert wrong == {}


def test_a_filter_that_leaves_everything_changes_no_figure(many):
    moment = current_moment()
    whole = overview(moment, mirrored=False)
    Pledge.objects.filter(forum_id=None).update(forum_id=2026)
    Pledge.objects.update(forum_id=2026)
    filtered = overview(moment, mirrored=False, asked={"forum": 2026}, kept={"forum": "2026"})
    assert [(name, row.figures) for name, row in row_by_row(filtered)] == [
        (name, row.figures) for name, row in row_by_row(whole)
    ]
    assert (filtered.coverage, filtered.total.tools) == (whole.coverage, None)


def test_the_forum_asked_for_arranges_the_objectives(client, desk):
    desk.pledge(objectives=(7,), forum_id=2022)
    desk.pledge(objectives=(7,), forum_id=2026)
    answer = client.get("/en/?forum=2022")
    assert "International Migration Review Forum 2022" in text_of(answer)
    assert row_of(answer, 7)[0] == 1
    assert "/en/forums/2022/round-tables/4/" in answer.content.decode()


def test_filters_are_chips_that_can_be_taken_off(client, desk):
    desk.pledge()
    page = client.get("/en/?region=ECE&owner=state&columns=regions").content.decode()
    assert "Region of the State: Europe and North America" in page
    assert 'href="?owner=state&amp;columns=regions"' in page
    assert 'href="?region=ECE&amp;columns=regions"' in page
    assert 'href="?region=ECE&amp;owner=state&amp;columns=regions#matrix" aria-current="true"' in page


def test_filters_that_leave_nothing_say_so_kindly(client, desk):
    desk.pledge()
    words = text_of(client.get("/en/?region=ECA"))
    assert "No pledge meets all of these filters" in words
    assert "That says nothing about what is done" in words
    assert words.count("Nothing pledged yet") == 23


@pytest.mark.parametrize(
    "query",
    [
        "forum=1999",
        "forum=x",
        "region=XXX",
        "state=XXX",
        "owner=anybody",
        "columns=ranking",
        "state=%00",
        "forum=9" * 40,
    ],
)
def test_what_nobody_could_have_chosen_is_refused(client, query):
    assert client.get(f"/en/?{query}").status_code == 400


def test_what_is_unknown_is_nobodys_business(client):
    assert client.get("/en/?utm_source=x&page=9").status_code == 200


def test_colours_go_from_none_to_the_most_on_the_page(many):
    found = overview(current_moment(), mirrored=False, by_region=True)
    shades = {(name, cell.heading): (cell.value, cell.shade) for name, row in row_by_row(found) for cell in row.cells}
    assert {shade for value, shade in shades.values() if value == 0} == {0}
    assert shades["objective 7", "Organisations"] == (2, 4)
    assert shades["objective 23", "Africa"] == (1, 2)
    assert shades["objective 23", "Arab States"] == (0, 0)
    assert {shade for (name, _column), (_value, shade) in shades.items() if "objective" not in name} == {0}


def test_no_colour_where_columns_are_stages(many):
    rows = row_by_row(overview(current_moment(), mirrored=False))
    assert {cell.shade for _name, row in rows for cell in row.cells} == {0}


def test_a_region_nobody_is_without_has_no_column(desk):
    desk.pledge()
    columns = overview(current_moment(), mirrored=False, by_region=True).columns
    assert [str(column.heading) for column in columns] == [
        "Africa",
        "Europe and North America",
        "Latin America and the Caribbean",
        "Asia and the Pacific",
        "Arab States",
        "Organisations",
    ]


def test_the_table_as_of_a_publication(desk):
    pledge = desk.pledge(objectives=(7,))
    then = current_moment()
    desk.update(pledge, stage=Stage.FULFILLED)
    gone = pledge_factory.withdrawal(pledge, desk.portugal)
    services.publish(services.submit(gone, by=desk.portugal), by=desk.moderator)
    for moment, expected in ((then, [1, 0, 0, 0, 0, 1, 0]), (current_moment(), [0] * 7)):
        for narrowed in ({}, {"state": "PRT"}):
            found = overview(moment, mirrored=False, asked=narrowed, kept=narrowed)
            rows = dict(row_by_row(found))
            assert [rows["objective 7"].figures.pledges, *(c.value for c in rows["objective 7"].cells)] == expected


@pytest.mark.parametrize(
    ("freshness", "expected"), [("recent", ["Today"]), ("older", ["A year ago"]), ("none", ["Silent"])]
)
def test_how_fresh_an_update_is(client, desk, freshness, expected):
    today = current_moment().day
    desk.update(desk.pledge(title="Today"), speaks_for_on=today)
    desk.update(desk.pledge(title="A year ago"), speaks_for_on=today - timedelta(days=365))
    desk.pledge(title="Silent")
    moment = current_moment()
    assert [each.title for each in last_updated(Pledge.objects.all(), freshness, moment=moment)] == expected
    rows = client.get(f"/en/pledges/?freshness={freshness}&format=json").json()["results"]
    assert [row["title"] for row in rows] == expected


def test_figures_by_any_column_are_the_same_figures(many):
    moment = current_moment()
    main = filtered_pledges({}, moment=moment).filter(placements__weight="main")
    grouped = figures_grouped(main, "placements__objective_id", moment=moment)
    whole = figures_by_objective(moment)
    assert {number: each for (number,), each in grouped.items()} == {
        number: each for number, each in whole.items() if each.pledges
    }
    by_region = figures_grouped(main.annotate(at=REGION), "at", moment=moment)
    assert {at: each.pledges for (at,), each in by_region.items()} == {
        "": 2,
        "ECE": 2,
        State.objects.get(pk="MAR").review_region: 1,
        "organisations": 2,
    }


def test_the_coverage_of_all_is_the_coverage(many):
    moment = current_moment()
    assert coverage_of(filtered_pledges({}, moment=moment)) == coverage(moment)


@pytest.mark.parametrize("query", ["", "?columns=regions", "?region=ECE", "?region=ECE&columns=regions"])
def test_queries_do_not_grow(client, desk, django_assert_num_queries, query):
    expected = {"": 23, "?columns=regions": 29, "?region=ECE": 19, "?region=ECE&columns=regions": 22}
    desk.update(desk.pledge(), speaks_for_on=date(2026, 3, 2))
    with django_assert_num_queries(expected[query]):
        client.get(f"/en/{query}")
    for number in range(2):
        desk.update(desk.pledge(title=f"Sample {number}", objectives=(number + 1, 9)))
    with django_assert_num_queries(expected[query]):
        client.get(f"/en/{query}")
