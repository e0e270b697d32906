"""The 23 objectives and the page of one."""

import re

import pytest

from dashboard.selectors.reviews import statements_on
from objectives.models import Objective
from progress.selectors import figures_by_objective
from tests.dashboard.test_home import row_of, text_of
from tests.factories import accounts, needs, reviews
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
    with django_assert_num_queries(24):
        client.get("/en/objectives/7/")
    with django_assert_num_queries(7):
        client.get("/en/objectives/")


def test_the_page_leads_to_each_of_its_parts(client, desk):
    desk.pledge()
    page = client.get("/en/objectives/7/").content.decode()
    contents = page.split('<nav class="contents"')[1].split("</nav>")[0]
    fragments = re.findall(r'href="#([^"]+)"', contents)
    assert fragments == ["actions", "pledges", "years", "measures", "gaps", "tools", "statements", "round-table"]
    assert [name for name in fragments if f'id="{name}"' not in page] == []


def test_what_reviews_say_of_it_the_latest_occasion_first(client, desk):
    kenya = accounts.focal_point("KEN")
    for occasion, words in (("forum:2022", "In the first sample year."), ("forum:2026", "In the second sample year.")):
        reviews.published(desk.portugal, desk.moderator, occasion=occasion, statement_7=words)
    reviews.published(kenya, desk.moderator, state="KEN", statement_7="What Kenya does, as a sample.")
    reviews.submitted(accounts.focal_point("FRA"), state="FRA", statement_7="Not public.")
    said = [each.text for each in statements_on(7, current_moment())]
    assert said == ["What Kenya does, as a sample.", "In the second sample year.", "In the first sample year."]
    words = text_of(client.get("/en/objectives/7/")).split("What reviews say")[2]
    assert words.index("Kenya") < words.index("In the second sample year.")
    assert "Not public." not in words
    assert "No voluntary review on record here speaks of this objective yet" in text_of(
        client.get("/en/objectives/9/")
    )


def test_its_needs_stand_beside_offers(client, desk):
    assert "No need is stated and no support offered for this objective yet" in text_of(
        client.get("/en/objectives/7/")
    )
    needs.published(desk.portugal, desk.moderator, objective=7)
    words = text_of(client.get("/en/objectives/7/"))
    assert "1 need no offer" in words


def test_its_round_table_and_reports(client):
    page = client.get("/en/objectives/7/").content.decode()
    assert 'href="/en/reports/?forum=2026&amp;round_table=4"' in page
