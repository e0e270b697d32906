"""The 23 objectives and the page of one."""

import pytest

from objectives.models import Objective
from progress.selectors import figures_by_objective
from tests.dashboard.test_home import row_of, text_of
from workflow.selectors import current_moment

pytestmark = pytest.mark.django_db


def test_all_23_stand_in_order_with_their_full_titles(client):
    words = text_of(client.get("/en/objectives/"))
    titles = list(Objective.objects.order_by("number").values_list("title_en", flat=True))
    assert [words.index(title) for title in titles] == sorted(words.index(title) for title in titles)


def test_a_title_that_was_not_checked_says_so(client):
    assert "Translation not official" not in text_of(client.get("/en/objectives/7/"))
    assert "非正式译文" in text_of(client.get("/zh-hans/objectives/7/"))


def test_summaries_of_actions_are_marked_as_ours_and_english(client):
    page = client.get("/fr/objectives/7/").content.decode()
    assert '<ol class="actions" lang="en" dir="ltr">' in page
    first = Objective.objects.get(number=7).actions.get(letter="a")
    assert first.summary in text_of(client.get("/fr/objectives/7/"))


def test_sdg_targets_are_marked_as_not_checked(client):
    words = text_of(client.get("/en/objectives/7/"))
    assert "10.7" in words
    assert "not checked against an official crosswalk" in words


def test_the_neighbours_end_at_1_and_23(client):
    first, last = (text_of(client.get(f"/en/objectives/{number}/")) for number in (1, 23))
    assert ("Previous objective" in first, "Next objective" in first) == (False, True)
    assert ("Previous objective" in last, "Next objective" in last) == (True, False)


def test_an_objective_without_pledges_says_so(client):
    words = text_of(client.get("/en/objectives/9/"))
    assert "No pledge names this objective yet" in words
    assert "No tool is filed under this objective yet" in words


def test_the_page_and_the_list_agree_with_the_selector(client, desk):
    desk.update(desk.pledge(objectives=(7,)))
    desk.pledge(objectives=(7, 8), title="Another sample")
    desk.tool(objectives=(7,))
    figures = figures_by_objective(current_moment())[7]
    assert (figures.pledges, figures.with_update, figures.in_progress) == (2, 1, 1)
    assert row_of(client.get("/en/objectives/"), 7) == [2, 1, 1]
    words = text_of(client.get("/en/objectives/7/"))
    assert "1 of 2 has a progress update" in words
    assert "In progress 1" in words
    assert "No update yet 1 All pledges 2" in words


def test_pledges_come_25_to_a_page(client, desk):
    for number in range(26):
        desk.pledge(title=f"Sample {number:02}")
    second = client.get("/en/objectives/7/?page=2")
    assert ("Sample 00" in text_of(second), "Sample 01" in text_of(second)) == (True, False)
    assert client.get("/en/objectives/7/?page=3").status_code == 404


@pytest.mark.parametrize("records", [1, 3])
def test_the_page_takes_the_same_queries_for_any_number(client, desk, records, django_assert_num_queries):
    for number in range(records):
        desk.update(desk.pledge(title=f"Sample {number}", objectives=(7, number + 10)))
        desk.tool(title=f"Sample {number}", objectives=(7, number + 10))
    with django_assert_num_queries(13):
        client.get("/en/objectives/7/")
    with django_assert_num_queries(6):
        client.get("/en/objectives/")
