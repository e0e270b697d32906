"""The dashboard: the whole Compact at one look, in honest figures."""

import re

import pytest
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from dashboard.selectors.compact import objective_lines, placed_objectives, sections
from dashboard.selectors.overview import overview
from progress.selectors import (
    compact_figures,
    coverage,
    figures_by_objective,
    figures_by_round_table,
)
from progress.states import Stage
from roundtables.models import Edition
from tests.factories import accounts
from tests.factories import pledges as pledge_factory
from tools.selectors import tool_count, tool_counts_by_objective, tool_counts_by_round_table
from workflow import services
from workflow.selectors import current_moment

pytestmark = pytest.mark.django_db


def text_of(answer):
    """The words of a page, without markup."""
    main = answer.content.decode().split("<main")[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def row_of(answer, number):
    """The numbers beside an objective in a table of them."""
    rows = re.findall(r"<tr[ >].*?</tr>", answer.content.decode(), re.S)
    row = next(row for row in rows if f"/objectives/{number}/" in row)
    return [
        int(re.sub(r"<[^>]+>|\s", "", cell)) for cell in re.findall(r'<td class="numeric"[^>]*>(.*?)</td>', row, re.S)
    ]


def test_an_empty_portal_says_so_calmly(client):
    words = text_of(client.get("/en/"))
    assert "0 pledges by 0 States and 0 organisations are on record here." in words
    assert words.count("Nothing pledged yet") == 23
    assert "Round table 4" in words
    assert "No progress has been reported" not in words


def test_publishing_a_pledge_changes_the_dashboard_by_exactly_one(client, desk):
    draft = pledge_factory.submitted(desk.portugal, objectives=(7, 8))
    before = {number: row_of(client.get("/en/"), number) for number in range(1, 24)}
    services.publish(draft, by=desk.moderator)
    after = {number: row_of(client.get("/en/"), number) for number in range(1, 24)}
    assert {number: after[number] for number in after if after[number] != before[number]} == {
        7: [1, 0, 0, 0, 0, 1, 0, 0],
        8: [1, 0, 0, 0, 0, 1, 0, 0],
    }
    assert "1 pledge by 1 State and 0 organisations are on record here." in text_of(client.get("/en/"))


def test_silence_is_said(client, desk):
    desk.pledge()
    assert "No progress has been reported on any of them yet." in text_of(client.get("/en/"))


def test_an_update_counts_with_its_denominator(client, desk):
    pledge = desk.pledge()
    desk.pledge(title="Another sample")
    desk.update(pledge, stage=Stage.FULFILLED)
    answer = client.get("/en/")
    assert row_of(answer, 7) == [2, 0, 0, 1, 0, 1, 1, 0]
    assert "1 of them has a public progress update." in text_of(answer)
    assert "1 of 2 has a progress update" in text_of(answer)


def test_pledges_that_name_no_objective_are_said_plainly(client, desk):
    desk.pledge()
    desk.pledge(title="About all of it", objectives=(), covers_whole_compact=True)
    words = text_of(client.get("/en/"))
    assert "1 of 2 pledges names its main objectives and is counted under them below." in words
    assert "1 is about the Compact as a whole." in words
    assert "name none" not in words


def test_the_figures_are_the_selectors(desk):
    pledge = desk.pledge(objectives=(7, 8, 9))
    desk.update(pledge)
    desk.tool(objectives=(7, 9))
    moment = current_moment()
    found = overview(moment, mirrored=False)
    assert (found.total.figures, found.coverage, found.total.tools) == (
        compact_figures(moment),
        coverage(moment),
        tool_count(moment),
    )
    assert {each.round_table.number: each.row.figures for each in found.groups} == figures_by_round_table(
        found.edition, moment
    )
    assert {each.round_table.number: each.row.tools for each in found.groups} == tool_counts_by_round_table(
        found.edition, moment
    )
    rows = {row.objective.number: row for group in found.groups for row in group.rows}
    assert {number: row.figures for number, row in rows.items()} == figures_by_objective(moment)
    assert {number: row.tools for number, row in rows.items()} == tool_counts_by_objective(moment)


def test_each_objective_stands_once_under_the_round_table_of_the_edition():
    edition = Edition.objects.get(year=2026)
    found = sections(edition, current_moment(), mirrored=False)
    assert sorted(line.objective.number for each in found for line in each.lines) == list(range(1, 24))
    assert {line.objective.round_table for line in found[1].lines} == {2}


def test_bars_share_one_scale_and_turn_with_the_page(desk):
    desk.pledge(objectives=(7,))
    desk.pledge(objectives=(7, 8), title="Another sample")
    edition = Edition.objects.get(year=2026)
    bars = {line.objective.number: line.bar for line in objective_lines(edition, current_moment(), mirrored=False)}
    assert [bars[number]["segments"][0]["width"] for number in (7, 8)] == ["100.00%", "50.00%"]
    turned = {line.objective.number: line.bar for line in objective_lines(edition, current_moment(), mirrored=True)}
    assert turned[8]["segments"][0]["x"] == "50.00%"


def test_without_an_edition_there_is_nothing_to_arrange():
    assert (placed_objectives(None), sections(None, current_moment(), mirrored=False)) == ({}, [])


def test_a_split_carried_over_is_said(client):
    assert "so it is carried over" in text_of(client.get("/en/"))
    assert "so it is carried over" not in text_of(client.get("/en/forums/2022/"))


def test_short_titles_that_were_not_checked_say_so(client):
    note = "The short titles of the objectives are a translation that is not official."
    notes = {}
    for language in ("en", "fr", "ar"):
        with translation.override(language):
            notes[language] = gettext(note)
    assert [notes[each] in text_of(client.get(f"/{each}/")) for each in notes] == [False, False, True]


def test_the_latest_publications_stand_at_the_end(client, desk):
    pledge = desk.pledge()
    words = text_of(client.get("/en/")).split("What changed lately")[1]
    assert words.index("Pledge published") < words.index("Reference data changed")
    assert f"A sample pledge {pledge.reference}" in words
    assert date_format(pledge.published_at.date()) in words


def test_a_pledge_counts_once_at_a_round_table(client, desk):
    desk.pledge(objectives=(8, 9, 10))
    groups = overview(current_moment(), mirrored=False).groups
    assert [group.row.figures.pledges for group in groups] == [0, 1, 0, 0]
    assert "1 pledge 0 with an update 0 tools" in text_of(client.get("/en/forums/2026/"))


def test_queries_do_not_grow_with_the_records(client, desk, django_assert_num_queries):
    desk.update(desk.pledge())
    with django_assert_num_queries(23):
        client.get("/en/")
    for number in range(4):
        city = accounts.organisation(f"City {number}")
        speaker = accounts.delegate(f"c{number}@example.org", role="focal_point", organisation=city)
        desk.update(desk.pledge(title=f"Sample {number}", objectives=(number + 1,)))
        pledge_factory.published(speaker, moderator=desk.moderator, state=None, organisation=city)
    desk.tool(objectives=(1, 2))
    with django_assert_num_queries(24):
        client.get("/en/")
