"""The search as a visitor uses it: words, marks, ways to narrow, and what helps where nothing is found."""

import re

import pytest
from django.test import Client

from tests.factories import pledges, tools

pytestmark = pytest.mark.django_db

XSS = '<script>alert(1)</script> "zebra" & <b>'


def page(query, language="en"):
    """The page's text."""
    answer = Client().get(f"/{language}/search/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_public_page_has_the_way_into_the_search_and_the_search_has_one_form_only():
    assert page("").count('role="search"') == 1
    home = Client().get("/ar/").content.decode()
    assert re.search(r'<form class="site-search" method="get" action="/ar/search/" role="search"', home)


def test_a_match_is_marked_in_the_words_of_the_record_and_these_are_escaped(desk):
    desk.pledge(title="A sample", description=f"{pledges.LONG_ENOUGH} Zebras. {XSS}")
    shown = page("?q=zebra&kind=pledge")
    assert "<mark>Zebras</mark>" in shown
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &quot;<mark>zebra</mark>&quot; &amp; &lt;b&gt;" in shown


def test_what_was_typed_is_shown_again_and_escaped():
    shown = page("?q=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in shown
    assert 'value="&lt;script&gt;alert(1)&lt;/script&gt;"' in shown


def test_an_arabic_text_says_its_language_and_runs_its_own_way(desk):
    desk.pledge(title="مثال", language="ar", description="تدريب العمال المهاجرين " * 30)
    shown = page("?q=%D8%B9%D8%A7%D9%85%D9%84+%D9%85%D9%87%D8%A7%D8%AC%D8%B1&kind=pledge")
    assert re.search(r'<p class="passage" lang="ar" dir="auto">', shown)
    assert "<mark>المهاجرين</mark>" in shown


def test_facets_chips_and_order_are_addresses(desk):
    desk.pledge(title="A zebra", objectives=(7,))
    desk.pledge(title="Une zebra", language="fr", objectives=(8,))
    desk.tool(title="A zebra tool")
    shown = page("?q=zebra&kind=pledge&sort=newest")
    assert 'href="?q=zebra&amp;sort=newest"' in shown  # the chip: without the kind
    assert re.search(
        r'href="\?q=zebra&amp;kind=pledge&amp;sort=newest&amp;objective=8">8\. Save lives</a> '
        r'<span class="facet-count">1</span>',
        shown,
    )
    assert re.search(r'href="\?q=zebra&amp;kind=tool&amp;sort=newest">Tool</a> <span class="facet-count">1<', shown)
    assert "2 results" in shown


def test_where_nothing_is_found_it_says_what_is_searched_and_offers_the_nearest_spelling(desk):
    desk.pledge(title="Remittances")
    shown = page("?q=remitancess")
    assert re.search(r'Did you mean\s*<a href="\?q=remittances"><bdi>remittances</bdi></a>\?', shown)
    assert "Only what is published is searched" in page("?q=qqqqqqqqqq")
    assert "Did you mean" not in page("?q=qqqqqqqqqq")


@pytest.mark.parametrize(
    "query",
    [
        "?q=x&kind=hammer", "?q=x&objective=24", "?q=x&objective=x", "?q=x&state=XXX", "?q=x&state=%00",
        "?q=x&organisation=nobody", "?q=x&language=tlh", "?q=x&sort=size", "?q=x&page=0", "?q=%00", f"?q={'x' * 201}",
    ],
)  # fmt: skip
def test_what_nobody_could_have_chosen_is_400(query):
    assert Client().get(f"/en/search/{query}").status_code == 400


def test_the_second_page_shows_what_the_first_left(desk, monkeypatch):
    monkeypatch.setattr("dashboard.views.search.SIZE", 2)
    for number in range(3):
        desk.pledge(title=f"Sample of lanterns {number}")
    pages = [Client().get(f"/en/search/?q=lanterns&page={page}") for page in (1, 2)]
    assert [answer.status_code for answer in pages] == [200, 200]
    assert [len(answer.context["page_obj"].object_list) for answer in pages] == [2, 1]


def test_a_page_past_the_last_is_404():
    assert Client().get("/en/search/?q=migration&page=99").status_code == 404


@pytest.mark.parametrize("records", [1, 3])
def test_a_page_of_results_costs_the_same_with_one_and_with_three(desk, records, django_assert_num_queries):
    for number in range(records):
        desk.pledge(title=f"A zebra {number}", objectives=(7, 8))
    page("?q=zebra&sort=newest")  # names and stems are known from here on
    with django_assert_num_queries(8):
        page("?q=zebra")


def test_the_list_of_pledges_and_the_toolbox_are_narrowed_by_words(desk):
    pledge, tool = desk.pledge(title="A zebra"), desk.tool(title="Zebra crossings")
    desk.pledge(title="Another")
    desk.tool(title="Another")
    for place, found, missing in (("pledges", pledge, "1 of 2"), ("tools", tool, "1 of 2")):
        shown = Client().get(f"/en/{place}/?q=zebras").content.decode()
        assert (found.reference in shown, shown.count('class="record-title"'), missing in shown) == (True, 1, True)
        assert "Words: zebras" in shown
        assert Client().get(f"/en/{place}/?q=%00").status_code == 400


def test_a_tool_is_found_under_the_name_of_its_state_in_another_language(desk):
    tool = tools.published(desk.portugal, moderator=desk.moderator, title="A sample guide")
    assert tool.reference in page("?q=%E8%91%A1%E8%90%84%E7%89%99", "zh-hans")
